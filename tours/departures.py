"""Which tours a short board of departures shows: not five of one morning, and not five of one kind."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from tours.models import Tour

MOST_OF_A_DAY = 2
SATURDAY, EVENING = 5, 16  # weekday; the hour from which pupils and people at work are free


def varied(tours: Iterable[Tour], limit: int) -> list[Tour]:
    """At most `limit` of `tours`, which come in the order of the first of their `next_slots`; the order stays.

    At most MOST_OF_A_DAY of one day: those of companies that tell their story, and where possible of another field
    than their neighbours. If none of them is at a weekend or in the evening, the last one gives way to the first that is.
    """
    days = defaultdict(list)
    for tour in tours:
        days[_start(tour).date()].append(tour)
    chosen = []
    for of_day in days.values():
        chosen += _of_day(of_day, chosen[-1:])
    shown = chosen[:limit]
    if shown and not any(map(_in_free_time, shown)):
        free = (tour for of_day in days.values() for tour in of_day if _in_free_time(tour))
        shown[-1] = next((tour for tour in free if _has_room(tour, shown[:-1])), shown[-1])
    return sorted(shown, key=_start)


def _of_day(tours, before):
    """In the order of their starts; `before` is a list of the one shown before them, or an empty one."""
    left, chosen = list(tours), []
    while left and len(chosen) < MOST_OF_A_DAY:
        seen = {tour.cover.field for tour in [*before, *chosen]}
        best = min(left, key=lambda tour: (tour.cover.field in seen, not tour.company.story, _start(tour)))
        left.remove(best)
        chosen.append(best)
    return sorted(chosen, key=_start)


def _has_room(tour, shown):
    return sum(_start(other).date() == _start(tour).date() for other in shown) < MOST_OF_A_DAY


def _in_free_time(tour):
    start = _start(tour)
    return start.weekday() >= SATURDAY or start.hour >= EVENING


def _start(tour):
    return timezone.localtime(tour.next_slots[0].starts_at)
