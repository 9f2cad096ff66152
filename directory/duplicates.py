"""Companies that may be one: found by what two rows have in common, decided by staff.

No two rows share a corporate number, a constraint sees to that; a row without one may still be the same firm.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from directory.geometry import metres
from directory.models import Company, DistinctPair
from directory.models.companies import COARSE

NEAR = 60  # metres
ALIKE = 0.6  # of difflib's ratio of two bare names
MOST_AT_ONE_POINT = 40  # a point that stands for a whole building or block proves nothing
CELL = 1500  # cells per degree: about 60 m of longitude here, so that neighbours lie in adjoining cells

NAME_AND_TOWN, POINT, PHONE = _("名前と町が同じ"), _("場所が近く、名前が似ている"), _("電話番号が同じ")
REASONS = {"name": NAME_AND_TOWN, "point": POINT, "phone": PHONE}  # as the page's addresses call them
_WEIGHT = {NAME_AND_TOWN: 4, POINT: 3, PHONE: 2}  # two firms of one family often share a telephone


class Row(NamedTuple):
    """What of a company is compared."""

    pk: int
    slug: str
    name: str
    name_key: str
    corporate_number: str | None
    phone: str
    town_id: int | None
    address: str
    lat: float | None
    lon: float | None
    match_level: str


@dataclass(frozen=True)
class Pair:
    """Two companies (the first is the older row) and why they may be one, in the order of how much that says."""

    first: Row
    second: Row
    reasons: tuple

    @property
    def two_numbers(self) -> bool:
        """Two corporate numbers are two firms before the law; staff should look twice."""
        return bool(self.first.corporate_number and self.second.corporate_number)

    @property
    def weight(self) -> int:
        return sum(_WEIGHT[reason] for reason in self.reasons) - 2 * self.two_numbers


def candidates() -> list[Pair]:
    """The pairs that staff have not yet found to be two, the likeliest first.

    What MOST_AT_ONE_POINT or more share says little: of one name or telephone that many rows are paired, and points
    that crowded are left out.
    """
    rows = {row[0]: Row(*row) for row in Company.objects.order_by("pk").values_list(*Row._fields)}
    names = {pk: row.name_key.split(" ")[0] for pk, row in rows.items()}  # without the legal form
    reasons = defaultdict(list)
    for reason, pairs in (
        (NAME_AND_TOWN, _same(rows.values(), lambda row: row.town_id and (names[row.pk], row.town_id))),
        (PHONE, _same(rows.values(), lambda row: str(row.phone or ""))),
        (POINT, _near(rows.values(), names)),
    ):
        for pair in pairs:
            reasons[pair].append(reason)
    for pair in DistinctPair.objects.values_list("first", "second"):
        reasons.pop(pair, None)
    found = [Pair(rows[first], rows[second], tuple(why)) for (first, second), why in reasons.items()]
    return sorted(found, key=lambda pair: (-pair.weight, pair.first.pk, pair.second.pk))


def _same(rows: Iterable[Row], key) -> Iterator[tuple[int, int]]:
    """Pairs of rows with the same key; rows without one belong to nobody."""
    groups = defaultdict(list)
    for row in rows:
        if value := key(row):
            groups[value].append(row.pk)
    for group in groups.values():
        yield from combinations(group[:MOST_AT_ONE_POINT], 2)


def _near(rows: Iterable[Row], names) -> Iterator[tuple[int, int]]:
    """Pairs of exactly placed rows a few steps apart whose names resemble each other."""
    cells = defaultdict(list)
    for row in rows:
        if row.match_level not in COARSE and row.lat is not None:
            cells[int(row.lat * CELL), int(row.lon * CELL)].append(row)
    crowded = {cell for cell, held in cells.items() if len(held) > MOST_AT_ONE_POINT}
    for (south, west), held in cells.items():
        if (south, west) in crowded:
            continue
        around = [(south, west + 1), (south + 1, west - 1), (south + 1, west), (south + 1, west + 1)]
        others = [row for cell in around if cell not in crowded for row in cells.get(cell, ())]
        for first, second in [*combinations(held, 2), *((one, other) for one in held for other in others)]:
            if _alike(names[first.pk], names[second.pk]) and _metres(first, second) <= NEAR:
                yield min(first.pk, second.pk), max(first.pk, second.pk)


def _metres(first, second):
    return metres((first.lat, first.lon), (second.lat, second.lon))


def _alike(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) > 2 and (one in other or other in one)):
        return True
    if len(set(one) & set(other)) * 2 < min(len(set(one)), len(set(other))):
        return False  # spares most pairs the exact look
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
