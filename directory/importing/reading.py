"""From a file to rows whose cells are known by what they mean.

The file is read once and to its end before anything is written, so that one which breaks off in the middle is refused
whole. Its rows wait in a temporary file without a name: 100,000 of them need no memory.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from core.japanese import strip_controls
from core.tables import Table, TableError, unguard
from directory.importing.columns import SEARCHED_LINES, SEVERAL, Columns, find_columns

TOLD_EVERY = 5000
# What people write where they have nothing to say, and what a spreadsheet shows for a formula that failed.
_NOTHING = """
    - -- ― ー － — / × なし 無し 無 ナシ 特になし 該当なし 不明 未定 未回答 非公開 調査中 n/a #n/a #ref! #value! #div/0! #name? #num!
    #null! #spill! #calc! null none
"""
BLANKS = frozenset(_NOTHING.split())
_BLOCK = 500  # rows to a piece of the temporary file


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One line of the list: per recognised value its text and the header of the column it came from."""

    line: int
    cells: dict[str, tuple[str, str]]

    def text(self, target: str) -> str:
        return self.cells.get(target, ("", ""))[0]

    def header(self, target: str) -> str:
        return self.cells.get(target, ("", target))[1]


@dataclass
class SourceList:
    """The rows of a list; `count` of them, `skipped` lines of a register that are no business of the ward's aside."""

    name: str
    unused: tuple[str, ...] = ()  # headers of columns that mean nothing to the directory
    count: int = 0
    skipped: int = 0
    _file: BinaryIO = field(default_factory=tempfile.TemporaryFile, repr=False)

    def keep(self, rows: Iterator[SourceRow], tell: Callable[[str, int, int], None]) -> "SourceList":
        while block := list(islice(rows, _BLOCK)):
            pickle.dump([(row.line, row.cells) for row in block], self._file, pickle.HIGHEST_PROTOCOL)
            self.count += len(block)
            if self.count % TOLD_EVERY == 0:
                tell("read", self.count, 0)
        return self

    def blocks(self, size: int) -> Iterator[list[SourceRow]]:
        """The rows, `size` at a time; again and again."""
        rows = self._rows()
        while block := list(islice(rows, size)):
            yield block

    def _rows(self) -> Iterator[SourceRow]:
        self._file.seek(0)
        while True:
            try:
                block = pickle.load(self._file)  # noqa: S301 -- our own, in a file that nobody else can open
            except EOFError:
                return
            yield from (SourceRow(line, cells) for line, cells in block)


def read_list(
    table: Table,
    *,
    corrections: dict[int, str] | None = None,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> SourceList:
    """The rows of a list of companies, from the first sheet that has a usable header. Raises TableError."""
    sheet, columns = find_sheet(table)
    columns = columns.corrected(corrections) if corrections else columns
    found = (_row(line, cells, columns) for line, cells in table.rows(sheet) if line > columns.line)
    rows = SourceList(table.name, columns.unused).keep(filter(None, found), tell)
    if not rows.count:
        raise TableError(_("見出しの下に企業の行がありません。"))
    return rows


def find_sheet(table: Table) -> tuple[str, Columns]:
    """The first sheet with a usable header. Raises TableError if there is none."""
    refusal = None
    for sheet, lines in table.heads(SEARCHED_LINES):
        try:
            return sheet, find_columns(lines)
        except TableError as error:
            refusal = refusal or error
    raise refusal


def _row(line: int, cells: list[str], columns: Columns) -> SourceRow | None:
    found = {}
    for target, places in columns.by_target.items():
        given = [
            (text, header) for index, header in places if index < len(cells) and (text := _given(cells[index], target))
        ]
        if given and target in SEVERAL:
            found[target] = ("\n".join(text for text, _header in given), given[0][1])
        elif given:
            found[target] = given[0]
    if found and all(" ".join(text.split()).startswith(header) for text, header in found.values()):
        return None  # the header once more, as printed lists have it on every page
    return SourceRow(line, found) if found or any(map(_given, cells)) else None


def _given(cell: str, target: str = "") -> str:
    """The cell without control characters and outer spaces; "" if it says no more than that there is nothing."""
    text = unguard(strip_controls(cell).strip())
    # for visits, 「なし」 and 「×」 are answers
    return "" if text.casefold() in BLANKS and target != "opening" else text
