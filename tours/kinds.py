"""Tells the seat engine's pages how to speak of tours."""

from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import kinds
from directory.models import shown_to_all
from tours.alternatives import alternatives
from tours.models import Tour

# What the summary shows: company and tour have 60 columns together.
SUMMARY = (
    "slug", "minutes", "bring",
    "company__slug", "company__name", "company__english_name", "company__address", "company__building",
)  # fmt: skip


def practical(tour):
    company = tour.company
    return [
        (_("場所"), f"{company.address} {company.building}".strip()),
        (_("見学先"), company.localized_name),
        (_("服装・持ち物"), tour.bring),
    ]


kinds.register(
    "tour",
    url=lambda activity: reverse("tours:tour", args=[activity.slug]),
    book_url=lambda activity: reverse("tours:book", args=[activity.slug]),
    partial="tours/parts/summary.html",
    child=lambda activity: Tour.objects.select_related("company").only(*SUMMARY).get(pk=activity.pk),
    practical=practical,
    alternatives=alternatives,
    public=lambda: shown_to_all("tour__company__"),
)
