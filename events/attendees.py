"""The list of attendees: one row per person and visit, the same on the screen, in every file and for every activity.

`rows` says which and in what order, `COLUMNS` what stands in them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import CharField, Count, F, FilteredRelation, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language

from bookings.grades import Grade
from bookings.models import Activity, Booking
from core.phones import as_dialled

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


def by_state(found: QuerySet) -> list[tuple[str, int]]:
    """The states of bookings in these rows with the number of persons in each, in the order of the states."""
    people = dict(found.order_by().values_list("state").annotate(Count("pk")))
    return [(label, people[state]) for state, label in Booking.State.choices if state in people]


def cells(found: QuerySet) -> Iterator[tuple]:
    """The rows of a query as tuples in the order of COLUMNS, read in blocks: the memory does not grow with the list."""
    for row in found.values_list(*_READ, named=True).iterator(chunk_size=1000):
        yield tuple(column.value(row) for column in COLUMNS)


def shown(found: QuerySet) -> Iterator[tuple]:
    """The same cells for pages and CSV files: dates and times as text, to the minute."""
    for row in cells(found):
        yield tuple(_SPOKEN[type(value)](value) if type(value) in _SPOKEN else value for value in row)


def table(found: QuerySet, read=shown) -> Iterator[tuple]:
    """The headings, then the rows: what a file holds. `read` is `shown` for text, `cells` where dates stay dates."""
    yield tuple(column.heading for column in COLUMNS)
    yield from read(found)


@lru_cache(maxsize=64)
def _label(choices, value: str | None, language: str) -> str:
    return str(choices(value).label) if value else ""


def _word(choices, value: str | None) -> str:
    """The word for a value in the language of the page or command; a booking without guests has none."""
    return _label(choices, value, get_language())


def _own(row, name: str) -> str:
    """A part of the name of the row's own person: known for the contact alone."""
    return name if row.is_self else ""


@lru_cache(maxsize=4096)
def _clock(at: datetime) -> tuple[date, time, datetime]:
    """Day, time and both, to the minute, as the clocks in the ward show them."""
    local = timezone.localtime(at).replace(second=0, microsecond=0, tzinfo=None)
    return local.date(), local.time(), local


_dialled = lru_cache(maxsize=4096)(as_dialled)  # the rows of a party stand together


def _answers(answers: dict) -> str:
    return " / ".join(f"{question}：{answer}" for question, answer in answers.items())


@dataclass(frozen=True)
class Column:
    """`width` in characters; `value` gives the cell of one row, which has what `_READ` names as attributes.

    What repeats another column or is of no use at the door is left out where the page is printed: not `on_paper`.
    """

    heading: str
    width: int
    value: Callable
    number: bool = False
    on_paper: bool = True


_READ = (
    "party__code", "state", "slot__starts_at", "slot__ends_at", "position", "is_self", "grade",
    "party__family_name", "party__given_name", "party__family_kana", "party__given_kana", "seats", "party__email",
    "phone", "created_at", "party__language", "party__source", "party__answers",
)  # fmt: skip

# Every row carries the contact beside its own person. New columns are added at the end: mail merges and macros of the
# office count on the order.
COLUMNS = (
    Column("予約番号", 12, lambda row: row.party__code),
    Column("状態", 10, lambda row: _word(Booking.State, row.state)),
    Column("開催日", 12, lambda row: _clock(row.slot__starts_at)[0]),
    Column("開始", 8, lambda row: _clock(row.slot__starts_at)[1]),
    Column("終了", 8, lambda row: _clock(row.slot__ends_at)[1], on_paper=False),
    Column("何人目", 8, lambda row: row.position, number=True),
    Column("本人", 8, lambda row: "本人" if row.is_self else "同行"),
    Column("学年など", 14, lambda row: _word(Grade, row.grade)),
    Column("姓", 12, lambda row: _own(row, row.party__family_name), on_paper=False),
    Column("名", 12, lambda row: _own(row, row.party__given_name), on_paper=False),
    Column("セイ", 14, lambda row: _own(row, row.party__family_kana), on_paper=False),
    Column("メイ", 14, lambda row: _own(row, row.party__given_kana), on_paper=False),
    Column("代表者", 20, lambda row: f"{row.party__family_name} {row.party__given_name}".strip()),
    Column("代表者カナ", 24, lambda row: f"{row.party__family_kana} {row.party__given_kana}".strip()),
    Column("グループの人数", 14, lambda row: row.seats, number=True),
    Column("メール", 30, lambda row: row.party__email, on_paper=False),
    Column("電話", 16, lambda row: _dialled(row.phone)),
    Column("申込日時", 18, lambda row: _clock(row.created_at)[2], on_paper=False),
    Column("言語", 8, lambda row: row.party__language, on_paper=False),
    Column("きっかけ", 16, lambda row: row.party__source, on_paper=False),
    Column("回答", 40, lambda row: _answers(row.party__answers)),
)
