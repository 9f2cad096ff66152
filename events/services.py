"""Dates of events. Unlike a tour's they follow no rule: staff write each one."""

from django.db import transaction

from bookings.models import Slot
from bookings.windows import refresh_windows, window
from events.models import Event


def add_slot(event: Event, *, starts_at, ends_at, capacity) -> Slot:
    """One more date of an event, from one aware moment to another, for `capacity` people.

    The same date again is the same slot: nothing changes. An end before the start is an IntegrityError; forms refuse
    it first.
    """
    wanted = {"ends_at": ends_at, "capacity": capacity, **window(event, starts_at)}
    with transaction.atomic():
        slot, _created = Slot.objects.get_or_create(activity_id=event.pk, starts_at=starts_at, defaults=wanted)
    return slot


def refresh_slots(event: Event) -> int:
    """After a change of the event's rules: the booking times of its coming dates. The number of changed ones."""
    return refresh_windows(event)


def refresh_all() -> int:
    """`refresh_slots` for every published event, for changes that were published by the clock or by a workflow."""
    return sum(refresh_slots(event) for event in Event.objects.published())
