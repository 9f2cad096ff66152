"""For whom an activity is meant, as school years: what a search with a grade finds. Nobody is refused a seat by it."""

from collections.abc import Collection
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


def by_day(grade: Grade, today: date) -> list[tuple[date, tuple[str, ...]]]:
    """The audiences that somebody in `grade` belongs to: from which day (a 1 April, the first one past) which ones."""
    periods = []
    for year in range(fiscal_year(today), fiscal_year(today) + _YEARS):
        first = date(year, 4, 1)
        grades = grades_on(grade, today, first)
        audiences = tuple(audience.value for audience, fitting in FITS.items() if fitting & grades)
        if not periods or periods[-1][1] != audiences:
            periods.append((first, audiences))
    return periods


def meant_for(periods: Collection[tuple[datetime, Collection[str]]]) -> Q:
    """The condition on Slot that its activity is for one of the audiences that hold when it starts.

    `periods` are beginnings in order, each with its audiences; the first one lies before every slot that matters.
    """
    condition = Q()
    for (begin, audiences), later in zip(periods, [*periods[1:], None], strict=True):
        piece = Q(activity__audience__in=audiences)
        if condition:
            piece &= Q(starts_at__gte=begin)
        if later:
            piece &= Q(starts_at__lt=later[0])
        condition |= piece
    return condition
