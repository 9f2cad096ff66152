"""The ward's events as open data: the event list of 推奨データセット (32 columns), and JSON by the names of the GIF model.

One row for each date, past ones too; an event whose date is not known yet has no row. Nothing here depends on the hour,
so that a file changes only when somebody changes an event.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from bookings.models import Activity, Slot
from core import tables
from core.open_files import json_blocks
from events.models import Event, Participation

BLOCK = 1000
_SHOWN = {
    "event": "activity_id", "title": "activity__title", "title_en": "activity__title_en", "slug": "activity__slug",
    "hook": "activity__hook", "description": "activity__description", "place": "activity__place",
    "audience": "activity__audience", "type": "activity__event__type", "venue": "activity__event__venue",
    "address": "activity__event__address", "lat": "activity__event__lat", "lon": "activity__event__lon",
    "organizer": "activity__event__organizer",
}  # fmt: skip
_READ = ("pk", "starts_at", "ends_at", "capacity", "status", "books_until", *(f"told_{name}" for name in _SHOWN))


def _dates() -> QuerySet:
    told = {f"told_{name}": F(path) for name, path in _SHOWN.items()}
    dates = Slot.objects.filter(activity__in=Event.objects.published().values("pk")).annotate(**told)
    return dates.order_by("starts_at", "pk").values_list(*_READ, named=True)


def _companies() -> QuerySet:
    shown = Participation.objects.public().filter(event__in=Event.objects.published().values("pk"))
    return shown.values_list("event_id", "company__name", "company__slug")


def stamp() -> str:
    """What is another one after every change of what the files show.

    Two statements over all that the files are made of: places that are booked write to the same tables, so that no
    trigger or count could tell what matters. A hundred dates: 8 CPU ms, the file itself 21.
    """
    told = hashlib.sha256()
    for rows in (_dates(), _companies()):
        for row in rows.iterator(chunk_size=BLOCK):
            told.update(repr(tuple(row)).encode())
    return told.hexdigest()


class Line:
    """One date of an event. `date` has what `_READ` names, `companies` are those that anybody may see."""

    def __init__(self, date, companies: list[str]):
        self.date, self.companies = date, companies
        self.starts, self.ends, self.until = (
            timezone.localtime(moment) for moment in (date.starts_at, date.ends_at, date.books_until)
        )
        self.cancelled = date.status == Slot.Status.CANCELLED
        self.type = str(Event.Type(date.told_type).label) if date.told_type in Event.Type else ""
        self.audience = str(Activity.Audience(date.told_audience).label)
        self.page = _page().format(date.told_slug)
        self.remark = "中止" if self.cancelled else ""


def lines() -> Iterator[Line]:
    """Every date in order."""
    companies = defaultdict(list)
    for event, name, _slug in _companies():
        companies[event].append(name)
    for date in _dates().iterator(chunk_size=BLOCK):
        yield Line(date, companies[date.told_event])


@lru_cache(maxsize=1)
def _page() -> str:
    return settings.BASE_URL + reverse("events:event", args=["SLUG"]).replace("SLUG", "{}")


def _day(moment) -> str:
    return f"{moment:%Y-%m-%d}"


def _clock(moment) -> str:
    return f"{moment:%H:%M}"


def _nothing(line: Line) -> str:
    """For columns of the standard that nobody here knows anything for."""
    return ""


def _remarks(line: Line) -> str:
    parts = [f"対象：{line.audience}", f"集合場所：{line.date.told_place}" if line.date.told_place else ""]
    parts.append(f"参加企業：{';'.join(line.companies)}" if line.companies else "")
    return "／".join(part for part in parts if part)


COLUMNS: tuple[tuple[str, Callable[[Line], object]], ...] = (
    ("都道府県コード又は市区町村コード", lambda line: settings.WARD["code"]),
    ("NO", lambda line: line.date.pk),
    ("都道府県名", lambda line: settings.WARD["prefecture"]),
    ("市区町村名", lambda line: settings.WARD["city"]),
    ("イベント名", lambda line: line.date.told_title),
    ("イベント名_カナ", _nothing),
    ("イベント名_英語", lambda line: line.date.told_title_en),
    ("開始日", lambda line: _day(line.starts)),
    ("終了日", lambda line: _day(line.ends)),
    ("開始時間", lambda line: _clock(line.starts)),
    ("終了時間", lambda line: _clock(line.ends)),
    ("開始日時特記事項", lambda line: line.remark),
    ("説明", lambda line: line.date.told_description or line.date.told_hook),
    ("料金(基本)", _nothing),
    ("料金(詳細)", _nothing),
    ("連絡先名称", lambda line: line.date.told_organizer),
    ("連絡先電話番号", _nothing),
    ("連絡先内線番号", _nothing),
    ("主催者", lambda line: line.date.told_organizer),
    ("場所名称", lambda line: line.date.told_venue),
    ("住所", lambda line: line.date.told_address),
    ("方書", _nothing),
    ("緯度", lambda line: line.date.told_lat),
    ("経度", lambda line: line.date.told_lon),
    ("アクセス方法", _nothing),
    ("駐車場情報", _nothing),
    ("定員", lambda line: line.date.capacity),
    ("参加申込終了日", lambda line: _day(line.until)),
    ("参加申込終了時間", lambda line: _clock(line.until)),
    ("参加申込方法", lambda line: "URLのページから申し込み"),
    ("URL", lambda line: line.page),
    ("備考", _remarks),
)


def csv_blocks() -> Iterator[bytes]:
    """UTF-8 with BOM, CRLF, nothing that a spreadsheet would run."""
    return tables.write_csv(_rows(), "utf-8-sig")


def _rows():
    yield [heading for heading, _value in COLUMNS]
    for line in lines():
        yield [value(line) for _heading, value in COLUMNS]


def json_list() -> Iterator[bytes]:
    """A list of objects; null is what nobody here knows anything for."""
    return json_blocks("[\n", (json.dumps(item(line), ensure_ascii=False) for line in lines()), "\n]\n")


def item(line: Line) -> dict:
    date = line.date
    return {
        "id": str(date.pk),
        "eventName": date.told_title,
        "eventNameKana": None,
        "subTitle": date.told_hook or None,
        "description": date.told_description or date.told_hook or None,
        "eventType": line.type or None,
        "eventUrl": line.page,
        "status": "中止" if line.cancelled else "開催",
        "keyword": line.companies,
        "tag": [line.type] if line.type else [],
        "holdingPattern": None,
        "dateOfStart": _day(line.starts),
        "dateOfEnd": _day(line.ends),
        "startTime": _clock(line.starts),
        "endTime": _clock(line.ends),
        "dateTimeDescription": line.remark or None,
        "location": None if date.told_lat is None else {"latitude": date.told_lat, "longitude": date.told_lon},
        "locationAddress": date.told_address,
        "venueFacility": date.told_venue,
        "accessMethod": date.told_place or None,
        "webinarStatus": None,
        "organizer": date.told_organizer,
        "coorganizer": None,
        "targetPerson": line.audience,
        "capacity": date.capacity,
        "feeStatus": None,
        "parkingStatus": None,
        "contactPointInformation": {"name": date.told_organizer, "url": line.page},
    }
