"""When young people who come by themselves need a guardian's word, and how it is given. Pure: a table and a question.

What counts is the school year as the form asks for it, that of the day of the visit: the risk is there, and no birth
date is kept from which another age could be made. 高1 holds people of 15 and of 16 and counts as under 16, the safe
side; 高専 as 16–17; whoever is at a vocational school or a university is of age.
"""

from collections.abc import Iterable
from enum import StrEnum

from bookings.grades import Grade


class Level(StrEnum):
    """How strictly a guardian is asked, the mildest first."""

    NONE = "none"  # not at all
    BOX = "box"  # who books says that they were asked, and gives their telephone number
    LINK = "link"  # they sign by themselves, on their own page or on paper

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Degree(StrEnum):
    """How dangerous a visit is: like any day, with something to mind, close to dangerous work."""

    NONE = "none"
    SOME = "some"
    HIGH = "high"


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
