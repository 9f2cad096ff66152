"""The forms of a booking: one party in one form, whoever comes along."""

import pytest

from bookings.forms import BookForm, GuestsForm, PinForm
from bookings.models import Guest
from bookings.services import NewGuest
from tests.factories import TourFactory

PEOPLE = {"coming": "on", "own_grade": "parent"}


def guests(**typed):
    form = GuestsForm(typed)
    return form.guests() if form.is_valid() else form.errors.get_json_data()


def test_a_parent_with_three_children_is_one_form():
    assert guests(**PEOPLE, grade_1="e4", count_1="２", grade_2="j1", count_2="") == (
        NewGuest("parent", is_self=True),
        NewGuest("e4"),
        NewGuest("e4"),
        NewGuest("j1"),
    )


def test_somebody_may_sign_up_others_only():
    assert guests(grade_1="e4", count_1="1") == (NewGuest("e4"),)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "coming"),
        ({"coming": "on"}, "own_grade"),
        ({"coming": "on", "own_grade": "king"}, "own_grade"),
        (PEOPLE | {"count_1": "2"}, "grade_1"),
        (PEOPLE | {"grade_2": "e4", "count_2": "0"}, "count_2"),
        (PEOPLE | {"grade_2": "e4", "count_2": "101"}, "count_2"),
        (PEOPLE | {"grade_5": "😀"}, "grade_5"),
        (PEOPLE | {"count_1": "\x00"}, "count_1"),
    ],
)
def test_a_mistake_stands_at_its_field(typed, field):
    assert list(guests(**typed)) == [field]


def test_a_booked_party_fills_the_form_again():
    booked = [Guest(is_self=True, grade="parent"), Guest(grade="e4"), Guest(grade="e4"), Guest(grade="j1")]
    assert GuestsForm.of(booked).initial == {
        "coming": True,
        "own_grade": "parent",
        "grade_1": "e4",
        "count_1": 2,
        "grade_2": "j1",
        "count_2": 1,
    }


def test_a_party_of_many_school_years_gets_as_many_rows():
    booked = [Guest(grade=grade) for grade in ("e1", "e2", "e3", "e4", "e5", "e6", "j1")]
    assert len(GuestsForm.of(booked).rows) == 7


def test_every_form_for_booking_has_a_key_of_its_own(db):
    tour = TourFactory()
    assert BookForm(tour).initial["key"] != BookForm(tour).initial["key"]


def test_a_pin_needs_six_digits():
    assert PinForm({"pin": ""}).errors["pin"] == ["入力してください。"]
