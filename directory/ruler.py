"""A day as a ruler: where its moments lie, and lines from there to the words below, which stand in equal columns."""

from collections.abc import Sequence
from datetime import time
from typing import NamedTuple

LENGTH = 1000  # units from the first hour to the end of the last one
FEWEST, MOST = 3, 8  # moments; fewer make no ruler, and the words of more find no room beside each other
LAST = 60  # minutes that the last moment of a day takes up


class Bar(NamedTuple):
    """From where to where a moment lasts, and whether visitors are there."""

    x: float
    width: float
    is_visit: bool


class Ruler(NamedTuple):
    """`hours` in order, each of the same length; `bars` and the `leaders` (path data: at 0 the ruler's edge, at 100 the
    words) of every moment."""

    hours: tuple[int, ...]
    bars: tuple[Bar, ...]
    leaders: tuple[str, ...]


def ruler(moments: Sequence[tuple[time, bool]]) -> Ruler | None:
    """The ruler of a day: moments in order, each with whether it is a visit; None if they are too few or too many."""
    if not FEWEST <= len(moments) <= MOST:
        return None
    minutes = [moment.hour * 60 + moment.minute for moment, _is_visit in moments]
    first = minutes[0] // 60
    until = min(minutes[-1] + LAST, 24 * 60)
    hours = range(first, -(-until // 60))
    unit = LENGTH / (60 * len(hours))
    places = [round((minute - first * 60) * unit, 1) for minute in (*minutes, until)]
    spans = zip(places, places[1:], moments, strict=False)
    bars = tuple(Bar(start, round(end - start, 1), is_visit) for start, end, (_moment, is_visit) in spans)
    columns = [round(number * LENGTH / len(moments), 1) for number in range(len(moments))]
    leaders = tuple(f"M{place} 0V30L{column} 70V100" for place, column in zip(places, columns, strict=False))
    return Ruler(tuple(hours), bars, leaders)
