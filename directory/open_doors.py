"""Where one can go instead: a company of the same kind that can be entered."""

from dataclasses import dataclass
from datetime import datetime

from core.covers import Cover
from directory.facts import Entry
from directory.geometry import metres
from directory.index import Index
from directory.upcoming import next_visits

KINDS = ("process", "field")


@dataclass(frozen=True)
class OpenDoor:
    """A company, its drawing, the name of its town ("" if it has none), and when its next visit begins."""

    entry: Entry
    cover: Cover
    town: str
    starts_at: datetime


def nearest_open(now: Index, position: int) -> OpenDoor | None:
    """Of the companies that share a process, else a field, with this one and can be booked now the nearest.

    None where there is none. One statement; none at all for a company without processes and fields.
    """
    kinds = [_values(now, group, position) for group in KINDS]
    if not any(kinds):
        return None
    visits = next_visits()
    others = [now.position[pk] for pk in visits if pk in now.position and now.position[pk] != position]
    here = now.entries[position]
    for group, values in zip(KINDS, kinds, strict=True):
        alike = [other for other in others if values & _values(now, group, other)]
        if alike:
            found = min(alike, key=lambda other: (_distance(here, now.entries[other]), visits[now.pks[other]]))
            return OpenDoor(now.entries[found], now.cover(found), now.town(found), visits[now.pks[found]])
    return None


def _values(now, group, position):
    return {word.value for word in now.words_of(group, position)}


def _distance(here, there):
    """In metres; a company without a point comes last."""
    if here.lat is None or there.lat is None:
        return float("inf")
    return metres((here.lat, here.lon), (there.lat, there.lon))
