"""Dates as they are written in Japan, and the days on which factories rest.

Holidays come from `jpholiday` (right for substitute holidays and 国民の休日); the turn of the year and お盆 are
customs, not law, so callers can switch them off.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

import jpholiday

WEEKDAYS = "月火水木金土日"
# First year, last year, names as they appear in lists (longest first: 昭和 before 昭).
ERAS = (
    ("令和", "令", "R", 2019, None),
    ("平成", "平", "H", 1989, 2019),
    ("昭和", "昭", "S", 1926, 1989),
    ("大正", "大", "T", 1912, 1926),
    ("明治", "明", "M", 1868, 1912),
)
NEW_YEAR_CLOSED = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))
OBON_CLOSED = ((8, 13), (8, 14), (8, 15), (8, 16))

_KANJI_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_WESTERN = re.compile(
    r"(?<!\d)(1[6-9]\d\d|20\d\d)(?:年|[-/.](?:0?[1-9]|1[0-2])(?!\d)|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|(?!\d))"
)
_ERA = re.compile(
    r"(?<![A-Za-z])(令和|令|平成|平|昭和|昭|大正|大|明治|明|[RHSTM])[.\s]*(元|\d{1,2})(?!\d)", re.IGNORECASE
)
_KANJI_NUMBER = re.compile("[〇一二三四五六七八九十百]+")


def weekday(day: date) -> str:
    """「土」"""
    return WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """「12月5日（土）」"""
    return f"{day.month}月{day.day}日（{weekday(day)}）"


def long_date(day: date) -> str:
    """「2026年12月5日（土）」"""
    return f"{day.year}年{short_date(day)}"


def era_year(year: int) -> str:
    """「令和8年」; the year in which an era begins belongs to the new one. Empty before 1868."""
    for name, _short, _letter, first, _last in ERAS:
        if year >= first:
            return f"{name}{'元' if year == first else year - first + 1}年"
    return ""


def year_with_era(year: int) -> str:
    """「2026年（令和8年）」"""
    era = era_year(year)
    return f"{year}年（{era}）" if era else f"{year}年"


def clock(at: time | datetime) -> str:
    """「10時」, 「11時30分」"""
    return f"{at.hour}時{at.minute}分" if at.minute else f"{at.hour}時"


def clock_range(start: time | datetime, end: time | datetime) -> str:
    """「10時〜11時30分」"""
    return f"{clock(start)}〜{clock(end)}"


def fiscal_year(day: date) -> int:
    """The fiscal and school year (April to March) in which `day` lies."""
    return day.year if day.month >= 4 else day.year - 1


def parse_year(text: str) -> int | None:
    """The Western year in what people write for a year of foundation, None if there is none.

    Understands 1963, 1963年4月, 1963/4/1, 19630401, 昭和38年, S38.4.1, 平成元年, 昭和三十八年 in any width.
    A year that an era never had (昭和70年) is no year.
    """
    text = unicodedata.normalize("NFKC", text)
    if found := _WESTERN.search(text):
        return int(found[1])
    found = _ERA.search(_KANJI_NUMBER.sub(lambda number: str(kanji_number(number[0])), text))
    if not found:
        return None
    for name, short, letter, first, last in ERAS:
        if found[1].upper() in (name, short, letter):
            year = first + (1 if found[2] == "元" else int(found[2])) - 1
            return year if first <= year <= (last or year) else None
    return None


def kanji_number(text: str) -> int:
    """A number below 1000 in kanji: 三十八 → 38, 三八 → 38, 百二十 → 120."""
    if not set(text) & {"十", "百"}:
        return int("".join(str(_KANJI_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _KANJI_DIGITS[char]
    return total + digit


def holiday_name(day: date) -> str:
    """The public holiday that `day` is, or ""."""
    return jpholiday.is_holiday_name(day) or ""


def closed_days(start: date, end: date, *, holidays=True, new_year=True, obon=True) -> dict[date, str]:
    """Days from `start` to `end` (both included) that are closed by themselves, each with its reason in Japanese."""
    closed = {}
    for day in (start + timedelta(days=number) for number in range((end - start).days + 1)):
        if holidays and (name := holiday_name(day)):
            closed[day] = name
        elif new_year and (day.month, day.day) in NEW_YEAR_CLOSED:
            closed[day] = "年末年始"
        elif obon and (day.month, day.day) in OBON_CLOSED:
            closed[day] = "お盆"
    return closed
