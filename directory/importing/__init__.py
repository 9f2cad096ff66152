"""Bringing a ward's list of companies into the directory.

reading (which columns) → cleaning (each value or the reason why not) → locating → planning (one outcome per row) →
writing (short transactions). Everything up to planning only reads, so a dry run is the same run without its last step.
"""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from directory.importing.planning import plan_rows
from directory.importing.reading import read_list
from directory.importing.report import Report
from directory.importing.writing import write_plan
from directory.models import Field, Town

Tell = Callable[[str, int, int], None]  # stage, done, of


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
    """Read a list of companies and write what it says; `basis` is a value of Company.Basis.

    `named_source` is what the companies' pages name as the source; `name` is what the file is called, shown to nobody.
    Raises core.tables.TableError, before anything is written, if the file is no list that can be read, and
    PlacesMissing. Running the same file again changes nothing; a run that was cut off is completed by running it again.
    """
    found = read_list(source, name)
    if not (Town.objects.exists() and Field.objects.exists()):
        raise PlacesMissing
    tell("read", len(found.rows), len(found.rows))
    plan = plan_rows(found, basis=basis, named_source=named_source, tell=tell)
    if not dry_run:
        write_plan(plan, tell=tell)
    return Report(rows=plan.rows, unused_columns=found.unused, name=found.name, unseen=plan.unseen)
