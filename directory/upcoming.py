"""The next visit of every company. Looks upward by name alone: `tours` is the reverse relation of tours.Tour.company."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY
from bookings.wishes import ANY, Wish, begin, condition, span, years_of
from directory.models import Company

# Stand in a kept statement for what differs from call to call; none of them may occur in it otherwise.
_NOW, _FIRST, _LAST = (datetime(2000, 1, day, tzinfo=UTC) for day in (1, 2, 3))
_MOVES = [datetime(2001, 1, day, tzinfo=UTC) for day in range(1, 21)]
_PEOPLE = 32_749  # the column of party sizes holds no more than 32,767


def next_visits(wish: Wish = ANY, at: datetime | None = None) -> dict[int, datetime]:
    """Per company (pk) the start of the first slot as wished that could be booked at `at` (now if None).

    One statement; one look-up in an index for each tour, however many slots there are.
    """
    at = at or timezone.now()
    years = years_of(wish, at)
    asked = tuple(value is not None for value in (wish.people, wish.first, wish.last))
    sql, params, compiler, converters = _statement(*asked, tuple(meant for _day, meant in years))
    instead = _in_place(wish, at, [day for day, _meant in years])
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
def _statement(people, first, last, meant):
    """The statement as SQL for wishes of one shape, with the values above in its parameters.

    Compiling it anew took 1.3 ms, running it 0.1. `people`, `first`, `last`: whether they are asked for; `meant`: the
    conditions that the grade asks for, of one school year after the other.
    """
    years = list(zip(_MOVES, meant, strict=False))
    asked = condition(_PEOPLE if people else None, _NOW, first and _FIRST, last and _LAST, years)
    following = Slot.objects.filter(asked, activity=OuterRef("tours__pk"))
    start = Subquery(following.order_by("starts_at").values("starts_at")[:1])
    rows = Company.objects.filter(tours__live=True).order_by().annotate(start=start).values_list("pk", "start")
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    return sql, params, compiler, compiler.get_converters([column for column, *_rest in compiler.select])


def _in_place(wish, at, moves):
    """What stands in the statement → what is asked."""
    start, end = span(wish)
    moments = {_NOW: at, **{stands: begin(day) for stands, day in zip(_MOVES, moves, strict=False)}}
    moments |= {stands: moment for stands, moment in ((_FIRST, start), (_LAST, end)) if moment}
    adapted = connection.ops.adapt_datetimefield_value
    return {_PEOPLE: wish.people, **{adapted(stands): adapted(moment) for stands, moment in moments.items()}}
