"""The next visit of a company. Looks upward by name alone: `tours` is the reverse relation of tours.Tour.company."""

from datetime import datetime

from django.db.models import OuterRef, Subquery

from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY
from directory.models import Company


def next_visits(company: Company | None = None, at=None) -> dict[int, datetime]:
    """Per company (pk) the start of its next slot that a smallest party could book at `at` (now if None).

    One statement; one index look-up for each tour, however many slots there are.
    """
    following = Slot.objects.bookable_for(SMALLEST_PARTY, at).filter(activity=OuterRef("tours__pk"))
    rows = Company.objects.filter(tours__live=True)
    if company:
        rows = rows.filter(pk=company.pk)
    starts = rows.order_by().annotate(next=Subquery(following.order_by("starts_at").values("starts_at")[:1]))
    visits: dict[int, datetime] = {}
    for pk, start in starts.values_list("pk", "next"):
        if start and (pk not in visits or start < visits[pk]):
            visits[pk] = start
    return visits
