"""What is coming, with its numbers."""

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils import timezone


def coming(activities: QuerySet, at=None) -> QuerySet:
    """Activities with dates after `at` (now if None), soonest first, with `next_at`, `dates`, `seats`, `people`."""
    at = at or timezone.now()
    ahead = Q(slots__starts_at__gt=at) & ~Q(slots__status="cancelled")
    return (
        activities.annotate(
            next_at=Min("slots__starts_at", filter=ahead),
            dates=Count("slots", filter=ahead),
            seats=Sum("slots__capacity", filter=ahead, default=0),
            people=Sum("slots__taken", filter=ahead, default=0),
        )
        .filter(dates__gt=0)
        .order_by("next_at", "pk")
    )
