"""Tells the seat engine's pages how to speak of tours."""

from django.urls import reverse

from bookings import kinds
from directory.models import shown_to_all
from tours.alternatives import alternatives
from tours.models import Tour

# What the summary shows: company and tour have 60 columns together.
SUMMARY = ("minutes", "company__slug", "company__name", "company__english_name")

kinds.register(
    "tour",
    url=lambda activity: reverse("tours:tour", args=[activity.slug]),
    book_url=lambda activity: reverse("tours:book", args=[activity.slug]),
    partial="tours/parts/summary.html",
    child=lambda activity: Tour.objects.select_related("company").only(*SUMMARY).get(pk=activity.pk),
    alternatives=alternatives,
    public=lambda: shown_to_all("tour__company__"),
)
