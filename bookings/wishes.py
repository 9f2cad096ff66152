"""What somebody asks of a visit, and the slots that answer it: for lists, calendars, the map and the API alike."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from bookings.audiences import by_day, meant_for
from bookings.grades import Grade
from bookings.models import bookable
from bookings.windows import SMALLEST_PARTY


class Wish(NamedTuple):
    """What somebody asks of a visit; None where it does not matter.

    A party of `people`, else the smallest one that the visit takes; from day `first` to day `last`, both included, as
    the ward's clocks have them; for somebody who is in `grade` today.
    """

    people: int | None = None
    first: date | None = None
    last: date | None = None
    grade: str | None = None


ANY = Wish()


def wished(slots: QuerySet, wish: Wish = ANY, at: datetime | None = None) -> QuerySet:
    """Those of a QuerySet of slots that could be booked at `at` (now if None) as wished."""
    at = at or timezone.now()
    years = [(begin(day), meant) for day, meant in years_of(wish, at)]
    return slots.filter(condition(wish.people, at, *span(wish), years))


def condition(
    people: int | None, at: datetime, start: datetime | None, end: datetime | None, years: Sequence[tuple[datetime, Q]]
) -> Q:
    """The condition on Slot that such a party could book it at `at`, that it starts from `start` on and before `end`,
    and that it is meant for somebody as `years` say (see bookings.audiences.meant_for; none where nobody asks)."""
    asked = Q()
    if start:
        asked &= Q(starts_at__gte=start)  # first: SQLite looks up the first bound, and reads all slots from there on
    if end:
        asked &= Q(starts_at__lt=end)
    asked &= bookable(people or SMALLEST_PARTY, at)
    return asked & meant_for(years) if years else asked


def years_of(wish: Wish, at: datetime) -> list[tuple[date, Q]]:
    """From which day on what is meant for the grade of a wish made at `at`; none if it names no grade."""
    return by_day(Grade(wish.grade), day_of(at)) if wish.grade else []


def span(wish: Wish) -> tuple[datetime | None, datetime | None]:
    """The first moment of a wish's days, and the first one after them."""
    return wish.first and begin(wish.first), wish.last and begin(wish.last + timedelta(days=1))


def day_of(moment: datetime) -> date:
    """The day of a moment in the ward."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def begin(day: date) -> datetime:
    """The first moment of a day in the ward."""
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
