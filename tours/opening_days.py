"""All ways in on one calendar: hours of free entry, timed visits, slots to book, days on which one can ask.

Reads with at most three queries, however many tours there are: their slots, and the closed and opened days of the company.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY, is_full, places, why_not, with_bookable
from core import months
from tours import modes
from tours.calendar import Calendar
from tours.models import Tour
from tours.timetable import end_of, times_named

ORDER = (Tour.Mode.BOOKING, Tour.Mode.TIMED, Tour.Mode.FREE, Tour.Mode.ENQUIRY)
MOST_WORDS = 2  # in one box of a grid


@dataclass(frozen=True)
class Entry:
    """One way in on one day; `slot` where there is one."""

    tour: Tour
    starts_at: datetime
    ends_at: datetime
    slot: Slot | None = None

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at, timezone.get_default_timezone())

    @property
    def is_open(self) -> bool:
        """Whether somebody can come by it, or ask for it."""
        if self.slot is None:
            return True
        return self.slot.bookable if self.tour.is_booked else self.slot.status == Slot.Status.OPEN

    @property
    def short(self) -> str:
        """Two letters for the box of a day."""
        if not self.is_open:
            full = is_full(self.slot)
            return pgettext("a day in a calendar", "満席") if full else pgettext("a day in a calendar", "終了")
        return {
            Tour.Mode.BOOKING: pgettext("a day in a calendar", "予約"),
            Tour.Mode.TIMED: pgettext("a day in a calendar", "時間"),
            Tour.Mode.FREE: pgettext("a day in a calendar", "自由"),
            Tour.Mode.ENQUIRY: pgettext("a day in a calendar", "相談"),
        }[self.tour.mode]

    @property
    def words(self) -> str:
        """What it means, for the list."""
        if not self.is_open:
            return why_not(self.slot)
        if self.tour.mode == Tour.Mode.BOOKING:
            return places(self.slot)
        if self.tour.mode == Tour.Mode.TIMED:
            return ngettext(
                "予約なしで来られます（%(people)d人まで）",
                "予約なしで来られます（%(people)d人まで）",
                self.slot.capacity,
            ) % {"people": self.slot.capacity}
        if self.tour.mode == Tour.Mode.FREE:
            return _("予約なしで、この時間のあいだいつでも来られます")
        return _("相談して決めます")


class Shown(NamedTuple):
    """A month as a page shows it: the grid, the chosen day, and what happens on it."""

    month: months.Month
    day: date | None
    entries: list[Entry]


def entries_of(tours: list[Tour], at: datetime | None = None) -> dict[date, list[Entry]]:
    """What comes of these tours of one company, by day and in order. Their rules are prefetched."""
    at = at or timezone.now()
    tours = [tour for tour in tours if not tour.paused_at]
    found = [*_slots(tours, at), *_hours(tours, at)]
    by_day = defaultdict(list)
    for entry in sorted(found, key=lambda entry: (entry.starts_at, ORDER.index(entry.tour.mode), entry.tour.pk)):
        by_day[entry.day].append(entry)
    return dict(by_day)


def _slots(tours, at):
    by_pk = {tour.pk: tour for tour in tours if tour.mode in modes.WITH_SLOTS}
    if not by_pk:
        return []
    slots = Slot.objects.upcoming(at).filter(activity__in=list(by_pk)).exclude(status=Slot.Status.CLOSED)
    shown = with_bookable(slots, SMALLEST_PARTY, at)
    return [Entry(by_pk[slot.activity_id], slot.starts_at, slot.ends_at, slot) for slot in shown]


def _hours(tours, at):
    """Of the tours whose rules are hours, also today's until they end."""
    tours = [tour for tour in tours if tour.mode not in modes.WITH_SLOTS]
    if not tours:
        return []
    first = timezone.localdate(at, timezone.get_default_timezone())
    last = first + timedelta(days=max(tour.horizon_days for tour in tours))
    calendar = Calendar(tours[0].company_id, first, last)
    found = []
    for tour in tours:
        until = first + timedelta(days=tour.horizon_days)
        named = times_named(tour.rules.all(), first, until, calendar)
        found += [Entry(tour, starts_at, end_of(starts_at, rule)) for starts_at, rule in named.items()]
    return [entry for entry in found if entry.ends_at > at and _may_still_ask(entry, at)]


def _may_still_ask(entry, at):
    """A company is asked beforehand: today's days are over for that."""
    return entry.tour.is_walk_in or entry.day > timezone.localdate(at, timezone.get_default_timezone())


def occurrences(entries: Mapping[date, list[Entry]]) -> list[Slot]:
    """What walk-in visitors can come to, in order, as slots that may not be saved."""
    walk_in = [entry for found in entries.values() for entry in found if entry.tour.is_walk_in]
    return [entry.slot or Slot(starts_at=entry.starts_at, ends_at=entry.ends_at, capacity=0) for entry in walk_in]


def show(entries: Mapping[date, list[Entry]], query: Mapping[str, str], *, anchor: str) -> Shown | None:
    """The month that an address asks for by `day` or `month`, else the first one with an open day; None without any.

    `anchor` names the place on the page to which the links lead.
    """
    if not entries:
        return None
    today = timezone.localdate()
    chosen = _chosen(entries, query.get("day", ""))
    first = months.first_of(chosen) if chosen else _asked_month(entries, query.get("month", ""))
    chosen = chosen or _first_open({day: found for day, found in entries.items() if months.first_of(day) == first})
    last = months.first_of(max(entries))
    month = months.grid(
        first,
        {day: _mark(day, found, anchor) for day, found in entries.items() if months.first_of(day) == first},
        today=today,
        chosen=chosen,
        before=_link("month", months.named(months.shifted(first, -1)), anchor)
        if first > months.first_of(today)
        else "",
        after=_link("month", months.named(months.shifted(first, 1)), anchor) if first < last else "",
    )
    return Shown(month, chosen, entries.get(chosen, []))


def _chosen(entries, text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day in entries else None


def _asked_month(entries, text):
    first, ends = months.parsed(text), (months.first_of(timezone.localdate()), months.first_of(max(entries)))
    if first and ends[0] <= first <= ends[1]:
        return first
    return months.first_of(_first_open(entries))


def _first_open(entries):
    """The first day on which somebody can come; the first one at all where there is none."""
    open_days = [day for day, found in entries.items() if any(entry.is_open for entry in found)]
    return min(open_days or entries, default=None)


def _mark(day, found, anchor):
    is_open = [entry for entry in found if entry.is_open]
    words = list(dict.fromkeys(entry.short for entry in sorted(is_open or found, key=_by_mode)))
    spoken = _("、").join(f"{timezone.localtime(entry.starts_at):%H:%M} {entry.words}" for entry in found)
    state = "open" if is_open else "full"
    return months.Mark(
        " ".join(words[:MOST_WORDS]), spoken=spoken, url=_link("day", day.isoformat(), anchor), state=state
    )


def _by_mode(entry):
    return ORDER.index(entry.tour.mode)


def _link(name, value, anchor):
    return f"?{name}={value}#{anchor}"
