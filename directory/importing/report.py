"""What became of every line of a list."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass
class RowReport:
    line: int  # as the spreadsheet counts
    outcome: Outcome
    reasons: list[str] = field(default_factory=list)
    slug: str = ""
    to_place: bool = False  # created hidden: staff must place it first


@dataclass(frozen=True)
class Report:
    rows: list[RowReport]
    unused_columns: tuple[str, ...]
    name: str
    unseen: int = 0  # companies of the list that nobody will see: no corporate number, no consent

    def counts(self) -> Counter:
        return Counter(row.outcome for row in self.rows)

    def table(self) -> Iterator[list]:
        """Header and one line per source row, for core.tables."""
        yield ["row", "outcome", "reasons", "slug"]
        for row in self.rows:
            yield [row.line, row.outcome.value, " / ".join(row.reasons), row.slug]
