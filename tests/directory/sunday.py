"""One day on which tests of dates take place, and days counted from it."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

TODAY = date(2026, 11, 22)  # a Sunday


def at(day, hour=12, minute=0):
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())


def day(days):
    """The day so many days from now, as it is written in a query."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()
