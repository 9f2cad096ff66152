"""The next slot of each of some activities, for boards of few and lists of many."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from bookings.models import Activity, Slot
from bookings.windows import SMALLEST_PARTY
from core.kept import kept


def give_next_slots(activities: Iterable[Activity], at: datetime | None = None) -> None:
    """Give each of these `next_slots`, a list of the first slot that its smallest party could book at `at` (now if None).

    One statement, which looks up one slot for each of them.
    """
    activities = list(activities)
    found = _first([activity.pk for activity in activities], at or timezone.now()) if activities else []
    slots = {slot.activity_id: slot for slot in found}
    for activity in activities:
        activity.next_slots = [slots[activity.pk]] if activity.pk in slots else []


@kept
def _first(activities, at):
    slots = Slot.objects.bookable_for(SMALLEST_PARTY, at).filter(activity=OuterRef("pk")).order_by("starts_at", "pk")
    first = Activity.objects.filter(pk__in=activities).annotate(first=Subquery(slots.values("pk")[:1]))
    return Slot.objects.filter(pk__in=first.values("first"))
