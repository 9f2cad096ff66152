"""Rules of a timetable as an office says them."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.dates import WEEKDAYS, day_with_year
from tours.models import AvailabilityRule
from tours.rules import normalize, parse_days

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = dict(zip(CODES, WEEKDAYS, strict=True))


def in_words(rule: AvailabilityRule) -> str:
    """「毎週土曜 10:00〜11:30 定員6人」, with its first and last day and its exceptions."""
    parts = [
        _("%(day)sだけ") % {"day": day_with_year(rule.day)} if rule.day else _recurrence(rule.rrule),
        f"{rule.starts:%H:%M}〜{rule.ends:%H:%M}",
        _("定員%(people)d人") % {"people": rule.capacity},
    ]
    if rule.from_day:
        parts.append(_("%(day)sから") % {"day": day_with_year(rule.from_day)})
    if rule.until_day:
        parts.append(_("%(day)sまで") % {"day": day_with_year(rule.until_day)})
    if never := parse_days(rule.except_days):
        days = _("、").join(day_with_year(day) for day in never)
        parts.append(_("（%(days)sをのぞく）") % {"days": days})
    return " ".join(parts)


def _recurrence(rrule):
    parts = dict(part.split("=") for part in normalize(rrule).split(";"))
    each = int(parts.get("INTERVAL", 1))
    if parts["FREQ"] == "DAILY":
        return _rhythm(pgettext("a rhythm", "毎日"), _("%(each)d日ごと"), each)
    if parts["FREQ"] == "WEEKLY":
        often = _rhythm(pgettext("a rhythm", "毎週"), _("%(each)d週ごとの"), each)
        return _("%(often)s%(days)s曜") % {"often": often, "days": "・".join(map(NAMES.get, parts["BYDAY"].split(",")))}
    often = _rhythm(pgettext("a rhythm", "毎月"), _("%(each)dか月ごとの"), each)
    return often + (_numbered(parts["BYDAY"]) if "BYDAY" in parts else _numbers(parts["BYMONTHDAY"]))


def _rhythm(every, every_few, each):
    return every if each == 1 else every_few % {"each": each}


def _numbered(days):
    found = [re.fullmatch(r"(-?\d)(\w\w)", day).groups() for day in days.split(",")]
    return "・".join(
        (_("最後の%(day)s曜") if number == "-1" else _("第%(number)s%(day)s曜"))
        % {"number": number, "day": NAMES[code]}
        for number, code in found
    )


def _numbers(days):
    return "・".join(_("末日") if day == "-1" else _("%(day)s日") % {"day": day} for day in days.split(","))
