"""The days of a visit: how the list says them, and those that one tap asks for."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext, npgettext

from bookings.grades import Grade
from core.dates import day
from core.school_holidays import next_holidays
from directory.filters import CompanyFilter
from directory.inputs import day_limits

SOON = timedelta(days=90)  # as far ahead as visits usually take bookings: holidays are offered from then on
SATURDAY = 5
DAYS = ("date_from", "date_to")  # they are shown and dropped as one


@dataclass(frozen=True)
class QuickDates:
    """Some days by their name, and the query with them in place of the chosen ones; without any if they are chosen."""

    name: str
    days: str
    query: str
    chosen: bool


def in_words(first: date | None, last: date | None) -> str:
    """「12月5日(土)〜12月6日(日)」「12月5日(土)」「12月5日(土)から」「12月6日(日)まで」, in the visitor's language."""
    if first and last:
        return (
            day(first) if first == last else gettext("%(first)s〜%(last)s") % {"first": day(first), "last": day(last)}
        )
    if first:
        return gettext("%(day)sから") % {"day": day(first)}
    return gettext("%(day)sまで") % {"day": day(last)}


def shown(filters: CompanyFilter, name: str) -> str:
    """What is chosen of the visit under this name, in a few words; both days in one."""
    if name in DAYS:
        return in_words(*(filters.chosen[day] for day in DAYS))
    if name == "people":
        people = filters.chosen["people"]
        return npgettext("a party", "%(people)s人", "%(people)s人", people) % {"people": people}
    return str(Grade(filters.chosen["grade"]).label)


def weekend(today: date, later: int = 0) -> tuple[date, date]:
    """Saturday and Sunday of this week, of the `later`-th week after it; of a weekend that has begun what is left."""
    saturday = today + timedelta(days=SATURDAY - today.weekday() + 7 * later)
    return max(saturday, today), saturday + timedelta(days=1)


def named_days(today: date) -> list[tuple[str, date, date]]:
    """Name, first and last day: this weekend, the next one, school holidays that have begun or begin SOON."""
    days = [(gettext("今週末"), *weekend(today)), (gettext("来週末"), *weekend(today, later=1))]
    holidays = [holiday for holiday in next_holidays(today) if holiday.first <= today + SOON]
    return days + [(holiday.name, max(holiday.first, today), holiday.last) for holiday in holidays]


def quick_dates(filters: CompanyFilter) -> list[QuickDates]:
    """The named days of today as links that leave all other filters as they are."""
    today, _last = day_limits()
    chosen = tuple(filters.chosen[name] for name in DAYS)
    return [
        QuickDates(name, in_words(first, last), _with(filters, first, last, chosen), chosen == (first, last))
        for name, first, last in named_days(today)
    ]


def _with(filters, first, last, chosen):
    query = QueryDict(filters.query(*DAYS), mutable=True)
    if chosen != (first, last):
        query.update({"date_from": first.isoformat(), "date_to": last.isoformat()})
    return query.urlencode()
