"""What the checks of every page found, as the pages about accessibility tell it.

`checked/access.json` is written by `WRITE_CHECKED=1 bin/test tests/browser/test_access.py`, never by hand; that test fails
when the file does not say what the browser saw.
"""

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

HERE = Path(__file__).parent
CHECKED = HERE / "checked" / "access.json"

# In the order in which the page of results tells them; the keys are those of the file.
CHECKS = {
    "axe": _("axe-coreの規則（明るい配色と暗い配色、幅360pxと1280px）"),
    "structure": _("大見出しが1つで、見出しの段がとばない。言語、題名、本文への近道がある"),
    "reflow": _("幅320px・360px・1280pxと200%の拡大で、横にスクロールしない"),
    "text": _("文字だけを2倍にしても、はみ出したり切れたりしない"),
    "focus": _("キーボードで選んだところがいつも見え、何かの下にかくれない"),
    "forced": _("利用者が決めた色（強制カラー）でも、選んだところとボタンの形がわかる"),
    "motion": _("「動きを減らす」設定で何も動かず、止められない動きがない"),
    "targets": _("おもなボタンが44px以上、ほかの押すところが24px以上ある"),
    "print": _("印刷した紙に、メニューでなく本文が出る"),
    "quiet": _("ブラウザーにエラーも、内容の決まり（CSP）への違反も出ない"),
    "outside": _("地図の画像のほか、よそのサーバーから何も読みこまない"),
    "keyboard": _("トップページから予約の確定まで、キーボードだけで進める"),
}


@dataclass(frozen=True)
class Criterion:
    """One success criterion and what the checks say of it. `outcome` is "faults", "clean", "eyes" or "absent"."""

    number: str
    level: str
    name: str
    rules: tuple[str, ...]
    checks: tuple[str, ...]
    faults: int
    outcome: str
    eyes: bool


@dataclass(frozen=True)
class Results:
    """`pages` are {"name", "address"}; `checks` [(label, faults)]; `faults` {"page", "check", "what"}."""

    day: date
    tools: dict[str, str]
    pages: list[dict]
    checks: list[tuple[str, int]]
    criteria: list[Criterion]
    faults: list[dict]

    @property
    def by_program(self):
        """How many criteria a program spoke for."""
        return sum(criterion.outcome in ("clean", "faults") for criterion in self.criteria)


def results() -> Results:
    """The checks' own file, in the language of the page."""
    seen = _seen()
    faults = [fault | {"label": CHECKS[fault["check"]]} for fault in seen["faults"]]
    return Results(
        day=date.fromisoformat(seen["on"]),
        tools=seen["by"],
        pages=seen["pages"],
        checks=[(label, sum(fault["check"] == check for fault in faults)) for check, label in CHECKS.items()],
        criteria=[_criterion(words, seen) for words in _words()],
        faults=faults,
    )


@cache
def _seen():
    return json.loads(CHECKED.read_text())


@cache
def _words():
    return tomllib.loads((HERE / "criteria.toml").read_text())["criteria"]


def _criterion(words, seen):
    rules, checks = seen["criteria"].get(words["number"], []), words.get("ours", [])
    faults = [fault for fault in seen["faults"] if fault["check"] in checks or fault["what"] in rules]
    return Criterion(
        number=words["number"],
        level=words["level"],
        name=words["en" if get_language() == "en" else "ja"],
        rules=tuple(rules),
        checks=tuple(CHECKS[check] for check in checks),
        faults=len(faults),
        outcome=_outcome(words, rules or checks, faults, seen["media"]),
        eyes=words.get("eyes", False),
    )


def _outcome(words, spoken_for, faults, media):
    if words.get("media") and not media:
        return "absent"
    if faults:
        return "faults"
    return "clean" if spoken_for else "eyes"
