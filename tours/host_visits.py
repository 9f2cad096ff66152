"""The coming visits of a company, as whoever speaks for it sees them by the link in their mails: head counts, no names."""

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from bookings.models import Booking, Slot
from directory.models import Company
from tours import host_links
from tours.models import Tour

PURPOSE = "tours.host_visits"


def path(tour_id, address) -> str:
    """The path of the page on which the reader of mails to `address` sees what is coming."""
    return reverse("tours:host_visits", args=[host_links.secret(PURPOSE, tour_id, address)])


def company_of(secret: str) -> Company | None:
    """The company whose visits this secret opens, None if it opens none."""
    return host_links.company_of(PURPOSE, secret)


def slots(company: Company) -> QuerySet[Slot]:
    """All slots of the company's tours, each with the `parties` and `people` in it: booked, asked for or waiting."""
    live = Q(bookings__state__in=Booking.LIVE)
    counted = Slot.objects.filter(activity__tour__company=company).select_related("activity")
    return counted.annotate(parties=Count("bookings", live), people=Sum("bookings__seats", filter=live, default=0))


def coming(company: Company) -> QuerySet[Slot]:
    """Those that have not begun and that somebody booked, the soonest first, and those that were called off."""
    booked = slots(company).upcoming().filter(Q(parties__gt=0) | Q(called_off_at__isnull=False))
    return booked.order_by("starts_at", "pk")


def tours(company: Company) -> QuerySet[Tour]:
    """The company's visits that anybody may see: those that can be paused."""
    return Tour.objects.published().filter(company=company).order_by("title", "pk")
