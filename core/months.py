"""One month as a grid of days, for `components/month.html`. Knows no addresses and nothing of what happens on the days.

marks = {day: Mark("2回", url="?day=2026-12-05", state="open")}
month = grid(first_of(day), marks, today=today, before="?month=2026-11#days", after="?month=2027-01#days")
{% load months %}{% month_grid month id="days" %}
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import get_language

from core.dates import ENGLISH_DAYS, ENGLISH_MONTHS, WEEKDAYS, day, holiday_name

SUNDAY, SATURDAY = 6, 5  # as date.weekday() has them
WEEK = (SUNDAY, 0, 1, 2, 3, 4, SATURDAY)  # the order of public calendars in Japan
_MONTH = re.compile("([0-9]{4})-([0-9]{2})")
_FIRST_YEAR, _LAST_YEAR = 2000, 2999


class Mark(NamedTuple):
    """What a grid says of one day.

    `words` stand in the day's box, 47 px wide on a phone: 「2回」「満席」, four letters at most on a line. `spoken` is read
    out in their place where they are too short to be understood. `url` makes the whole box a link. `state` gives its
    look: "open" can be chosen and stands out, "full" and "closed" are quiet, "" is plain. No state without words: a
    colour alone says nothing.
    """

    words: str
    spoken: str = ""
    url: str = ""
    state: str = ""


class Day(NamedTuple):
    """One box; `words` are its date for those who hear it: 「12月5日(土)」."""

    date: date
    words: str
    look: str  # "sunday", "saturday" or ""; public holidays are Sundays
    holiday: str
    is_today: bool
    is_chosen: bool
    mark: Mark | None


class Month(NamedTuple):
    """`weeks` have seven boxes each, None outside the month; `weekdays` are pairs of short and full name.

    Hashable, so that a drawn one can be kept. `before` and `after` are the addresses of the neighbours, "" where there is nothing to see; `holidays` are pairs of
    day and name for the line below the grid.
    """

    first: date
    title: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Day | None, ...], ...]
    holidays: tuple[tuple[str, str], ...]
    before: str
    before_title: str
    after: str
    after_title: str


def grid(
    first: date,
    marks: Mapping[date, Mark],
    *,
    today: date,
    chosen: date | None = None,
    before: str = "",
    after: str = "",
) -> Month:
    """The month that begins with `first`; days without a mark stay quiet, those of `marks` outside it are left out."""
    boxes = [_day(on, marks.get(on), today, chosen) for on in days_of(first)]
    boxes = [None] * WEEK.index(first.weekday()) + boxes
    boxes += [None] * (-len(boxes) % 7)
    holidays = tuple((day(box.date), box.holiday) for box in boxes if box and box.holiday)
    weeks = tuple(tuple(boxes[at : at + 7]) for at in range(0, len(boxes), 7))
    neighbours = (before, _short(shifted(first, -1)), after, _short(shifted(first, 1)))
    return Month(first, title(first), _weekdays(), weeks, holidays, *neighbours)


def first_of(on: date) -> date:
    """The first day of the month in which a day lies."""
    return on.replace(day=1)


def shifted(first: date, months: int) -> date:
    """The first day of the month so many months later, earlier if negative."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def days_of(first: date) -> list[date]:
    """All days of the month that begins with `first`."""
    return [first + timedelta(days=number) for number in range((shifted(first, 1) - first).days)]


def parsed(text: str) -> date | None:
    """The first day of the month that an address names, "2026-12"; None if it names none."""
    found = _MONTH.fullmatch(text)
    year, month = map(int, found.groups()) if found else (0, 0)
    return date(year, month, 1) if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 else None


def named(first: date) -> str:
    """The month as an address names it: "2026-12"."""
    return f"{first:%Y-%m}"


def title(first: date) -> str:
    """「2026年12月」, "Dec 2026", in the visitor's language."""
    if get_language() == "en":
        return f"{ENGLISH_MONTHS[first.month - 1]} {first.year}"
    return f"{first.year}年{first.month}月"


def _short(first):
    return ENGLISH_MONTHS[first.month - 1] if get_language() == "en" else f"{first.month}月"


def _weekdays():
    if get_language() == "en":
        return tuple((ENGLISH_DAYS[number], ENGLISH_DAYS[number]) for number in WEEK)
    return tuple((WEEKDAYS[number], f"{WEEKDAYS[number]}曜日") for number in WEEK)


def _day(on, mark, today, chosen):
    holiday = holiday_name(on)
    look = "sunday" if holiday or on.weekday() == SUNDAY else "saturday" if on.weekday() == SATURDAY else ""
    return Day(on, day(on), look, holiday, on == today, on == chosen, mark)
