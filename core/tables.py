"""Tables from files that people send, and tables for people to open in a spreadsheet.

Reading decides by what a file holds, never by its name, gives every cell as text, executes nothing, and refuses with one
sentence what is no table or would fill the memory. Writing guards against cells that a spreadsheet would execute.
"""

import codecs
import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from struct import error as StructError
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, LargeZipFile, ZipFile
from zlib import error as ZlibError

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from core.workbooks import is_too_large

MAX_FILE = 50 * 1024 * 1024
MAX_ROWS = 200_000
LAST_LINE = 1_048_576  # of a spreadsheet; a file may claim any number
MAX_COLUMNS = 500
SEARCHED_SHEETS = 30
MAX_CELL = 1_000_000

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ\x90",
)
_MARKUP = re.compile(rb"^\s*(<!doctype|<html|<\?xml|<table|<meta|\{\\rtf)", re.IGNORECASE)
_BROKEN_XLSX = (
    BadZipFile, LargeZipFile, ZlibError, InvalidFileException, ParseError, StructError, KeyError, ValueError,
    TypeError, AttributeError, IndexError, OverflowError, EOFError, NotImplementedError, OSError,
)  # fmt: skip

csv.field_size_limit(MAX_CELL)

# CP932 has these, under other code points than the ones that keyboards and phones write.
_CP932_TWINS = str.maketrans("−〜‖—¢£¬", "－～∥―￠￡￢")
GETA = "〓"  # printers' mark for a character that is missing
_DANGEROUS = re.compile("[=+\\-@＝＋－＠\t\r]")  # Excel in Japanese takes the wide signs for the narrow ones
_UNWRITABLE_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class TableError(Exception):
    """The file is no table that can be read; the text is one sentence for the person who sent it."""


