"""Short boards of tours that can be booked: beside another tour, and on the front page.

Their statements are kept: Django took 33 CPU ms for the front page's board, of which the database needed one.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from bookings.next_slots import give_next_slots
from core.kept import kept
from directory.models import Company
from tours.departures import varied
from tours.models import Tour

OTHERS = 3
WIDER = 12  # times as many tours are read as a board shows, for it to choose among


def beside(tour: Tour) -> list[Tour]:
    """At most OTHERS other tours that can be booked, with `next_slots`: those in one of the company's fields first."""
    at = timezone.now()
    fields = [field.pk for field in tour.company.fields.all()]
    return _with_next_slots(_beside(tour.pk, fields, at) if fields else _others(tour.pk, at), at)


def departures(limit: int) -> list[Tour]:
    """Tours that can be booked soon, with `next_slots`, `limit` at most: of several days and fields."""
    at = timezone.now()
    return varied(_with_next_slots(_soonest((limit * WIDER,), at), at), limit)


def _with_next_slots(tours: list[Tour], at: datetime) -> list[Tour]:
    give_next_slots(tours, at)
    return [tour for tour in tours if tour.next_slots]


def _bookable(at):
    tours = Tour.objects.published().soonest_first(at=at).filter(next_starts_at__isnull=False)
    return tours.select_related("company__town").prefetch_related("company__fields", "company__processes")


@kept
def _beside(tour, fields, at):
    alike = Exists(Company.fields.through.objects.filter(company=OuterRef("company"), field__in=fields)).desc()
    return _bookable(at).exclude(pk=tour).order_by(alike, "next_starts_at", "pk")[:OTHERS]


@kept
def _others(tour, at):
    return _bookable(at).exclude(pk=tour)[:OTHERS]


@kept
def _soonest(most, at):
    return _bookable(at)[: most[0]]
