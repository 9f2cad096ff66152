"""The two kinds of files and who decides over their lines."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from core.tables import read_table
from directory.importing import tax
from directory.importing.planning import Planner
from directory.importing.reading import SourceList, read_list


def open_file(
    source: Path | str | BinaryIO,
    name: str = "",
    *,
    corrections: dict[int, str] | None = None,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> tuple[SourceList, type[Planner]]:
    """The rows of a list of companies or of the tax agency's register, read to the end. Raises TableError."""
    table = read_table(source, name)
    if tax.is_register(table):
        return tax.read_register(table, tell=tell), tax.RegisterPlanner
    return read_list(table, corrections=corrections, tell=tell), Planner
