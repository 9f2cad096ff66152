"""What the page about open data says of each file. It stands here because this room sees all the files."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from bookings.models import Slot
from directory import open_data as companies
from directory.models import Company
from events import open_data as events
from events.models import Event


@dataclass(frozen=True)
class File:
    """`address` is a name for reverse(), `holds` says how much is in it, `changed` when that last changed."""

    name: str
    address: str
    about: str
    holds: str
    changed: datetime | None
    columns: list[str]


def context() -> dict:
    return {"files": files(), "licence": settings.LICENCE, "base_url": settings.BASE_URL}


def files() -> list[File]:
    """The four files, counted now."""
    told = Company.objects.public().aggregate(number=Count("pk"), changed=Max("updated_at"))
    many = _("%(number)s社") % {"number": f"{told['number']:,}"}
    published = Event.objects.published()
    dates = Slot.objects.filter(activity__in=published.values("pk")).count()
    held = _("%(number)s回分") % {"number": f"{dates:,}"}
    changed = published.aggregate(changed=Max("last_published_at"))["changed"]
    return [
        File(
            "companies.csv",
            "open_data:companies_csv",
            _("町工場の一覧です。自治体標準オープンデータセットの共通項目にならって、このサイトが決めたならびです。"),
            many,
            told["changed"],
            [heading for heading, _value in companies.COLUMNS],
        ),
        File(
            "companies.geojson",
            "open_data:companies_geojson",
            _("町工場の一覧を、地図のソフトで開ける形にしたものです（GeoJSON、世界測地系）。"),
            many,
            told["changed"],
            [],
        ),
        File(
            "events.csv",
            "open_data:events_csv",
            _("イベント一覧です。推奨データセットの32項目です。一行が一回の開催で、日時が決まると載ります。"),
            held,
            changed,
            [heading for heading, _value in events.COLUMNS],
        ),
        File(
            "events.json",
            "open_data:events_json",
            _("同じイベントを、政府相互運用性フレームワーク（GIF）の項目名で書いたJSONです。"),
            held,
            changed,
            [],
        ),
    ]
