"""Whom the pages make a browser write to, and what they leave in it, as the page of outside transmissions tells it.

`checked/outside.json` is written by the walk over every page (see stories/access.py); what stands in it is explained here.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

CHECKED = Path(__file__).parent / "checked" / "outside.json"


@dataclass(frozen=True)
class Receiver:
    """Somebody else's server: who runs it, what is sent, and what for."""

    who: str
    address: str  # where they describe it
    sent: str
    why: str
    avoid: str


RECEIVERS = {
    "cyberjapandata.gsi.go.jp": Receiver(
        who=_("国土地理院（国土交通省）"),
        address="https://maps.gsi.go.jp/development/ichiran.html",
        sent=_(
            "見ている地図の範囲と大きさ、IPアドレス、ブラウザーの種類と言語、このサイトのアドレス（ページより先は送りません）"
        ),
        why=_("地図の背景の画像（地理院タイル）を表示するため"),
        avoid=_("地図は、画像が届かなくても絵で出ます。一覧と検索は、地図なしで使えます。"),
    ),
}

# Cookies, and what scripts keep in the tab.
KEPT = {
    "csrftoken": _("フォームを送ったのが本人だと確かめる合い言葉。フォームのあるページで置きます。"),
    "sessionid": _("サインインしている間のしるし。職員・編集者・企業の人だけに置きます。"),
    "messages": _("「保存しました」など、次のページで一度だけ見せることば。"),
    "ruby": _("ふりがなをつけるかどうか。ふりがなのボタンを押した人だけに置きます。"),
    "list-open": _("工場の一覧で、開いたしぼりこみ。どこにも送りません。"),
    "list-place": _("工場の一覧を、どこまで見たか。どこにも送りません。"),
    "list-view": _("一覧と地図の、どちらを見ていたか。どこにも送りません。"),
    "htmx-current-path-for-history": _("いま見ている一覧のアドレス。「戻る」のためで、どこにも送りません。"),
}


@dataclass(frozen=True)
class Outside:
    """`receivers` are [(host, Receiver, names of pages)], `kept` [(name, days or None, what for)]."""

    day: date
    page_count: int
    receivers: list[tuple[str, Receiver, list[str]]]
    kept: list[tuple[str, int | None, str]]


def outside() -> Outside:
    """What the walk over every page saw; without the tiles where this installation asks for none."""
    seen = _seen()
    hosts = [found for found in seen["outside"] if _is_on(found["host"])]
    return Outside(
        day=date.fromisoformat(seen["on"]),
        page_count=seen["pages"],
        receivers=[(found["host"], RECEIVERS[found["host"]], found["pages"]) for found in hosts],
        kept=[(found["name"], found["days"], KEPT[found["name"]]) for found in seen["kept"]],
    )


@cache
def _seen():
    return json.loads(CHECKED.read_text())


def _is_on(host):
    return settings.MAP_TILES != "off" or not settings.TILE_HOST.endswith(host)
