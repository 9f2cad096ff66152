"""The list of attendees: one row per person and visit, the same on the screen, in every file and for every activity.

`rows` says which and in what order, `COLUMNS` what stands in them. New columns are added at the end: mail merges and
macros of the office count on the order.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache

import phonenumbers
from django.db.models import CharField, F, FilteredRelation, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language

from bookings.grades import Grade
from bookings.models import Activity, Booking

# Heading and width in characters. Names of the row's own person are known for the contact alone, so every row
# carries the contact beside them.
COLUMNS = {
    "予約番号": 12,
    "状態": 10,
    "開催日": 12,
    "開始": 8,
    "終了": 8,
    "何人目": 8,
    "本人": 8,
    "学年など": 14,
    "姓": 12,
    "名": 12,
    "セイ": 14,
    "メイ": 14,
    "代表者": 20,
    "代表者カナ": 24,
    "グループの人数": 14,
    "メール": 30,
    "電話": 16,
    "申込日時": 18,
    "言語": 8,
    "きっかけ": 16,
    "回答": 40,
}

_VALUES = (
    "party__code", "state", "slot__starts_at", "slot__ends_at", "position", "is_self", "grade",
    "party__family_name", "party__given_name", "party__family_kana", "party__given_kana", "seats", "party__email",
    "phone", "created_at", "party__language", "party__source", "party__answers",
)  # fmt: skip
# datetime is a date, too: the exact type decides
_SPOKEN = {date: "{:%Y-%m-%d}".format, time: "{:%H:%M}".format, datetime: "{:%Y-%m-%d %H:%M}".format}


def rows(activity: Activity) -> QuerySet:
    """Every guest of every booking of an activity, whatever its state, with `position`, `is_self` and `grade`.

    One named join, because each `.filter()` on a plain relation to many would join the guests anew; and filters speak
    of the annotations, because `.exclude()` on such a relation would drop whole parties instead of persons.
    """
    guests = Booking.objects.filter(slot__activity=activity).annotate(guest=FilteredRelation("party__guests"))
    people = guests.annotate(
        position=F("guest__position"),
        is_self=F("guest__is_self"),
        grade=F("guest__grade"),
        phone=Cast("party__phone", CharField()),  # as text: the field would parse each row's number, 50 µs
    )
    return people.order_by("slot__starts_at", "party__family_kana", "party__given_kana", "pk", "position")


def cells(found: QuerySet) -> Iterator[tuple]:
    """The rows of a query as tuples in the order of COLUMNS, read in blocks: the memory does not grow with the list."""
    return (_cells(*values) for values in found.values_list(*_VALUES).iterator(chunk_size=1000))


def shown(found: QuerySet) -> Iterator[tuple]:
    """The same cells for pages and CSV files: dates and times as text, to the minute."""
    for row in cells(found):
        yield tuple(_SPOKEN[type(value)](value) if type(value) in _SPOKEN else value for value in row)


def table(found: QuerySet, read=shown) -> Iterator[tuple]:
    """The headings, then the rows: what a file holds. `read` is `shown` for text, `cells` where dates stay dates."""
    yield tuple(COLUMNS)
    yield from read(found)


def _cells(
    code, state, starts_at, ends_at, position, is_self, grade, family, given, family_kana, given_kana, seats, email, phone,
    created_at, language, source, answers,
):  # fmt: skip
    names = (family, given, family_kana, given_kana) if is_self else ("", "", "", "")
    day, starts, _ = _clock(starts_at)
    _, ends, _ = _clock(ends_at)
    state, grade = (
        _label(choices, value, get_language()) for choices, value in ((Booking.State, state), (Grade, grade))
    )
    return (
        code, state, day, starts, ends, position, "本人" if is_self else "同行", grade,
        *names, f"{family} {given}".strip(), f"{family_kana} {given_kana}".strip(), seats, email, _national(phone),
        _clock(created_at)[2], language, source, _answers(answers),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _label(choices, value: str | None, language: str) -> str:
    """The word for a value in the language of the page or command; a booking without guests has none."""
    return str(choices(value).label) if value else ""


@lru_cache(maxsize=4096)
def _clock(at: datetime) -> tuple[date, time, datetime]:
    """Day, time and both, to the minute, as the clocks in the ward show them."""
    local = timezone.localtime(at).replace(second=0, microsecond=0, tzinfo=None)
    return local.date(), local.time(), local


@lru_cache(maxsize=4096)  # the rows of a party stand together
def _national(phone: str) -> str:
    """A stored number as people in Japan dial it, with its leading zero; foreign ones in international form."""
    try:
        number = phonenumbers.parse(phone, "JP")
    except phonenumbers.NumberParseException:
        return phone
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if number.country_code == 81 else style.INTERNATIONAL)


def _answers(answers: dict) -> str:
    return " / ".join(f"{question}：{answer}" for question, answer in answers.items())
