"""What became of every line of a list."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

HEADER = ["row", "outcome", "reasons", "slug"]


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class RowReport:
    line: int  # as the spreadsheet counts
    outcome: Outcome
    reasons: list[str] = field(default_factory=list)
    slug: str = ""
    to_place: bool = False  # created hidden: staff must place it first
    proposed: bool = False  # something that the line says became a proposal

    def cells(self) -> list:
        return [self.line, self.outcome.value, joined(self.reasons), self.slug]


@dataclass(slots=True)
class Decided:
    """A line with what undoing needs of it; `company` is None for a refused line, and in a dry run for a new company."""

    report: RowReport
    company: int | None = None
    before: dict | None = None
    after: dict | None = None
    repeated: bool = False  # an earlier line of the list speaks of the same company
    name: str = ""  # as written, of a line without a company
    address: str = ""


@dataclass(frozen=True)
class Report:
    rows: list[RowReport]
    unused_columns: tuple[str, ...]
    name: str
    unseen: int = 0  # companies of the list that nobody will see: no corporate number, no consent
    skipped: int = 0  # lines of a register that are no business of the ward's

    def counts(self) -> Counter:
        return Counter(row.outcome for row in self.rows)

    def table(self) -> Iterator[list]:
        """Header and one line per source row, for core.tables."""
        yield HEADER
        for row in self.rows:
            yield row.cells()


def joined(reasons: list[str]) -> str:
    return " / ".join(reasons)
