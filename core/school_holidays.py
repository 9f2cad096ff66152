"""When public schools are closed for weeks, for dates that a family thinks of first.

東京都立学校の管理運営に関する規則 (https://www.reiki.metro.tokyo.lg.jp/reiki/reiki_honbun/g101RG00002049.html); most wards
and cities of Tokyo write the same days, though a few begin the autumn a week earlier. Another prefecture changes these.
"""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

# Month and day of the first and of the last day, both included.
HOLIDAYS = (
    (_("春休み"), (3, 26), (4, 5)),
    (_("夏休み"), (7, 21), (8, 31)),
    (_("冬休み"), (12, 26), (1, 7)),
)


class Holiday(NamedTuple):
    name: str
    first: date
    last: date


def next_holidays(today: date) -> list[Holiday]:
    """Of each kind the one that is now or comes next, the soonest first."""
    return sorted((_next(today, *holiday) for holiday in HOLIDAYS), key=lambda holiday: holiday.first)


def _next(today, name, first, last):
    """A holiday over the turn of the year began in the year before."""
    years = (today.year - 1, today.year, today.year + 1)
    found = (Holiday(str(name), date(year, *first), date(year + (last < first), *last)) for year in years)
    return next(holiday for holiday in found if holiday.last >= today)
