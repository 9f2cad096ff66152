"""Tells the seat engine's pages how to speak of tours."""

from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import guardians, hearing, kinds
from bookings import manners as engine
from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY
from core.kept import kept
from directory.models import Company, shown_to_all
from tours import host_links, host_mails, host_visits
from tours.alternatives import alternatives
from tours.manners import manners
from tours.models import Tour
from tours.telling import fee

# What the summary shows: company and tour have 60 columns together.
SUMMARY = (
    "slug", "minutes", "bring", "photos", "manners", "fee", "fee_covers", "rain", "hazard", "hazard_note",
    "company__slug", "company__name", "company__english_name", "company__address", "company__building",
)  # fmt: skip
SLOTS_READ = 20  # enough to find the next ones of several tours


def practical(tour):
    company = tour.company
    return [
        (_("場所"), f"{company.address} {company.building}".strip()),
        (_("見学先"), company.localized_name),
        (_("服装・持ち物"), tour.bring),
        (_("料金"), " ".join(filter(None, (fee(tour), tour.fee_covers)))),
        (_("雨の日"), tour.rain),
        (_("当日のきまり"), manners(tour).in_brief),
    ]


def hosts(activity):
    """The people who speak for the company; the ward's staff where there are none yet."""
    return host_links.addresses(Company.objects.filter(tours=activity.pk))


def next_steps(activity):
    """The company's other tours."""
    company = Tour.objects.filter(pk=activity.pk).values("company")
    others = Tour.objects.published().filter(company__in=company).exclude(pk=activity.pk)
    slots = Slot.objects.bookable_for(SMALLEST_PARTY).filter(activity__in=others.values("pk"))
    return list(slots.select_related("activity").order_by("starts_at")[:SLOTS_READ])


@kept
def _summary(tour):
    return Tour.objects.select_related("company").only(*SUMMARY).filter(pk=tour)


kinds.register(
    "tour",
    url=lambda activity: reverse("tours:tour", args=[activity.slug]),
    book_url=lambda activity: reverse("tours:book", args=[activity.slug]),
    partial="tours/parts/summary.html",
    child=lambda activity: _summary(activity.pk)[0],
    practical=practical,
    alternatives=alternatives,
    public=lambda: shown_to_all("tour__company__"),
    host=lambda activity: activity.tour.company.localized_name,
    hosts=hosts,
    next_steps=next_steps,
    ask_url=lambda activity: reverse("tours:ask", args=[activity.tour.company.slug]),
    visits_url=lambda activity, address: host_visits.path(activity.pk, address),
)
engine.register("tour", manners)
guardians.register("tour", lambda tour: guardians.Hazard(tour.hazard, tour.get_hazard_display(), tour.hazard_note))
hearing.register(
    "tour",
    hearing=lambda activity: host_mails.chosen(activity.pk),
    url=lambda activity, address: host_mails.path(activity.pk, address),
)
