"""The days a visitor can choose from, and what to offer instead."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bookings import guards, kinds
from bookings.models import Activity, Slot, in_time
from bookings.windows import FULL, places, with_barred
from core.templatetags.dates import when

PAGE = 12
NEAR = 5  # of them that are shown at once


@dataclass(frozen=True)
class Offer:
    """One page of slots. `later` and `first` are values of ?from= for the next page and the beginning, or ""."""

    slots: list[Slot]
    selected: int | None
    later: str
    first: bool

    def choices(self):
        """The nearest slots as their radio buttons show them: id, "disabled", "checked" or "", date and times, places."""
        return [self._choice(slot) for slot in self.slots[:NEAR]]

    def further(self):
        """The slots after the nearest, shown in the same way."""
        return [self._choice(slot) for slot in self.slots[NEAR:]]

    def is_chosen_full(self):
        """Whether the choice is a slot without a place: one can wait for it."""
        return any(slot.pk == self.selected and slot.left < 1 for slot in self.slots)

    def is_further_open(self):
        """Whether the choice is among the further slots: one is chosen already, or the nearest are full."""
        near = self.slots[:NEAR]
        chosen = self.selected in {slot.pk for slot in self.slots[NEAR:]}
        return chosen or all(slot.left < 1 for slot in near)

    def _choice(self, slot):
        barred = getattr(slot, "barred", False)
        state = "disabled" if barred else "checked" if slot.pk == self.selected else ""
        words = guards.words() if barred else places(slot) if slot.left > 0 else FULL
        return str(slot.pk), state, when(slot), words


def offer(activity, *, start="", selected=None) -> Offer:
    """The slots that take bookings now, full and barred ones too, from the moment `start` (ISO) on.

    `selected` is a slot's id as text; if it stands on a later page, the list begins there.
    """
    open_now = activity.slots.filter(in_time(), status=Slot.Status.OPEN, activity__in=Activity.objects.taking())
    return _page(with_barred(open_now), start, selected)


def other_dates(booking, *, start="", selected=None) -> Offer:
    """The slots of the same activity in which the whole party has room, in the same way."""
    room = booking.slot.activity.slots.bookable_for(booking.seats).exclude(pk=booking.slot_id)
    return _page(room, start, selected)


def _page(open_now, start, selected):
    begin = _moment(start)
    slots = list((open_now.filter(starts_at__gte=begin) if begin else open_now)[: PAGE + 1])
    selected = int(selected) if str(selected).isdecimal() and len(str(selected)) < 19 else None
    if selected and not begin and selected not in {slot.pk for slot in slots}:
        chosen = open_now.filter(pk=selected).first()
        if chosen:
            begin = chosen.starts_at
            slots = list(open_now.filter(starts_at__gte=begin)[: PAGE + 1])
    later = timezone.localtime(slots[PAGE].starts_at).strftime("%Y-%m-%dT%H:%M") if len(slots) > PAGE else ""
    return Offer(slots[:PAGE], selected, later, begin is None)


def _moment(text) -> datetime | None:
    """A moment in ward time from "2026-12-05T10:00"; None if it is none, or too far off for every time zone."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None or not 2000 <= moment.year < 3000:
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


@dataclass(frozen=True)
class Alternative:
    """A slot to offer instead, the address where it can be booked, and who receives its guests."""

    slot: Slot
    url: str
    host: str = ""


def alternatives(slot, people) -> list[Alternative]:
    """What a party of `people` could book instead of `slot`."""
    kind = kinds.get(slot.activity.kind)
    return [
        Alternative(other, booking_url(other), kind.host(other.activity)) for other in kind.alternatives(slot, people)
    ]


def booking_url(slot) -> str:
    """Path of the booking form with this slot chosen."""
    return f"{kinds.get(slot.activity.kind).book_url(slot.activity)}?slot={slot.pk}"
