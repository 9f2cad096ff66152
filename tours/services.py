"""How a tour's slots follow its rules.

Which days are closed says tours.calendar; what the rules ask for and what that changes says tours.timetable.
"""

from datetime import time

from django.db import transaction
from django.utils import timezone

from bookings.models import Booking, Slot
from bookings.services import waiting
from tours.models import Tour
from tours.timetable import (
    TIMES,
    calendar_of,
    end_of,
    in_zone,
    new_slot,
    plan,
    times,
    timetable,
)


def make_slots(tour: Tour, *, today=None) -> int:
    """Fill the tour's horizon with slots by its rules; the number of new ones.

    Running it again changes nothing. An open slot that is not wanted any more is deleted if nobody ever booked it;
    otherwise it takes no more bookings, keeps the guests it has, and opens again when it is wanted again:
    first for those who wait. What a person closed or cancelled is left alone.
    """
    moment = _moment(today)
    calendar = calendar_of(tour, moment)
    wanted = timetable(tour, moment, calendar)
    with transaction.atomic():
        found = plan(wanted, list(_locked(tour, moment)))
        _withdraw(found.kept + found.gone)
        Slot.objects.filter(pk__in=[slot.pk for slot in found.back]).update(status=Slot.Status.OPEN, withdrawn=False)
        for slot in found.back:
            waiting.offer_freed(slot.pk)
        new = [new_slot(tour, starts_at, rule, calendar) for starts_at, rule in found.missing.items()]
        Slot.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def refresh_slots(tour: Tour, *, today=None) -> int:
    """After a change of the tour's rules: booking times of all coming slots, length and places of the empty ones.

    The number of slots whose length or places changed. Dates that come or go are the business of `make_slots`.
    """
    moment = _moment(today)
    wanted = timetable(tour, moment, calendar_of(tour, moment))
    with transaction.atomic():
        changed = plan(wanted, list(_locked(tour, moment))).resized
        for slot in changed:
            rule = wanted[slot.starts_at]
            slot.capacity, slot.ends_at = rule.capacity, end_of(slot.starts_at, rule)
        Slot.objects.bulk_update(changed, ["capacity", "ends_at"])
        refresh_times(tour, moment)
    return len(changed)


def refresh_times(tour: Tour, moment=None) -> int:
    """Bring the booking times of the coming slots in step with the tour's notice, horizon and buffers."""
    moment = moment or timezone.now()
    calendar = calendar_of(tour, moment)
    changed = []
    for slot in Slot.objects.upcoming(moment).filter(activity=tour.pk):
        due = times(tour, slot.starts_at, slot.ends_at, calendar)
        if due != {name: getattr(slot, name) for name in TIMES}:
            for name, value in due.items():
                setattr(slot, name, value)
            changed.append(slot)
    return Slot.objects.bulk_update(changed, TIMES)


def fill_all() -> int:
    """Slots and booking times of every published tour, so that the horizon moves on; the number of new slots."""
    new = 0
    for tour in Tour.objects.published().prefetch_related("rules"):
        new += make_slots(tour)
        refresh_times(tour)
    return new


def _moment(today):
    return in_zone(today, time()) if today else timezone.now()


def _locked(tour, moment):
    """The coming slots, locked in the engine's order so that nobody takes a seat meanwhile."""
    return Slot.objects.upcoming(moment).filter(activity=tour.pk).order_by("pk").select_for_update()


def _withdraw(slots):
    given_out = [slot.pk for slot in slots]
    used = set(Booking.objects.filter(slot__in=given_out).values_list("slot", flat=True))
    Slot.objects.filter(pk__in=used).update(status=Slot.Status.CLOSED, withdrawn=True)
    Slot.objects.filter(pk__in=set(given_out) - used).delete()
