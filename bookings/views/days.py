"""What a page of days is asked for: how many come, which month is shown, which day was chosen. All of it in the address.

`?people=3&month=2026-12`, `?people=3&day=2026-12-05`; what makes no sense counts as not asked.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import ngettext

from bookings.forms_people import PeopleForm
from bookings.wishes import day_of
from core import months
from core.months import Mark, Month

YEARS = (2000, 2999)  # others are too far off for some time zone
KEPT = ("people", "source")  # by every link to another day or month


class Days:
    """`people` is the party for which days are shown, `asked` the same or None where nobody said how many come."""

    def __init__(self, activity, query: QueryDict, people: int | None = None):
        self.form = PeopleForm(activity, query)
        self.asked = people or self.form.people
        self.people = self.asked or activity.party_min
        self.day = _day(query.get("day", ""))
        self._month = months.parsed(query.get("month", ""))
        self._kept = {name: value for name in KEPT if (value := query.get(name))}
        if self.asked is None or people:
            self._kept.pop("people", None)

    def query(self, **changes) -> str:
        """The address of the same page for the same party: "?people=3&day=2026-12-05"."""
        query = QueryDict(mutable=True)
        query.update(self._kept | changes)
        return f"?{query.urlencode()}"

    @property
    def kept(self) -> str:
        """What every link keeps, to be added to a query; "" or "&people=3"."""
        query = self.query()
        return f"&{query[1:]}" if query != "?" else ""

    def month(self, starts: Iterable[datetime], anchor: str) -> Month | None:
        """The grid for slots that this party can book, given by their starts in order: of the month that was asked for,
        of the chosen day, else of the first one with a free day. None without any.

        `anchor` is where its links to days lead on the page; the grid itself has the id "month".
        """
        starts = list(starts)
        free = Counter(map(day_of, starts))
        if not free:
            return None
        bounds = months.first_of(min(free)), months.first_of(max(free))
        first = self._month or months.first_of(self.day or bounds[0])
        first = min(max(first, bounds[0]), bounds[1])
        times = {day_of(start): f"{timezone.localtime(start):%H:%M}" for start in starts}
        marks = {
            day: self._mark(day, count, times[day], anchor)
            for day, count in free.items()
            if months.first_of(day) == first
        }
        return months.grid(
            first,
            marks,
            today=day_of(timezone.now()),
            chosen=self.day,
            before=self._turn(months.shifted(first, -1)) if first > bounds[0] else "",
            after=self._turn(months.shifted(first, 1)) if first < bounds[1] else "",
        )

    def _mark(self, day, count, time, anchor):
        """A single time tells more than that there is one."""
        words = time if count == 1 else ngettext("%(count)d回", "%(count)d回", count) % {"count": count}
        return Mark(words, url=f"{self.query(day=day.isoformat())}#{anchor}", state="open")

    def _turn(self, first):
        return f"{self.query(month=months.named(first))}#month"


def _day(text) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:  # the 30th of February
        return None
    return day if day and YEARS[0] <= day.year <= YEARS[1] else None
