"""Recurrence rules: what is understood, what is refused and that every accepted rule is quick and has a next date."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tours.rules import days, validate_rrule

DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("rule", "in_december"),
    [
        ("FREQ=WEEKLY;BYDAY=SA", [5, 12, 19, 26]),
        ("freq=weekly; byday=sa", [5, 12, 19, 26]),
        ("ＦＲＥＱ＝ＷＥＥＫＬＹ；ＢＹＤＡＹ＝ＳＡ", [5, 12, 19, 26]),
        ("FREQ=WEEKLY;BYDAY=MO,FR", [4, 7, 11, 14, 18, 21, 25, 28]),
        ("FREQ=MONTHLY;BYDAY=2SA", [12]),
        ("FREQ=MONTHLY;BYDAY=-1SU", [27]),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", [15, 31]),
        ("FREQ=DAILY;INTERVAL=10", [6, 16, 26]),
    ],
)
def test_a_rule_names_its_days(rule, in_december):
    validate_rrule(rule)
    assert [day.day for day in days(rule, *DECEMBER)] == in_december


def test_every_second_week_is_counted_from_the_rules_first_day():
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"
    assert [day.day for day in days(rule, *DECEMBER, anchor=date(2026, 11, 28))] == [12, 26]
    assert [day.day for day in days(rule, *DECEMBER, anchor=date(2026, 11, 21))] == [5, 19]


def test_the_window_may_move_without_changing_the_days():
    rule = "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE"
    first, last = date(2026, 11, 1), date(2027, 1, 31)
    assert days(rule, date(2026, 12, 1), last) == [day for day in days(rule, first, last) if day.month != 11]


@pytest.mark.parametrize(
    "rule",
    [
        "毎週土曜",
        "FREQ=SECONDLY",
        "FREQ=HOURLY;BYDAY=SA",
        "FREQ=YEARLY",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=2SA",
        "FREQ=WEEKLY;BYDAY=SA;COUNT=1000000000",
        "FREQ=WEEKLY;BYDAY=SA;UNTIL=20270101",
        "FREQ=WEEKLY;BYDAY=SA;BYHOUR=1,2,3",
        "FREQ=WEEKLY;BYDAY=SA;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=SA;INTERVAL=99",
        "FREQ=WEEKLY;BYDAY=SA;BYDAY=SU",
        "FREQ=DAILY;BYDAY=SA;INTERVAL=7",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=5SA",
        "FREQ=MONTHLY;BYDAY=SA",
        "FREQ=MONTHLY;BYMONTHDAY=30;INTERVAL=12",
        "DTSTART:20261201T100000",
        ";;;",
        "=",
        "\x00",
    ],
)
def test_what_is_no_timetable_is_refused_with_a_sentence(rule):
    with pytest.raises(ValidationError) as refusal:
        validate_rrule(rule)
    assert refusal.value.messages[0].endswith(("。", "BYMONTHDAY=15", "BYDAY=MO,SA"))


@pytest.mark.parametrize("part", ["BYMONTHDAY=31", "BYMONTHDAY=30", "BYDAY=5SA"])
@pytest.mark.parametrize("interval", range(1, 7))
def test_every_accepted_rule_has_dates_whatever_month_it_starts_in(part, interval):
    rule = f"FREQ=MONTHLY;INTERVAL={interval};{part}"
    validate_rrule(rule)
    for month in range(1, 13):
        assert days(rule, date(2026, month, 1), date(2046, month, 1))
