"""The next visit of every company. Looks upward by name alone: `tours` is the reverse relation of tours.Tour.company."""

from datetime import UTC, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY
from directory.models import Company

_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def next_visits(at: datetime | None = None) -> dict[int, datetime]:
    """Per company (pk) the start of its next slot that a smallest party could book at `at` (now if None).

    One statement; one look-up in an index for each tour, however many slots there are.
    """
    sql, params, compiler, converters = _statement()
    then, now = (connection.ops.adapt_datetimefield_value(moment) for moment in (_SOME_TIME, at or timezone.now()))
    with connection.cursor() as cursor:
        cursor.execute(sql, [now if param == then else param for param in params])
        rows = list(compiler.apply_converters(cursor.fetchall(), converters))
    visits: dict[int, datetime] = {}
    for company, start in rows:
        if start and (company not in visits or start < visits[company]):
            visits[company] = start
    return visits


@lru_cache(maxsize=1)
def _statement():
    """The statement as SQL with one moment in its parameters. Compiling it anew took 1.3 ms, running it 0.1."""
    following = Slot.objects.bookable_for(SMALLEST_PARTY, _SOME_TIME).filter(activity=OuterRef("tours__pk"))
    start = Subquery(following.order_by("starts_at").values("starts_at")[:1])
    rows = Company.objects.filter(tours__live=True).order_by().annotate(start=start).values_list("pk", "start")
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    return sql, params, compiler, compiler.get_converters([column for column, *_rest in compiler.select])
