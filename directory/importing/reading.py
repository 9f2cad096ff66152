"""From a file to rows whose cells are known by what they mean."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from core.japanese import strip_controls
from core.tables import Table, TableError, read_table, unguard
from directory.importing.columns import SEARCHED_LINES, SEVERAL, Columns, find_columns

# What people write where they have nothing to say.
_NOTHING = """
    - -- ― ー － — / × なし 無し 無 ナシ 特になし 該当なし 不明 未定 未回答 非公開 調査中 n/a #n/a #ref! #value! null none
"""
BLANKS = frozenset(_NOTHING.split())


@dataclass(frozen=True)
class SourceRow:
    """One line of the list: per recognised value its text and the header of the column it came from."""

    line: int
    cells: dict[str, tuple[str, str]]

    def text(self, target: str) -> str:
        return self.cells.get(target, ("", ""))[0]

    def header(self, target: str) -> str:
        return self.cells.get(target, ("", target))[1]


@dataclass(frozen=True)
class SourceList:
    name: str
    rows: list[SourceRow]
    unused: tuple[str, ...]  # headers of columns that mean nothing to the directory


def read_list(source: Path | str | BinaryIO, name: str = "") -> SourceList:
    """The rows of a list of companies, from the first sheet that has a usable header. Raises TableError."""
    table = read_table(source, name)
    sheet, columns = _find_sheet(table)
    rows = [row for line, cells in table.rows(sheet) if line > columns.line and (row := _row(line, cells, columns))]
    if not rows:
        raise TableError(_("見出しの下に企業の行がありません。"))
    return SourceList(table.name, rows, columns.unused)


def _find_sheet(table: Table) -> tuple[str, Columns]:
    refusal = None
    for sheet in table.sheets:
        try:
            return sheet, find_columns(list(islice(table.rows(sheet), SEARCHED_LINES)))
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
