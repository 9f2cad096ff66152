"""Which slots a tour's rules ask for, with all their times, and what that means for the slots there are."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from bookings.models import Slot
from bookings.windows import window
from tours.calendar import ONE, Calendar
from tours.models import AvailabilityRule, Tour
from tours.modes import WITH_SLOTS

FIRST = 3
TIMES = ("books_from", "books_until", "joins_until", "busy_from", "busy_until")


@dataclass
class Plan:
    """What a timetable does to the coming slots of a tour. Slots with people in them stay as they are.

    `missing` are moments to make slots for. `kept` have people and are wanted no more: they take no further bookings.
    `gone` are empty and wanted no more. `back` were withdrawn and are wanted again. `resized` are empty and get the
    length and places of their rule; `unlike` have people and differ from it.
    """

    missing: dict[datetime, AvailabilityRule] = field(default_factory=dict)
    kept: list[Slot] = field(default_factory=list)
    gone: list[Slot] = field(default_factory=list)
    back: list[Slot] = field(default_factory=list)
    resized: list[Slot] = field(default_factory=list)
    unlike: list[Slot] = field(default_factory=list)

    def first_missing(self) -> list[tuple[datetime, AvailabilityRule]]:
        """The first of what is missing, for a page that names a few dates."""
        return list(self.missing.items())[:FIRST]


def plan(wanted: dict[datetime, AvailabilityRule], slots: list[Slot]) -> Plan:
    """Compare what is wanted with the coming slots. What a person closed or cancelled is left alone."""
    there = {slot.starts_at for slot in slots}
    found = Plan(missing={starts_at: rule for starts_at, rule in wanted.items() if starts_at not in there})
    for slot in slots:
        rule = wanted.get(slot.starts_at)
        if rule is None:
            if slot.status == Slot.Status.OPEN:
                (found.kept if slot.taken else found.gone).append(slot)
            continue
        if slot.withdrawn and slot.status == Slot.Status.CLOSED:
            found.back.append(slot)
        if (slot.capacity, slot.ends_at) != (rule.capacity, end_of(slot.starts_at, rule)):
            (found.unlike if slot.taken else found.resized).append(slot)
    return found


def timetable(
    tour: Tour, moment: datetime, calendar: Calendar, rules=None, mode=""
) -> dict[datetime, AvailabilityRule]:
    """Start → rule of every slot the rules ask for, later than `moment` and within the tour's horizon.

    `rules` and `mode` are those that would hold after a change; the tour's own if not given. None for the modes whose
    rules are hours, not slots.
    """
    if (mode or tour.mode) not in WITH_SLOTS:
        return {}
    wanted = times_named(tour.rules.all() if rules is None else rules, *span(tour, moment), calendar)
    return {starts_at: rule for starts_at, rule in wanted.items() if starts_at > moment}


def times_named(rules, first: date, last: date, calendar: Calendar) -> dict[datetime, AvailabilityRule]:
    """Start → rule of all that these rules name from `first` to `last` (both included) on days that are open, in order."""
    named = {}
    for rule in sorted(rules, key=lambda rule: (rule.day is None, rule.pk or 0)):
        for day in rule.days(first, last):
            if not calendar.is_closed(day, named=rule.day is not None):
                named.setdefault(in_zone(day, rule.starts), rule)
    return dict(sorted(named.items()))


def span(tour: Tour, moment: datetime) -> tuple[date, date]:
    """The first and the last day of a tour's horizon."""
    first = _day(moment)
    return first, first + timedelta(days=tour.horizon_days)


def calendar_of(tour: Tour, moment: datetime) -> Calendar:
    return Calendar(tour.company_id, *span(tour, moment))


def times(tour: Tour, starts_at: datetime, ends_at: datetime, calendar: Calendar) -> dict:
    """The columns TIMES of a slot: from when until when it is booked, and while its guide is not free."""
    booked = window(tour, starts_at)
    if tour.notice_workdays:
        last_day = calendar.business_days_before(_day(starts_at), tour.notice_workdays)
        booked["books_until"] = in_zone(last_day + ONE, time())
    joins_until = None
    if tour.running_notice_hours is not None:
        later = starts_at - timedelta(hours=tour.running_notice_hours)
        joins_until = later if later > booked["books_until"] else None
    return booked | {
        "joins_until": joins_until,
        "busy_from": starts_at - timedelta(minutes=tour.buffer_before) if tour.buffer_before else None,
        "busy_until": ends_at + timedelta(minutes=tour.buffer_after) if tour.buffer_after else None,
    }


def new_slot(tour: Tour, starts_at: datetime, rule: AvailabilityRule, calendar: Calendar) -> Slot:
    """A slot that is not saved yet."""
    ends_at = end_of(starts_at, rule)
    slot = Slot(activity=tour, starts_at=starts_at, ends_at=ends_at, capacity=rule.capacity)
    for name, value in times(tour, starts_at, ends_at, calendar).items():
        setattr(slot, name, value)
    return slot


def end_of(starts_at: datetime, rule: AvailabilityRule) -> datetime:
    return in_zone(_day(starts_at), rule.ends)


def in_zone(day: date, clock: time) -> datetime:
    """A moment as the clocks in the ward show it."""
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())


def _day(moment):
    return timezone.localdate(moment, timezone.get_default_timezone())
