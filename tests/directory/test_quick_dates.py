"""Days to choose with one tap, and how days are written."""

from datetime import date

import pytest
from django.utils import translation

from directory.days import in_words, named_days, weekend
from tests.factories import FieldFactory
from tests.html import soup

pytestmark = pytest.mark.django_db


def test_quick_dates_keep_the_other_filters_and_come_along_with_every_answer(client, today):
    FieldFactory(slug="space")
    whole = client.get("/companies/?field=space&people=2&date_to=2026-12-01")
    part = client.get("/companies/?field=space&people=2&date_to=2026-12-01", headers={"HX-Request": "true"})
    for answer in (whole, part):
        links = {link.text.split()[0]: link["href"] for link in soup(answer).select("#quick-dates a")}
        assert links == {
            "今週末": "/companies/?field=space&people=2&date_from=2026-11-22&date_to=2026-11-22",
            "来週末": "/companies/?field=space&people=2&date_from=2026-11-28&date_to=2026-11-29",
            "冬休み": "/companies/?field=space&people=2&date_from=2026-12-26&date_to=2027-01-07",
        }


def test_a_quick_date_that_is_chosen_is_marked_and_takes_itself_back(client, today):
    links = soup(client.get("/companies/?people=2&date_from=2026-11-28&date_to=2026-11-29")).select("#quick-dates a")
    assert [link.get("aria-current") for link in links] == [None, "true", None]
    assert links[1]["href"] == "/companies/?people=2"


@pytest.mark.parametrize(
    ("today", "this", "following"),
    [
        (date(2026, 11, 20), (date(2026, 11, 21), date(2026, 11, 22)), (date(2026, 11, 28), date(2026, 11, 29))),  # Fri
        (date(2026, 11, 21), (date(2026, 11, 21), date(2026, 11, 22)), (date(2026, 11, 28), date(2026, 11, 29))),
        (date(2026, 11, 22), (date(2026, 11, 22), date(2026, 11, 22)), (date(2026, 11, 28), date(2026, 11, 29))),
        (date(2026, 11, 23), (date(2026, 11, 28), date(2026, 11, 29)), (date(2026, 12, 5), date(2026, 12, 6))),  # Mon
    ],
)
def test_the_weekend_is_saturday_and_sunday_or_what_is_left_of_them(today, this, following):
    assert (weekend(today), weekend(today, later=1)) == (this, following)


@pytest.mark.parametrize(
    ("today", "holidays"),
    [
        (date(2026, 9, 26), []),
        (date(2026, 9, 27), [("冬休み", date(2026, 12, 26), date(2027, 1, 7))]),
        (date(2026, 12, 30), [("冬休み", date(2026, 12, 30), date(2027, 1, 7)), ("春休み", date(2027, 3, 26), date(2027, 4, 5))]),
        (date(2027, 1, 7), [("冬休み", date(2027, 1, 7), date(2027, 1, 7)), ("春休み", date(2027, 3, 26), date(2027, 4, 5))]),
        (date(2027, 1, 8), [("春休み", date(2027, 3, 26), date(2027, 4, 5))]),
        (date(2027, 4, 5), [("春休み", date(2027, 4, 5), date(2027, 4, 5))]),
        (date(2027, 4, 6), []),
        (date(2027, 5, 1), [("夏休み", date(2027, 7, 21), date(2027, 8, 31))]),
    ],
)  # fmt: skip
def test_school_holidays_are_offered_when_they_are_near(today, holidays):
    assert named_days(today)[2:] == holidays


def test_days_in_words_in_both_languages():
    sat, sun = date(2026, 12, 5), date(2026, 12, 6)
    assert in_words(sat, sun) == "12月5日(土)〜12月6日(日)"
    assert in_words(sat, sat) == "12月5日(土)"
    with translation.override("en"):
        assert in_words(sat, sat) == "Sat 5 Dec"
