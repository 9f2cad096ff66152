"""School years and the other answers to "who is coming": asked instead of a birth date."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.dates import fiscal_year


class Grade(models.TextChoices):
    PRESCHOOL = "preschool", _("未就学")
    E1 = "e1", _("小1")
    E2 = "e2", _("小2")
    E3 = "e3", _("小3")
    E4 = "e4", _("小4")
    E5 = "e5", _("小5")
    E6 = "e6", _("小6")
    J1 = "j1", _("中1")
    J2 = "j2", _("中2")
    J3 = "j3", _("中3")
    H1 = "h1", _("高1")
    H2 = "h2", _("高2")
    H3 = "h3", _("高3")
    KOSEN = "kosen", _("高専")
    VOCATIONAL = "vocational", _("専門学校")
    UNIVERSITY = "university", _("大学・短大")
    GRADUATE = "graduate", _("大学院")
    ADULT = "adult", _("社会人・そのほか")
    PARENT = "parent", _("保護者")
    TEACHER = "teacher", _("教員")


_SCHOOL = (
    Grade.E1, Grade.E2, Grade.E3, Grade.E4, Grade.E5, Grade.E6, Grade.J1, Grade.J2, Grade.J3, Grade.H1, Grade.H2, Grade.H3,
)  # fmt: skip
_HIGH = frozenset({Grade.H1, Grade.H2, Grade.H3})
_AFTER_SCHOOL = frozenset({Grade.KOSEN, Grade.VOCATIONAL, Grade.UNIVERSITY, Grade.GRADUATE, Grade.ADULT})
_UNTIL_SCHOOL = 7  # Aprils from birth to 小1, the longest that a child is still to wait


def grades_on(grade: Grade, today: date, day: date) -> frozenset[Grade]:
    """What somebody who is in `grade` today may be in on `day`: every 1 April moves pupils on by one year.

    Several where the way parts: a small child may have begun school, a pupil may go to 高専, who leaves school may do
    anything. No birth date is needed: whoever says 小1 is in 小1, early-born (早生まれ) or not. ValueError for a day
    of a school year before today's.
    """
    years = fiscal_year(day) - fiscal_year(today)
    if years < 0:
        raise ValueError(f"{day} lies in a school year before {today}")
    if years == 0 or grade in (Grade.ADULT, Grade.PARENT, Grade.TEACHER):
        return frozenset({grade})
    if grade == Grade.PRESCHOOL:
        places = range(years - _UNTIL_SCHOOL, years)
    elif grade in _SCHOOL:
        places = [_SCHOOL.index(grade) + years]
    else:
        return _AFTER_SCHOOL
    found = frozenset().union(*map(_grades_at, places))
    return found | {Grade.KOSEN} if found & _HIGH and grade not in _HIGH else found


def _grades_at(place):
    """The grades of who has finished so many years of school; fewer than none before it begins."""
    if place < 0:
        return {Grade.PRESCHOOL}
    return {_SCHOOL[place]} if place < len(_SCHOOL) else _AFTER_SCHOOL
