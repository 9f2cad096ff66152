"""The grid of one month: which box stands where, and what a marked day says."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from core import months
from core.months import Mark, grid

NOVEMBER = date(2026, 11, 1)


def rendered(month, language="ja"):
    with translation.override(language):
        return render_to_string("components/month.html", {"month": month, "id": "days"})


@pytest.mark.parametrize(
    ("first", "weeks", "empty_before"), [(NOVEMBER, 5, 0), (date(2026, 8, 1), 6, 6), (date(2026, 2, 1), 4, 0)]
)
def test_weeks_begin_on_sunday_and_have_seven_boxes(first, weeks, empty_before):
    month = grid(first, {}, today=date(2026, 11, 5))
    boxes = [box for week in month.weeks for box in week]
    assert [len(week) for week in month.weeks] == [7] * weeks
    assert boxes[empty_before].date == first
    assert [box.date for box in boxes if box] == months.days_of(first)


def test_holidays_are_named_and_look_like_sundays():
    month = grid(NOVEMBER, {}, today=NOVEMBER)
    assert month.holidays == (("11月3日(火)", "文化の日"), ("11月23日(月)", "勤労感謝の日"))
    assert [box.look for box in month.weeks[0]] == ["sunday", "", "sunday", "", "", "", "saturday"]


@pytest.mark.parametrize(("language", "words"), [("ja", "11月7日(土)"), ("en", "Sat 7 Nov")])
def test_a_marked_day_says_its_date_and_its_words_and_an_unmarked_one_its_number_alone(language, words):
    marks = {date(2026, 11, 7): Mark("2回", "2回あります", "/there", "open"), date(2026, 12, 1): Mark("1回")}
    with translation.override(language):
        page = rendered(grid(NOVEMBER, marks, today=NOVEMBER, chosen=date(2026, 11, 7)), language)
    assert page.count("<a ") == 1
    assert 'href="/there" aria-current="true"' in page
    assert f'<span class="visually-hidden">{words}</span>' in page
    assert '<span class="visually-hidden">2回あります</span>' in page
    assert page.count('class="month__words"') == 1
    assert '<td><span class="month__day"><span class="month__number">10</span></span></td>' in page


def test_neighbours_are_linked_where_there_is_something_to_see():
    page = rendered(grid(date(2026, 12, 1), {}, today=NOVEMBER, after="?month=2027-01#days"))
    assert 'href="?month=2027-01#days" rel="next">1月 ' in page
    assert 'rel="prev"' not in page
    assert "<nav" not in rendered(grid(NOVEMBER, {}, today=NOVEMBER))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2026-12", date(2026, 12, 1)),
        ("2026-13", None),
        ("2026-00", None),
        ("1026-12", None),
        ("9999-12", None),
        ("２０２６-12", None),
        ("2026-12-01", None),
        ("", None),
    ],
)
def test_a_month_in_an_address(text, first):
    assert months.parsed(text) == first


def test_months_follow_each_other_over_the_turn_of_the_year():
    assert months.shifted(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert months.shifted(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert months.named(months.first_of(date(2026, 12, 31))) == "2026-12"
