"""How a tour's slots arise from its rules.

Public holidays, the turn of the year and お盆 are closed for recurring rules. A rule for one single date wins over
them: somebody chose that day. A written Closure, of the company or of the ward, wins over everything.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from bookings.models import Booking, Slot
from bookings.windows import refresh_windows, window
from core.dates import closed_days
from tours.models import Closure, Tour


def make_slots(tour: Tour, *, today=None) -> int:
    """Fill the tour's horizon with slots by its rules; the number of new ones.

    Running it again changes nothing. An open slot that is not wanted any more is deleted if nobody ever booked it;
    otherwise it takes no more bookings, keeps the guests it has, and opens again when it is wanted again. What a
    person closed or cancelled is left alone.
    """
    moment = _moment(today)
    wanted = timetable(tour, moment)
    with transaction.atomic():
        slots = {slot.starts_at: slot for slot in _locked(tour, moment)}
        _withdraw([slot for starts_at, slot in slots.items() if starts_at not in wanted])
        _open_again([slot for starts_at, slot in slots.items() if starts_at in wanted])
        new = [_slot(tour, starts_at, rule) for starts_at, rule in wanted.items() if starts_at not in slots]
        Slot.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def refresh_slots(tour: Tour, *, today=None) -> int:
    """After a change of the tour's rules: booking times of all coming slots, length and places of the empty ones.

    The number of slots whose length or places changed. Dates that come or go are the business of `make_slots`.
    """
    moment = _moment(today)
    wanted = timetable(tour, moment)
    changed = []
    with transaction.atomic():
        for slot in _locked(tour, moment):
            rule = wanted.get(slot.starts_at)
            if rule and not slot.taken and (slot.capacity, slot.ends_at) != (rule.capacity, _at(slot, rule.ends)):
                slot.capacity, slot.ends_at = rule.capacity, _at(slot, rule.ends)
                changed.append(slot)
        Slot.objects.bulk_update(changed, ["capacity", "ends_at"])
        refresh_windows(tour, moment)
    return len(changed)


def fill_all() -> int:
    """Slots and booking times of every published tour, so that the horizon moves on; the number of new slots."""
    new = 0
    for tour in Tour.objects.published().prefetch_related("rules"):
        new += make_slots(tour)
        refresh_windows(tour)
    return new


def timetable(tour: Tour, moment) -> dict:
    """Start → rule of every slot the rules ask for, later than `moment` and within the tour's horizon."""
    first = timezone.localdate(moment)
    last = first + timedelta(days=tour.horizon_days)
    resting = closed_days(first, last)
    shut = _shut(tour, first, last)
    wanted = {}
    for rule in sorted(tour.rules.all(), key=lambda rule: (rule.day is None, rule.pk)):
        for day in rule.days(first, last):
            if day not in shut and (rule.day or day not in resting):
                wanted.setdefault(_in_zone(day, rule.starts), rule)
    return {starts_at: rule for starts_at, rule in sorted(wanted.items()) if starts_at > moment}


def _shut(tour, first, last):
    closures = Closure.objects.closing(tour.company_id).filter(from_day__lte=last, until_day__gte=first)
    return {
        closure.from_day + timedelta(days=number)
        for closure in closures
        for number in range((closure.until_day - closure.from_day).days + 1)
    }


def _moment(today):
    return _in_zone(today, time()) if today else timezone.now()


def _in_zone(day, clock):
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())


def _at(slot, clock):
    return _in_zone(timezone.localdate(slot.starts_at, timezone.get_default_timezone()), clock)


def _slot(tour, starts_at, rule):
    slot = Slot(activity=tour, starts_at=starts_at, capacity=rule.capacity, **window(tour, starts_at))
    slot.ends_at = _at(slot, rule.ends)
    return slot


def _locked(tour, moment):
    """The coming slots, locked in the engine's order so that nobody takes a seat meanwhile."""
    return Slot.objects.upcoming(moment).filter(activity=tour.pk).order_by("pk").select_for_update()


def _withdraw(slots):
    given_out = [slot.pk for slot in slots if slot.status == Slot.Status.OPEN]
    used = set(Booking.objects.filter(slot__in=given_out).values_list("slot", flat=True))
    Slot.objects.filter(pk__in=used).update(status=Slot.Status.CLOSED, withdrawn=True)
    Slot.objects.filter(pk__in=set(given_out) - used).delete()


def _open_again(slots):
    withdrawn = [slot.pk for slot in slots if slot.withdrawn and slot.status == Slot.Status.CLOSED]
    Slot.objects.filter(pk__in=withdrawn).update(status=Slot.Status.OPEN, withdrawn=False)
