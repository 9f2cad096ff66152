"""Which days a company is closed, and which days count as business days.

The nearer word wins: an opening of the company, then a closure of the company, then an opening of the ward, then a
closure of the ward, then public holidays, the turn of the year and お盆. A rule for one single date is a word, too, but
only against the last three.
"""

from datetime import date, timedelta
from functools import lru_cache

from core.dates import closed_days
from tours.models import Closure, Opening

SATURDAY = 5
FURTHEST_BACK = 366  # days; a company that is closed for longer has no business days at all
ONE = timedelta(days=1)


@lru_cache(maxsize=4096)
def rests(day: date) -> bool:
    """Whether a day is closed by itself. Kept: every tour asks of the same days, and each look-up takes its time."""
    return bool(closed_days(day, day))


class Calendar:
    """The days from `first` to `last` of one company, read with two queries.

    `closures` and `openings` may be given instead: those that would hold after a change.
    """

    def __init__(self, company: int, first: date, last: date, *, closures=None, openings=None):
        first = first - timedelta(days=FURTHEST_BACK) if first.toordinal() > FURTHEST_BACK else date.min
        if closures is None:
            closures = Closure.objects.closing(company).filter(from_day__lte=last, until_day__gte=first)
        if openings is None:
            openings = Opening.objects.opening(company).filter(day__range=(first, last))
        self._shut = {True: [], False: []}  # by whether the company itself said so
        self._open = {True: set(), False: set()}
        for closure in closures:
            self._shut[closure.company_id is not None].append(closure)
        for opening in openings:
            self._open[opening.company_id is not None].add(opening.day)

    def is_closed(self, day: date, *, named: bool = False) -> bool:
        """Whether a calendar closes the day. `named`: for a rule that names this very date."""
        if day in self._open[True]:
            return False
        if self._is_shut(day, own=True):
            return True
        if day in self._open[False]:
            return False
        return self._is_shut(day, own=False) or (not named and rests(day))

    def is_business_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and not self.is_closed(day)

    def business_days_before(self, day: date, number: int) -> date:
        """The last of so many business days before a day; a year back at most."""
        furthest = day - timedelta(days=FURTHEST_BACK)
        while number and day > furthest:
            day -= ONE
            number -= self.is_business_day(day)
        return day

    def _is_shut(self, day, *, own):
        return any(closure.from_day <= day <= closure.until_day for closure in self._shut[own])
