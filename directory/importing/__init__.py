"""Bringing a list of companies into the directory.

reading (which columns) → cleaning (each value or the reason why not) → locating → planning (one outcome per row) →
writing (a batch of rows to a short transaction). A dry run is the same run without its last step, and both hold no more
than one batch and a few words of every company in memory.
"""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from directory.importing.kinds import open_file
from directory.importing.report import Report
from directory.models import Field, Town

Tell = Callable[[str, int, int], None]  # stage, done, of (0: not known yet)


class PlacesMissing(Exception):
    """The directory has no towns or no words yet, so every company would be hidden and say nothing."""


def import_list(
    source: Path | str | BinaryIO,
    *,
    basis: str,
    named_source: str = "",
    name: str = "",
    dry_run: bool = False,
    tell: Tell = lambda *_: None,
) -> Report:
    """Read a list of companies, or the tax agency's register, and write what it says; `basis` is a value of Company.Basis.

    `named_source` is what the companies' pages name as the source; `name` is what the file is called, shown to nobody.
    Raises core.tables.TableError, before anything is written, if the file is no list that can be read, and
    PlacesMissing. Running the same file again changes nothing; a run that was cut off is completed by running it again.
    """
    found, planner_class = open_file(source, name, tell=tell)
    check_places()
    tell("read", found.count, found.count)
    planner = planner_class(basis=basis, named_source=named_source, dry_run=dry_run)
    rows = []
    for decided in planner.work(found):
        rows += [line.report for line in decided]
        tell("plan" if dry_run else "write", len(rows), found.count)
    return Report(rows, found.unused, found.name, planner.unseen, found.skipped)


def check_places() -> None:
    if not (Town.objects.exists() and Field.objects.exists()):
        raise PlacesMissing
