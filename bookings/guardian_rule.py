"""When young people who come by themselves need a guardian's word, and how it is given. Pure: a table and a question.

What counts is the school year as the form asks for it, that of the day of the visit: the risk is there, and no birth
date is kept from which another age could be made. 高1 holds people of 15 and of 16 and counts as under 16, the safe
side; 高専 as 16–17; whoever is at a vocational school or a university is of age.
"""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.grades import Grade


class Level(models.TextChoices):
    """How strictly a guardian is asked, the mildest first."""

    NONE = "none", _("きかない")
    BOX = "box", _("了解をもらったしるしと電話番号")
    LINK = "link", _("保護者が自分で署名する")

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Degree(models.TextChoices):
    """How dangerous a visit is."""

    NONE = "none", _("ふだんの生活と同じくらい")
    SOME = "some", _("気をつけるところがある")
    HIGH = "high", _("あぶない作業のそばに行く")


ADULTS = frozenset({Grade.ADULT, Grade.PARENT, Grade.TEACHER})  # who answers for the young people they come with
UNDER_16 = frozenset({
    Grade.PRESCHOOL, Grade.E1, Grade.E2, Grade.E3, Grade.E4, Grade.E5, Grade.E6, Grade.J1, Grade.J2, Grade.J3, Grade.H1,
})  # fmt: skip
FROM_16 = frozenset({Grade.H2, Grade.H3, Grade.KOSEN})
RULE = {
    (UNDER_16, Degree.NONE): Level.LINK,
    (UNDER_16, Degree.SOME): Level.LINK,
    (UNDER_16, Degree.HIGH): Level.LINK,
    (FROM_16, Degree.NONE): Level.NONE,
    (FROM_16, Degree.SOME): Level.BOX,
    (FROM_16, Degree.HIGH): Level.LINK,
}


def young(grades: Iterable[str]) -> list[str]:
    """Those of a party for whom a guardian may have to speak, none where an adult comes along."""
    grades = list(grades)
    return [] if ADULTS & set(grades) else [grade for grade in grades if grade in UNDER_16 | FROM_16]


def asked(grades: Iterable[str], degree: str) -> Level:
    """What a party of these school years has to bring to a visit so dangerous: the youngest of them decides."""
    found = set(young(grades))
    band = next((band for band in (UNDER_16, FROM_16) if found & band), None)
    return RULE[band, Degree(degree)] if band else Level.NONE
