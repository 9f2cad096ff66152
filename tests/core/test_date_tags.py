"""Dates on pages: the visitor's language, the ward's time zone."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from core.templatetags import dates

# 01:00 UTC on the 5th is 10:00 in Tokyo; 15:30 UTC on the 5th is already the 6th there.
SATURDAY = SimpleNamespace(
    starts_at=datetime(2026, 12, 5, 1, 0, tzinfo=UTC), ends_at=datetime(2026, 12, 5, 2, 30, tzinfo=UTC)
)
OVERNIGHT = SimpleNamespace(
    starts_at=datetime(2026, 12, 5, 13, 0, tzinfo=UTC), ends_at=datetime(2026, 12, 5, 15, 30, tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "12月5日(土) 10:00〜11:30"), ("en", "Sat 5 Dec 10:00–11:30")],
)
def test_a_slot_is_said_in_one_line(language, said):
    with translation.override(language):
        assert dates.when(SATURDAY) == said


@pytest.mark.parametrize(("language", "said"), [("ja", "22:00〜12月6日(日) 00:30"), ("en", "22:00–Sun 6 Dec 00:30")])
def test_the_day_of_the_end_is_named_where_it_is_another(language, said):
    with translation.override(language):
        assert dates.times(OVERNIGHT) == said


@pytest.mark.parametrize(("language", "said"), [("ja", "2026年11月3日(火)"), ("en", "Tue 3 Nov 2026")])
def test_a_plain_date_can_carry_its_year(language, said):
    with translation.override(language):
        assert dates.day_with_year(date(2026, 11, 3)) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0, "始まるまで"), (5, "5時間前まで"), (24, "1日前まで"), (36, "36時間前まで"), (72, "3日前まで")],
)
def test_a_deadline_is_said_in_days_where_it_is_whole_days(hours, said):
    with translation.override("ja"):
        assert dates.hours_before(hours) == said
