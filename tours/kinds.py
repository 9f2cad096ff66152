"""Tells the seat engine's pages how to speak of tours."""

from django.urls import reverse

from bookings import kinds
from directory.models import shown_to_all
from tours.alternatives import alternatives

kinds.register(
    "tour",
    url=lambda activity: reverse("tours:tour", args=[activity.slug]),
    book_url=lambda activity: reverse("tours:book", args=[activity.slug]),
    partial="tours/parts/summary.html",
    alternatives=alternatives,
    public=lambda: shown_to_all("tour__company__"),
)