@dataclass(frozen=True)
class Table:
    """One readable file: `kind` "csv" or "xlsx", `encoding` of a CSV, names of its sheets (one, "", for a CSV)."""

    source: Path | BinaryIO
    name: str
    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ("",)

    def rows(self, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
        """Pairs of line number as a spreadsheet shows it (first = 1) and cells as text, without trailing blanks.

        Blank lines count but are not given. Raises TableError where the file turns out to be broken.
        """
        lines = self._csv_lines() if self.kind == "csv" else self._xlsx_lines(sheet or self.sheets[0])
        yield from _filled(lines)

    def heads(self, lines: int) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
        """Each sheet's name with its first lines, as `rows` gives them; of very many sheets only the first ones."""
        if self.kind == "csv":
            yield "", list(islice(self.rows(), lines))
            return
        with _opened(self.source) as stream, _broken_means_refused():
            book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
            try:
                for sheet in self.sheets[:SEARCHED_SHEETS]:
                    yield sheet, list(islice(_filled(_cells_of(book[sheet])), lines))
            finally:
                book.close()

    def _csv_lines(self):
        with _opened(self.source) as stream:
            # newline="": a line break inside quotes belongs to the cell, and one record is one line of a spreadsheet
            text = io.TextIOWrapper(stream, self.encoding, errors="replace", newline="")
            reader = csv.reader(text, delimiter=self.delimiter)
            try:
                yield from reader
            except csv.Error as error:
                raise TableError(
                    _('%(row)s行目あたりをCSVとして読めません。引用符（"）が閉じているか確かめてください。')
                    % {"row": reader.line_num}
                ) from error
            finally:
                if not stream.closed:  # a wrapper that is thrown away would close the sender's file
                    text.detach()

    def _xlsx_lines(self, sheet):
        with _opened(self.source) as stream, _broken_means_refused():
            book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
            try:
                yield from _cells_of(book[sheet])
            finally:
                book.close()


def read_table(source: Path | str | BinaryIO, name: str = "") -> Table:
    """The table in a path or an open, seekable binary file; `name` is what the sender called it.

    Reads .csv, .tsv (comma, tab or semicolon; UTF-8, UTF-16 with BOM, or CP932) and .xlsx. Raises TableError.
    """
    source = Path(source) if isinstance(source, str) else source
    name = name or Path(getattr(source, "name", None) or str(source)).name
    with _opened(source) as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        head = stream.read(64 * 1024)
        if not head.strip(b"\xef\xbb\xbf \t\r\n\x00"):
            raise TableError(_("ファイルが空です。"))
        if size > MAX_FILE:
            raise TableError(_("ファイルが大きすぎます（%(limit)s MBまで）。") % {"limit": MAX_FILE // 1024 // 1024})
        stream.seek(0)
        if head.startswith(OLE_MAGIC):
            raise TableError(_old_excel(stream.read()))
        if head.startswith(b"PK"):
            return Table(source, name, "xlsx", sheets=_xlsx_sheets(stream))
        _refuse_what_is_no_text(head)
        encoding = _sniff_encoding(stream, head)
        return Table(source, name, "csv", encoding, _sniff_delimiter(head.decode(encoding, errors="ignore")))


def _cells_of(page):
    page.reset_dimensions()  # files of other programs often name a smaller range than they hold
    for cells in page.iter_rows(values_only=True):
        yield [_as_text(value) for value in cells]


def _filled(lines):
    filled = 0
    for number, cells in enumerate(lines, start=1):
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise TableError(
                _("%(row)s行目の列が多すぎます（%(limit)s列まで）。") % {"row": number, "limit": MAX_COLUMNS}
            )
        filled += bool(cells)
        if filled > MAX_ROWS or number > LAST_LINE:
            raise TableError(_("行が多すぎます（%(limit)s行まで）。") % {"limit": f"{MAX_ROWS:,}"})
        if cells:
            yield number, cells


@contextmanager
def _opened(source):
    if not isinstance(source, Path):
        source.seek(0)
        yield source
        return
    try:
        stream = source.open("rb")
    except OSError as error:
        raise TableError(_("ファイルを開けません。場所と名前を確かめてください。")) from error
    with stream:
        yield stream


@contextmanager
def _broken_means_refused():
    try:
        yield
    except _BROKEN_XLSX as error:
        raise TableError(_("Excelファイルが壊れていて読めません。Excelで開いて保存し直してください。")) from error


def _old_excel(content):
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _("パスワードのかかったExcelファイルは読めません。パスワードを外して保存し直してください。")
    return _("古い形式（.xls）などのファイルは読めません。Excelブック（.xlsx）かCSVで保存し直してください。")


def _refuse_what_is_no_text(head):
    binary = sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 20
    utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if head.startswith(OTHER_MAGIC) or _MARKUP.match(head) or (binary and not utf16):
        raise TableError(_("CSVでもExcelブック（.xlsx）でもないファイルです。"))


def _sniff_encoding(stream, head):
    """BOM, then strict UTF-8, then strict CP932, then the one of both with next to no unreadable characters."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    unreadable = {}
    for encoding in ("utf-8", "cp932"):
        stream.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        unreadable[encoding] = sum(
            decoder.decode(block).count("\ufffd") for block in iter(lambda: stream.read(1 << 20), b"")
        )
        if not unreadable[encoding]:
            return encoding
    size = stream.tell()
    encoding = min(unreadable, key=unreadable.get)
    if unreadable[encoding] > max(1, size // 1000):
        raise TableError(_("文字コードがわかりません。CSV（UTF-8）かExcelブック（.xlsx）で保存し直してください。"))
    return encoding


def _sniff_delimiter(text):
    """The one of comma, tab and semicolon that the first lines agree on best, quoted text left aside."""
    lines = re.sub('"[^"]*"', "", text).splitlines()[:50]
    return max(",\t;", key=lambda mark: sum(line.count(mark) for line in lines))


def _xlsx_sheets(stream):
    with _broken_means_refused(), ZipFile(stream) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise TableError(_("CSVでもExcelブック（.xlsx）でもないファイルです。"))
        if any(part.flag_bits & 1 for part in archive.infolist()):
            raise TableError(_("パスワードのかかったファイルは読めません。"))
        if is_too_large(archive):
            raise TableError(_("展開すると大きくなりすぎるファイルなので、読み込みをやめました。"))
        stream.seek(0)
        book = load_workbook(stream, read_only=True, keep_links=False)
        sheets = tuple(page.title for page in book.worksheets if page.sheet_state == "visible")
        book.close()
    if not sheets:
        raise TableError(_("見えるシートのないExcelファイルです。"))
    return sheets


def _as_text(value) -> str:
    """A cell's value as the person saw or typed it; formulas as their text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(getattr(value, "text", None) or value)


def guard(value):
    """The cell as it may be written: text that a spreadsheet would run as a formula gets a leading '."""
    if isinstance(value, str) and _DANGEROUS.match(value):
        return "'" + value
    return "" if value is None else value


def unguard(text: str) -> str:
    """The text that `guard` was given, for reading our own files back."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text[1:]) else text


def write_csv(rows: Iterable[Iterable], encoding: str = "utf-8-sig") -> Iterator[bytes]:
    """Blocks of a CSV (CRLF) that a spreadsheet opens by double-click; `encoding` "utf-8-sig" or "cp932".

    What CP932 does not have becomes 〓; `cp932_losses` says beforehand what that is.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    encoder = codecs.getincrementalencoder(encoding)(errors="machikoba.geta")
    for row in rows:
        writer.writerow([guard(value) for value in row])
        if buffer.tell() > 32_000:
            yield encoder.encode(_drain(buffer, encoding))
    yield encoder.encode(_drain(buffer, encoding), final=True)


def _drain(buffer, encoding):
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.translate(_CP932_TWINS) if encoding == "cp932" else text


codecs.register_error("machikoba.geta", lambda error: (GETA * (error.end - error.start), error.end))


def cp932_losses(rows: Iterable[Iterable]) -> dict[str, list[int]]:
    """Characters that a CP932 file cannot hold, each with the lines (first = 1) where it would become 〓."""
    losses = defaultdict(list)
    for number, row in enumerate(rows, start=1):
        text = "".join(map(str, row)).translate(_CP932_TWINS)
        if text.isascii() or _fits(text):
            continue
        for char in dict.fromkeys(text):
            if not _fits(char):
                losses[char].append(number)
    return dict(losses)


def _fits(text):
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def write_xlsx(
    target: BinaryIO, rows: Iterable[Iterable], *, sheet: str, widths: Iterable[int] = (), subject: str = ""
) -> None:
    """Write rows, the first of them the header, as one sheet; text stays text (leading zeros), dates stay dates.

    Times with a zone are written as they stand on the clock of that zone; `widths` are in characters; `subject` is a
    property of the document.
    """
    book = Workbook(write_only=True)
    book.properties.subject = _UNWRITABLE_IN_XML.sub("", subject)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet)[:31] or "1")
    page.freeze_panes = "A2"
    for index, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(rows):
        page.append([(_bold if number == 0 else _to_the_minute)(page, _xlsx_value(value)) for value in row])
    book.save(target)


def _xlsx_value(value):
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, str):
        return _UNWRITABLE_IN_XML.sub("", guard(value))
    return value if value is None or isinstance(value, int | float | date | time) else str(value)


def _to_the_minute(page, value):
    """openpyxl would show the seconds, which no time of ours has."""
    shown = "hh:mm" if isinstance(value, time) else "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else None
    if not shown:
        return value
    cell = WriteOnlyCell(page, value)
    cell.number_format = shown
    return cell


def _bold(page, value):
    cell = WriteOnlyCell(page, value)
    cell.font = Font(bold=True)
    return cell
