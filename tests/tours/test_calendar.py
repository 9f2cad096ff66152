"""Which days are closed: whose word wins, day by day, and which days count as business days."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from core.dates import closed_days
from tests.factories import AvailabilityRuleFactory, ClosureFactory, CompanyFactory, OpeningFactory, TourFactory
from tests.tokyo import TOKYO
from tours.calendar import Calendar
from tours.rules import parse_days
from tours.services import make_slots

pytestmark = pytest.mark.django_db
HOLIDAY, ORDINARY, OBON, NEW_YEAR = date(2026, 11, 3), date(2026, 11, 5), date(2026, 8, 14), date(2026, 12, 30)


def is_closed(company, day, **kwargs):
    return Calendar(company.pk, day, day).is_closed(day, **kwargs)


@pytest.fixture
def company():
    return CompanyFactory()


@pytest.mark.parametrize("day", [HOLIDAY, OBON, NEW_YEAR], ids=["holiday", "obon", "new year"])
def test_a_day_that_closes_by_itself_opens_by_a_word_of_the_ward_of_the_company_or_of_a_rule(company, day):
    assert is_closed(company, day)
    assert not is_closed(company, day, named=True)
    ward = OpeningFactory(day=day)
    assert not is_closed(company, day)
    ward.delete()
    OpeningFactory(day=day, company=company)
    assert not is_closed(company, day)
    assert is_closed(CompanyFactory(), day)


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        (["ward closes"], True),
        (["ward closes", "ward opens"], False),
        (["ward closes", "company opens"], False),
        (["company closes"], True),
        (["company closes", "ward opens"], True),
        (["company closes", "company opens"], False),
        (["ward opens", "company opens", "ward closes", "company closes"], False),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("day", [ORDINARY, HOLIDAY])
@pytest.mark.parametrize("named", [False, True], ids=["recurring", "named"])
def test_the_nearer_word_wins_and_an_opening_wins_over_a_closure_of_the_same(company, day, words, closed, named):
    for word in words:
        who = company if word.startswith("company") else None
        if word.endswith("closes"):
            ClosureFactory(company=who, from_day=day - timedelta(days=1), until_day=day + timedelta(days=1))
        else:
            OpeningFactory(company=who, day=day)

    assert is_closed(company, day, named=named) is closed


def test_another_companys_words_mean_nothing(company):
    other = CompanyFactory()
    ClosureFactory(company=other, from_day=ORDINARY)
    OpeningFactory(company=other, day=HOLIDAY)

    assert (is_closed(company, ORDINARY), is_closed(company, HOLIDAY)) == (False, True)


def test_the_public_holidays_of_the_next_official_year():
    """As the Cabinet Office publishes them for 2027, with the substitute for Sunday 21 March."""
    found = closed_days(date(2027, 1, 1), date(2027, 12, 31), new_year=False, obon=False)

    assert [f"{day:%m%d}" for day in found] == [
        "0101", "0111", "0211", "0223", "0321", "0322", "0429", "0503", "0504", "0505", "0719", "0811", "0920", "0923",
        "1011", "1103", "1123",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (date(2026, 11, 6), 1, date(2026, 11, 5)),
        (date(2026, 11, 9), 1, date(2026, 11, 6)),  # over a weekend
        (date(2026, 11, 4), 1, date(2026, 11, 2)),  # over 文化の日
        (date(2027, 1, 5), 2, date(2026, 12, 28)),  # over the turn of the year
        (date(2026, 11, 13), 5, date(2026, 11, 6)),
    ],
)
def test_business_days_leave_out_weekends_holidays_and_closed_days(company, day, number, found):
    assert Calendar(company.pk, day, day).business_days_before(day, number) == found


def test_a_closed_day_is_no_business_day_and_a_holiday_that_is_opened_is_one(company):
    ClosureFactory(company=company, from_day=date(2026, 11, 5))
    OpeningFactory(company=company, day=HOLIDAY)
    calendar = Calendar(company.pk, date(2026, 11, 1), date(2026, 11, 30))

    assert calendar.business_days_before(date(2026, 11, 6), 2) == HOLIDAY


def test_a_company_that_never_opens_has_no_business_day_and_a_closure_up_to_the_end_of_time_is_quick(company):
    ClosureFactory(company=company, from_day=date(1, 1, 1), until_day=date(9999, 12, 31))
    calendar = Calendar(company.pk, HOLIDAY, HOLIDAY)

    assert calendar.business_days_before(HOLIDAY, 1) == HOLIDAY - timedelta(days=366)


def days_of(tour):
    return [slot.starts_at.astimezone(TOKYO).day for slot in tour.slots.order_by("starts_at")]


def test_a_rule_leaves_out_its_exceptions_and_an_opening_brings_a_holiday_back():
    tour = TourFactory(horizon_days=27)
    AvailabilityRuleFactory(tour=tour, rrule="FREQ=WEEKLY;BYDAY=TU", except_days="2026-11-10、2026/11/24")
    OpeningFactory(company=tour.company, day=HOLIDAY)
    make_slots(tour, today=date(2026, 11, 2))

    assert days_of(tour) == [3, 17]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", []),
        ("2026-12-05", [date(2026, 12, 5)]),
        ("2026/12/19、2026年12月5日\n２０２６－１２－５", [date(2026, 12, 5), date(2026, 12, 19)]),
        ("2028-02-29", [date(2028, 2, 29)]),
    ],
)
def test_dates_are_read_as_people_write_them(text, days):
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["2026-02-29", "12月5日", "あした", "2026-13-01", "0000-01-01", "9" * 2000])
def test_what_is_no_date_is_refused_by_name(text):
    with pytest.raises(ValidationError, match="日付として読めません"):
        parse_days(text)
