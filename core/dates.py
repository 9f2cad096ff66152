"""Dates as they are read on a page and written in Japan, and the days on which factories rest.

Holidays come from `jpholiday` (right for substitute holidays and 国民の休日); the turn of the year and お盆 are
customs, not law, so callers can switch them off.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple

import jpholiday
from django.utils import timezone
from django.utils.translation import get_language

WEEKDAYS = "月火水木金土日"
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
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


class Figures(NamedTuple):
    """A day in large figures: 「12」「/」「5」, "5", " ", "Dec"."""

    first: str
    dash: str
    second: str


def local(moment: date | datetime) -> date | datetime:
    """An aware datetime as the clocks in the ward show it; a date as it is."""
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def day(moment: date | datetime) -> str:
    """「12月5日(土)」, "Sat 5 Dec": a date or an aware datetime without its year, in the visitor's language."""
    moment = local(moment)
    if get_language() == "en":
        return f"{ENGLISH_DAYS[moment.weekday()]} {moment.day} {ENGLISH_MONTHS[moment.month - 1]}"
    return f"{moment.month}月{moment.day}日({WEEKDAYS[moment.weekday()]})"


def day_with_year(moment: date | datetime) -> str:
    """「2026年12月5日(土)」, "Sat 5 Dec 2026"."""
    year = local(moment).year
    return f"{day(moment)} {year}" if get_language() == "en" else f"{year}年{day(moment)}"


def figures(moment: date | datetime) -> Figures:
    """A date or an aware datetime as a headline shows it, without year and weekday, in the visitor's language."""
    moment = local(moment)
    if get_language() == "en":
        return Figures(str(moment.day), " ", ENGLISH_MONTHS[moment.month - 1])
    return Figures(str(moment.month), "/", str(moment.day))


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
