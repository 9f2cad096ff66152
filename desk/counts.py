"""What the start of the desk counts: dates and people of activities, and what waits for staff."""

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from bookings.lots import Lottery
from bookings.models import Booking, Slot
from directory.models import Company, Proposal
from notices.models import Notice
from tours.models import Enquiry, Tour
from tours.stopping import unphoned


def coming(activities: QuerySet, at=None) -> QuerySet:
    """Activities with dates after `at` (now if None), soonest first, with `next_at`, `dates`, `seats`, `people`."""
    ahead = _ahead(at)
    counted = activities.annotate(next_at=Min("slots__starts_at", filter=ahead), **_numbers(ahead))
    return counted.filter(dates__gt=0).order_by("next_at", "pk")


def latest_first(activities: QuerySet) -> QuerySet:
    """All of them, also without dates, with `last_at`, `dates`, `seats`, `people`."""
    return activities.annotate(last_at=Max("slots__starts_at"), **_numbers()).order_by("-last_at", "-pk")


def soonest_first(activities: QuerySet, at=None) -> QuerySet:
    """All of them, those with dates after `at` (now if None) first, with `next_at`, `dates`, `seats`, `people`."""
    ahead = _ahead(at)
    counted = activities.annotate(next_at=Min("slots__starts_at", filter=ahead), **_numbers(ahead))
    return counted.order_by(F("next_at").asc(nulls_last=True), "pk")


def attention() -> dict[str, Q]:
    """Which tours somebody should look at: those that are paused, those with people in slots no rule names any
    more, and those whose company called a visit off of which somebody must be told by telephone."""
    slots = Slot.objects.upcoming().filter(withdrawn=True, taken__gt=0)
    return {
        "paused": Q(live=True, paused_at__isnull=False),
        "left": Q(pk__in=slots.values("activity")),
        "phones": Q(pk__in=unphoned().values("activity")),
    }


def waits() -> dict[str, int]:
    """What waits for staff, as far as counting it costs little: requests, draws, proposals, coarse places, mails given up."""
    return {
        "requests": Booking.objects.open_requests().count(),
        "draws": Lottery.objects.undrawn().filter(closes_at__lte=timezone.now()).count(),
        "enquiries": Enquiry.objects.late().count(),
        "proposals": Proposal.objects.filter(state=Proposal.State.OPEN).count(),
        "places": Company.objects.to_place().order_by().count(),
        "failed": Notice.objects.failed().count(),
        **Tour.objects.aggregate(**{name: Count("pk", filter=which) for name, which in attention().items()}),
    }


def _ahead(at):
    return Q(slots__starts_at__gt=at or timezone.now()) & ~Q(slots__status=Slot.Status.CANCELLED)


def _numbers(dates=None):
    return {
        "dates": Count("slots", filter=dates),
        "seats": Sum("slots__capacity", filter=dates, default=0),
        "people": Sum("slots__taken", filter=dates, default=0),
    }
