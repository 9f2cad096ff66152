"""The next visit of every company. Looks upward by name alone: `tours` is the reverse relation of tours.Tour.company."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from bookings.audiences import by_day, meant_for
from bookings.grades import Grade
from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY
from directory.models import Company


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

# Stand in a kept statement for what differs from call to call; none of them may occur in it otherwise.
_NOW, _FIRST, _LAST = (datetime(2000, 1, day, tzinfo=UTC) for day in (1, 2, 3))
_MOVES = [datetime(2001, 1, day, tzinfo=UTC) for day in range(1, 21)]
_PEOPLE = 32_749  # the column of party sizes holds no more than 32,767


def next_visits(wish: Wish = ANY, at: datetime | None = None) -> dict[int, datetime]:
    """Per company (pk) the start of the first slot as wished that could be booked at `at` (now if None).

    One statement; one look-up in an index for each tour, however many slots there are.
    """
    at = at or timezone.now()
    years = by_day(Grade(wish.grade), _day(at)) if wish.grade else []
    asked = tuple(value is not None for value in (wish.people, wish.first, wish.last))
    sql, params, compiler, converters = _statement(*asked, tuple(audiences for _day, audiences in years))
    instead = _in_place(wish, at, [day for day, _audiences in years])
    with connection.cursor() as cursor:
        cursor.execute(sql, [instead.get(param, param) for param in params])
        rows = list(compiler.apply_converters(cursor.fetchall(), converters))
    visits: dict[int, datetime] = {}
    for company, start in rows:
        if start and (company not in visits or start < visits[company]):
            visits[company] = start
    return visits


def next_slots(companies: Iterable[int]) -> dict[int, Slot]:
    """Of these companies (pk) that can be visited the first slot that could be booked now. Two statements."""
    following = Slot.objects.bookable_for(SMALLEST_PARTY, timezone.now()).filter(activity=OuterRef("tours__pk"))
    first = Subquery(following.order_by("starts_at", "pk").values("pk")[:1])
    rows = Company.objects.filter(pk__in=companies, tours__live=True).order_by().annotate(slot=first)
    found = [(company, slot) for company, slot in rows.values_list("pk", "slot") if slot]
    slots = Slot.objects.select_related("activity").in_bulk([slot for _company, slot in found])
    by_start = sorted(found, key=lambda pair: (slots[pair[1]].starts_at, pair[1]), reverse=True)
    return {company: slots[slot] for company, slot in by_start}


@lru_cache(maxsize=128)
def _statement(people, first, last, audiences):
    """The statement as SQL for wishes of one shape, with the values above in its parameters.

    Compiling it anew took 1.3 ms, running it 0.1. `people`, `first`, `last`: whether they are asked for; `audiences`:
    those that the grade asks for, of one school year after the other.
    """
    following = Slot.objects.bookable_for(_PEOPLE if people else SMALLEST_PARTY, _NOW)
    if first:
        following = following.filter(starts_at__gte=_FIRST)
    if last:
        following = following.filter(starts_at__lt=_LAST)
    if audiences:
        following = following.filter(meant_for(list(zip(_MOVES, audiences, strict=False))))
    following = following.filter(activity=OuterRef("tours__pk"))
    start = Subquery(following.order_by("starts_at").values("starts_at")[:1])
    rows = Company.objects.filter(tours__live=True).order_by().annotate(start=start).values_list("pk", "start")
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    return sql, params, compiler, compiler.get_converters([column for column, *_rest in compiler.select])


def _in_place(wish, at, moves):
    """What stands in the statement → what is asked."""
    moments = {_NOW: at, **{stands: _begin(day) for stands, day in zip(_MOVES, moves, strict=False)}}
    if wish.first:
        moments[_FIRST] = _begin(wish.first)
    if wish.last:
        moments[_LAST] = _begin(wish.last + timedelta(days=1))
    adapted = connection.ops.adapt_datetimefield_value
    return {_PEOPLE: wish.people, **{adapted(stands): adapted(moment) for stands, moment in moments.items()}}


def _day(moment):
    return timezone.localdate(moment, timezone.get_default_timezone())


def _begin(day):
    """The first moment of a day in the ward."""
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
