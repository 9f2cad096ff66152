"""Who has to bring what of a guardian: the whole table."""

import pytest

from bookings.grades import Grade
from bookings.guardian_rule import ADULTS, FROM_16, UNDER_16, asked, young

OF_AGE = {"vocational", "university", "graduate"}


@pytest.mark.parametrize(
    ("grades", "none", "some", "high"),
    [
        *(([grade], "link", "link", "link") for grade in ("preschool", "e1", "e6", "j1", "j3", "h1")),
        *(([grade], "none", "box", "link") for grade in ("h2", "h3", "kosen")),
        *(([grade], "none", "none", "none") for grade in OF_AGE | {"adult", "parent", "teacher"}),
        (["h2", "e6"], "link", "link", "link"),
        (["h3", "university"], "none", "box", "link"),  # of age, and nobody's guardian
        (["university", "h1"], "link", "link", "link"),
        *((["e6", "h2", grade], "none", "none", "none") for grade in ("adult", "parent", "teacher")),
        ([], "none", "none", "none"),
    ],
)
def test_the_youngest_who_comes_without_an_adult_decides(grades, none, some, high):
    assert [asked(grades, degree) for degree in ("none", "some", "high")] == [none, some, high]


def test_every_school_year_has_its_place():
    assert sorted([*UNDER_16, *FROM_16, *ADULTS, *OF_AGE]) == sorted(Grade)


def test_young_people_are_those_whom_no_adult_comes_with():
    assert young(["h2", "university", "e6"]) == ["h2", "e6"]
    assert young(["h2", "parent"]) == []
