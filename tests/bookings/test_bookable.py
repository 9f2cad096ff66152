"""For whom a slot is bookable: the size of the party, the school year on the day, the audience."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bookings.audiences import FITS, by_day, meant
from bookings.grades import Grade, grades_on
from bookings.models import Activity, Slot
from core.dates import fiscal_year
from tests.factories import SlotFactory, TourFactory

Audience = Activity.Audience
DAYS = some.dates(date(2020, 1, 1), date(2060, 12, 31))
GRADES = some.sampled_from(list(Grade))


def audiences_in(condition):
    """The audiences that a condition of bookings.audiences asks for."""
    return set(dict(child for child in condition.children if isinstance(child, tuple))["activity__audience__in"])


@pytest.mark.django_db
@pytest.mark.parametrize(("people", "found"), [(1, False), (2, True), (4, True), (5, False)])
def test_a_party_of_another_size_than_the_activity_takes_cannot_book(people, found):
    SlotFactory(activity=TourFactory(party_min=2, party_max=4), capacity=20)
    assert Slot.objects.bookable_for(people).exists() == found


@pytest.mark.parametrize(
    ("grade", "day", "expected"),
    [
        ("e4", date(2027, 3, 31), {"e4"}),
        ("e4", date(2027, 4, 1), {"e5"}),
        ("e6", date(2027, 4, 1), {"j1"}),
        ("j3", date(2027, 4, 1), {"h1", "kosen"}),
        ("h3", date(2027, 3, 31), {"h3"}),
        ("h3", date(2027, 4, 1), {"kosen", "vocational", "university", "graduate", "adult"}),
        ("preschool", date(2027, 3, 31), {"preschool"}),
        ("preschool", date(2027, 4, 1), {"preschool", "e1"}),
        ("preschool", date(2028, 4, 1), {"preschool", "e1", "e2"}),
        ("preschool", date(2032, 4, 1), {"preschool", "e1", "e2", "e3", "e4", "e5", "e6"}),
        ("preschool", date(2033, 4, 1), {"e1", "e2", "e3", "e4", "e5", "e6", "j1"}),  # born today or nearly six
        ("parent", date(2040, 4, 1), {"parent"}),
        ("teacher", date(2040, 4, 1), {"teacher"}),
        ("adult", date(2040, 4, 1), {"adult"}),
    ],
)
def test_the_first_of_april_moves_everybody_on(grade, day, expected):
    assert grades_on(Grade(grade), date(2026, 11, 22), day) == expected


def test_on_the_first_of_april_itself_the_new_year_has_begun():
    assert grades_on(Grade.E1, date(2027, 4, 1), date(2028, 3, 31)) == {Grade.E1}
    assert grades_on(Grade.E1, date(2027, 3, 31), date(2027, 4, 1)) == {Grade.E2}


def test_a_grade_is_not_told_of_an_earlier_school_year():
    with pytest.raises(ValueError, match="2026-03-31"):
        grades_on(Grade.E1, date(2026, 4, 1), date(2026, 3, 31))


@given(GRADES, DAYS, some.integers(0, 400))
def test_within_a_school_year_nobody_moves(grade, today, days):
    day = today + timedelta(days=days)
    if fiscal_year(day) == fiscal_year(today):
        assert grades_on(grade, today, day) == {grade}


@given(GRADES, DAYS, some.integers(0, 9000), some.integers(0, 9000))
def test_on_the_way_one_is_in_a_grade_that_leads_there(grade, today, one, other):
    between, day = today + timedelta(days=one), today + timedelta(days=one + other)
    by_steps = {later for now in grades_on(grade, today, between) for later in grades_on(now, between, day)}
    assert grades_on(grade, today, day) <= by_steps


@given(GRADES, DAYS, some.integers(0, 9000))
def test_only_the_number_of_aprils_counts(grade, today, days):
    day = today + timedelta(days=days)
    first = date(fiscal_year(today), 4, 1)
    assert grades_on(grade, today, day) == grades_on(grade, first, date(fiscal_year(day), 4, 1))


def test_what_is_for_anybody_is_for_every_grade_and_a_delegation_is_nobody_alone():
    assert FITS[Audience.ANYONE] == set(Grade)
    assert FITS[Audience.OFFICIALS] == set()
    assert FITS[Audience.SCHOOLS] == {Grade.TEACHER}
    assert set(FITS) == set(Audience)


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("e6", [(0, {"anyone", "families"}), (1, {"anyone", "families", "students"}), (4, {"anyone", "students"})]),
        ("h2", [(0, {"anyone", "students"})]),
        ("adult", [(0, {"anyone"})]),
        ("parent", [(0, {"anyone", "families"})]),
        ("teacher", [(0, {"anyone", "schools"})]),
    ],
)
def test_audiences_change_with_the_school_years(grade, expected):
    today = date(2026, 11, 22)
    found = [(max(0, day.year - 2026), audiences_in(condition)) for day, condition in by_day(Grade(grade), today)]
    assert [found[0], *(later for before, later in pairwise(found) if later[1] != before[1])] == expected
    assert by_day(Grade(grade), today)[0][0] == date(2026, 4, 1)


@given(GRADES, DAYS, some.integers(0, 9000))
def test_the_periods_say_what_each_day_says(grade, today, days):
    day = today + timedelta(days=days)
    in_force = [condition for first, condition in by_day(grade, today) if first <= day][-1]
    grades = grades_on(grade, today, day)
    assert in_force == meant(grades)
    assert audiences_in(in_force) == {audience for audience, fitting in FITS.items() if fitting & grades}
