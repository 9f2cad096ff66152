"""Files of rows that people take to their spreadsheet."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from core import tables
from core.japanese import strip_controls

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Format:
    label: str
    suffix: str
    content_type: str
    encoding: str = ""  # of a CSV


FORMATS = {
    "csv": Format(_("CSV（UTF-8、Excelでそのまま開けます）"), "csv", "text/csv; charset=utf-8", "utf-8-sig"),
    "csv-cp932": Format(_("CSV（CP932＝Shift_JIS系、古いソフト用）"), "csv", "text/csv; charset=Shift_JIS", "cp932"),
    "xlsx": Format(_("Excelブック"), "xlsx", XLSX),
}


def blocks(rows: Iterable[Iterable], format: Format, *, sheet: str, widths=(), subject: str = "") -> Iterator[bytes]:
    """The file in pieces; never more than one piece of it stands in memory."""
    if format.encoding:
        yield from tables.write_csv(rows, format.encoding)
        return
    with tempfile.TemporaryFile() as file:
        tables.write_xlsx(file, rows, sheet=sheet, widths=widths, subject=subject)
        file.seek(0)
        while block := file.read(64 * 1024):
            yield block


def file_name(stem: str, suffix: str) -> str:
    """A name without what Windows refuses and what nobody sees: U+202E would show another ending than it has."""
    return " ".join(re.sub(r'[\\/:*?"<>|]', " ", strip_controls(stem)).split()).strip(" .") + f".{suffix}"


def answer(content: Iterable[bytes], format: Format, name: str) -> StreamingHttpResponse:
    """The file as a download."""
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return StreamingHttpResponse(content, content_type=format.content_type, headers=headers)
