"""Tells the seat engine's pages how to speak of tours."""

from django.db.models import Q
from django.urls import reverse

from bookings import kinds
from tours.alternatives import alternatives
from tours.models import Tour

kinds.register(
    "tour",
    url=lambda activity: reverse("tours:tour", args=[activity.slug]),
    book_url=lambda activity: reverse("tours:book", args=[activity.slug]),
    partial="tours/parts/summary.html",
    alternatives=alternatives,
    public=lambda: Q(tour__in=Tour.objects.published()),
)
