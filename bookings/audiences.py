"""For whom an activity is meant, as school years: what a search with a grade finds. Nobody is refused a seat by it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db.models import Q

from bookings.grades import Grade, grades_on
from bookings.models import Activity
from core.dates import fiscal_year

_ELEMENTARY = frozenset({Grade.E1, Grade.E2, Grade.E3, Grade.E4, Grade.E5, Grade.E6})
_MIDDLE = frozenset({Grade.J1, Grade.J2, Grade.J3})
_BEYOND = frozenset({Grade.H1, Grade.H2, Grade.H3, Grade.KOSEN, Grade.VOCATIONAL, Grade.UNIVERSITY, Grade.GRADUATE})
# A class comes with its teacher, a delegation by letter: neither is for a person alone.
FITS = {
    Activity.Audience.ANYONE: frozenset(Grade),
    Activity.Audience.STUDENTS: _MIDDLE | _BEYOND,  # 生徒 and 学生 in the words of the school law; 児童 are neither
    Activity.Audience.FAMILIES: {Grade.PRESCHOOL, Grade.PARENT} | _ELEMENTARY | _MIDDLE,
    Activity.Audience.SCHOOLS: frozenset({Grade.TEACHER}),
    Activity.Audience.OFFICIALS: frozenset(),
}
_YEARS = 20  # after as many nothing changes any more, not even for who was born today
_also: list[Callable[[frozenset[Grade]], Q]] = []


def register(condition: Callable[[frozenset[Grade]], Q]) -> None:
    """Tell what else a kind of activity asks of school years; called when Django is ready.

    `condition(grades)` is the one on Slot that somebody who is in one of `grades` may come; the same for the same
    grades, and Q() if all may.
    """
    _also.append(condition)


def meant(grades: frozenset[Grade]) -> Q:
    """The condition on Slot that its activity is for somebody who is in one of these grades on its day."""
    condition = Q(activity__audience__in=[audience.value for audience, fitting in FITS.items() if fitting & grades])
    for also in _also:
        condition &= also(grades)
    return condition


def by_day(grade: Grade, today: date) -> list[tuple[date, Q]]:
    """What is meant for somebody in `grade`: from which day (a 1 April, the first one past) which condition."""
    periods = []
    for year in range(fiscal_year(today), fiscal_year(today) + _YEARS):
        first = date(year, 4, 1)
        condition = meant(grades_on(grade, today, first))
        if not periods or periods[-1][1] != condition:
            periods.append((first, condition))
    return periods


def meant_for(periods: Sequence[tuple[datetime, Q]]) -> Q:
    """The condition on Slot that its activity is meant as the period says in which it starts.

    `periods` are beginnings in order, each with its condition; the first one lies before every slot that matters.
    """
    condition = Q()
    for (begin, piece), later in zip(periods, [*periods[1:], None], strict=True):
        if condition:
            piece &= Q(starts_at__gte=begin)
        if later:
            piece &= Q(starts_at__lt=later[0])
        condition |= piece
    return condition
