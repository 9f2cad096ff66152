from datetime import date

import pytest

from core import dates


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("1963", 1963),
        ("１９６３年４月", 1963),
        ("1963/4/1", 1963),
        ("1963-04-01", 1963),
        ("19630401", 1963),
        ("昭和38年", 1963),
        ("昭和３８年４月１日", 1963),
        ("昭和三十八年", 1963),
        ("S38.4.1", 1963),
        ("昭38", 1963),
        ("1963年（昭和38年）", 1963),
        ("創業 大正10年", 1921),
        ("平成元年", 1989),
        ("R7", 2025),
        ("明治百年", None),
        ("昭和70年", None),
        ("創業100年", None),
        ("Room 5", None),
        ("不明", None),
        ("", None),
    ],
)
def test_years_as_people_write_them(written, year):
    assert dates.parse_year(written) == year


@pytest.mark.parametrize(("text", "number"), [("三十八", 38), ("十", 10), ("三八", 38), ("百二十", 120), ("〇", 0)])
def test_kanji_numbers(text, number):
    assert dates.kanji_number(text) == number


def test_school_years_begin_in_april():
    assert dates.fiscal_year(date(2027, 3, 31)) == 2026
    assert dates.fiscal_year(date(2027, 4, 1)) == 2027


def test_public_holidays_their_substitutes_and_the_turn_of_the_year_are_closed():
    assert dates.closed_days(date(2026, 12, 28), date(2027, 1, 4)) == {
        date(2026, 12, 29): "年末年始",
        date(2026, 12, 30): "年末年始",
        date(2026, 12, 31): "年末年始",
        date(2027, 1, 1): "元日",
        date(2027, 1, 2): "年末年始",
        date(2027, 1, 3): "年末年始",
    }
    # 2026: two holidays with a day between them make that day one (国民の休日)
    assert list(dates.closed_days(date(2026, 9, 19), date(2026, 9, 25))) == [
        date(2026, 9, 21),
        date(2026, 9, 22),
        date(2026, 9, 23),
    ]


def test_customs_can_be_switched_off():
    august = (date(2026, 8, 10), date(2026, 8, 17))
    assert list(dates.closed_days(*august)) == [date(2026, 8, day) for day in (11, 13, 14, 15, 16)]
    assert list(dates.closed_days(*august, obon=False)) == [date(2026, 8, 11)]
    assert list(dates.closed_days(*august, obon=False, holidays=False)) == []
