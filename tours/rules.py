"""Recurrence rules as RFC 5545 writes them, kept to what a timetable of visits needs.

The rules allowed here always have a next date and never more than one a day: `dateutil` searches up to the year 9999
for a rule that never matches, and computes a rule by the second for hours.
"""

import re
import unicodedata
from datetime import date, datetime, time

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Counting of "every second week" starts on this Monday where a rule has no first day of its own.
ANCHOR = date(2024, 1, 1)

_WEEKDAYS = "(?:MO|TU|WE|TH|FR|SA|SU)"
_MONTH_DAY = r"(?:[1-9]|[12]\d|3[01]|-1)"
_PARTS = {
    "DAILY": {},
    "WEEKLY": {"BYDAY": rf"{_WEEKDAYS}(?:,{_WEEKDAYS})*"},
    "MONTHLY": {
        "BYDAY": rf"(?:[1-5]|-1){_WEEKDAYS}(?:,(?:[1-5]|-1){_WEEKDAYS})*",
        "BYMONTHDAY": rf"{_MONTH_DAY}(?:,{_MONTH_DAY})*",
    },
}
# Beyond six months a rule for the 30th could meet nothing but Februaries.
_LONGEST = {"DAILY": 30, "WEEKLY": 8, "MONTHLY": 6}


_EXAMPLES = {
    "DAILY": _(
        "毎日のときは FREQ=DAILY だけを書いてください。曜日をえらぶときは FREQ=WEEKLY;BYDAY=MO,WE のように書きます。"
    ),
    "WEEKLY": _("毎週のときは曜日を書いてください。例：FREQ=WEEKLY;BYDAY=MO,SA"),
    "MONTHLY": _("毎月のときは第何曜日か日を書いてください。例：FREQ=MONTHLY;BYDAY=2SA、FREQ=MONTHLY;BYMONTHDAY=15"),
}


def normalize(rule: str) -> str:
    """A rule as people type it (full-width, small letters, spaces) in the form that is stored."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", rule)).upper()


def validate_rrule(rule: str) -> None:
    """Refuse, with a sentence, what is no rule of the kinds above."""
    parts = dict(part.partition("=")[::2] for part in normalize(rule).split(";"))
    if len(parts) != len(normalize(rule).split(";")):
        raise ValidationError(_("同じ項目が2回あります。"))
    frequency, interval = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1")
    if frequency not in _PARTS:
        raise ValidationError(_("FREQ は DAILY（毎日）、WEEKLY（毎週）、MONTHLY（毎月）のどれかにしてください。"))
    if not re.fullmatch(r"[1-9]\d?", interval) or int(interval) > _LONGEST[frequency]:
        raise ValidationError(
            _("INTERVAL は1から%(most)sまでの数字にしてください。"), params={"most": _LONGEST[frequency]}
        )
    allowed = _PARTS[frequency]
    if len(parts) != min(1, len(allowed)) or not all(
        name in allowed and re.fullmatch(allowed[name], value) for name, value in parts.items()
    ):
        raise ValidationError(_EXAMPLES[frequency])


def parse_days(text: str) -> list[date]:
    """The dates written in a text, in order and each once, separated by lines, commas or spaces.

    Takes 2026-12-05, 2026/12/5 and 2026年12月5日 in any width. ValidationError names what is no date.
    """
    text = unicodedata.normalize("NFKC", text)
    found = set()
    for word in filter(None, re.split(r"[\s、,;]+", text)):
        parts = re.fullmatch(r"(\d{4})(?:[-/.](\d{1,2})[-/.]|年(\d{1,2})月)(\d{1,2})日?", word, re.ASCII)
        try:
            found.add(date(*(int(part) for part in parts.groups() if part)))
        except (AttributeError, ValueError) as error:
            raise ValidationError(
                _("「%(word)s」は日付として読めません。2026-12-05 のように書いてください。"), params={"word": word[:40]}
            ) from error
    return sorted(found)


def validate_days(text: str) -> None:
    """Refuse, with a sentence, what is no list of dates."""
    parse_days(text)


def days(rule: str, first: date, last: date, anchor: date | None = None) -> list[date]:
    """The days from `first` to `last` (both included) on which a valid rule takes place.

    `anchor` is the day from which "every second week" is counted; ANCHOR if None.
    """
    start = min(anchor or ANCHOR, first)
    recurrence = rrulestr(normalize(rule), dtstart=datetime.combine(start, time()))
    found = recurrence.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return [moment.date() for moment in found]
