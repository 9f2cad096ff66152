"""The days a visitor can choose from, and what to offer instead."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bookings import guards, kinds
from bookings.models import Activity, Slot, in_time
from bookings.windows import full, places, with_barred
from bookings.wishes import begin
from core.kept import kept
from core.templatetags.dates import when

PAGE = 12
NEAR = 5  # of them that are shown at once
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Offer:
    """One page of slots for a party of `people`. `later` is the value of ?from= for the next page or "", `first` whether
    this is the beginning, `day` the only day that is shown or None."""

    slots: list[Slot]
    people: int
    selected: int | None
    later: str
    first: bool
    day: date | None

    def choices(self):
        """The nearest slots as their radio buttons show them: id, "disabled", "checked" or "", date and times, places."""
        return [self._choice(slot) for slot in self._near()]

    def further(self):
        """The slots after the nearest, shown in the same way."""
        return [self._choice(slot) for slot in self.slots[len(self._near()) :]]

    def is_chosen_full(self):
        """Whether the choice is a slot without room for this party: it can wait for it."""
        return any(slot.pk == self.selected and self._is_full(slot) for slot in self.slots)

    def is_further_open(self):
        """Whether the choice is among the further slots: one is chosen already, or the nearest are full."""
        near = self._near()
        chosen = self.selected in {slot.pk for slot in self.slots[len(near) :]}
        return chosen or all(map(self._is_full, near))

    def _near(self):
        """Whoever has chosen a day sees all of it."""
        return self.slots if self.day else self.slots[:NEAR]

    def _is_full(self, slot):
        return slot.left < self.people

    def _choice(self, slot):
        barred = getattr(slot, "barred", False)
        state = "disabled" if barred else "checked" if slot.pk == self.selected else ""
        words = (
            guards.words() if barred else full(slot, slot.activity.party_min) if self._is_full(slot) else places(slot)
        )
        return str(slot.pk), state, when(slot), words


def offer(activity, *, people, day=None, start="", selected=None) -> Offer:
    """The slots that take bookings now, full and barred ones too, from the moment `start` (ISO) on.

    `day` shows its slots alone, if it has any. `selected` is a slot's id as text; if it stands on a later page, the
    list begins there.
    """
    at = timezone.now()

    def find(**where):
        slots = _open(activity.pk, at, *_asked(**where))
        for slot in slots:
            slot.activity = activity
        return slots

    return _page(find, people, day, start, selected)


@kept
def _open(activity, at, since, until, pk, most):
    open_now = Slot.objects.filter(in_time(at), activity=activity, status=Slot.Status.OPEN)
    return _narrowed(with_barred(open_now.filter(activity__in=Activity.objects.taking())), since, until, pk, most)


def _asked(since=None, until=None, pk=None, most=()):
    """As the values of a kept statement; None and () are what is not asked."""
    return since, until, pk, most


def _narrowed(slots, since, until, pk, most):
    asked = {"starts_at__gte": since, "starts_at__lt": until, "pk": pk}
    slots = slots.filter(**{name: value for name, value in asked.items() if value is not None})
    return slots[: most[0]] if most else slots


@kept
def free_starts(activity, people, at):
    """When the slots begin in which a party of `people` has room at `at`, in order."""
    return Slot.objects.bookable_for(people, at).filter(activity=activity).values_list("starts_at", flat=True)


def other_dates(booking, *, day=None, start="", selected=None) -> Offer:
    """The slots of the same activity in which the whole party has room, in the same way."""
    room = room_to_move(booking)
    return _page(lambda **where: list(_narrowed(room, *_asked(**where))), booking.seats, day, start, selected)


def room_to_move(booking):
    """The other slots of its activity that a booking could be moved to."""
    return booking.slot.activity.slots.bookable_for(booking.seats).exclude(pk=booking.slot_id)


def _page(find, people, day, start, selected):
    selected = int(selected) if str(selected).isdecimal() and len(str(selected)) < 19 else None
    slots = find(since=begin(day), until=begin(day + DAY)) if day else []
    if slots:
        return Offer(slots, people, selected, "", False, day)
    first = _moment(start)
    slots = find(since=first, most=(PAGE + 1,))
    if selected and not first and selected not in {slot.pk for slot in slots}:
        chosen = find(pk=selected)
        if chosen:
            first = chosen[0].starts_at
            slots = find(since=first, most=(PAGE + 1,))
    later = timezone.localtime(slots[PAGE].starts_at).strftime("%Y-%m-%dT%H:%M") if len(slots) > PAGE else ""
    return Offer(slots[:PAGE], people, selected, later, first is None, None)


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
