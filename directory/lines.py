"""What companies write line by line: machines and certificates, as names that can be compared and counted.

Companies write one per line; imported lists put several on one, separated by 、.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from core.dates import parse_year
from core.japanese import fold, strip_controls

LONGEST_NAME = 60
LONGEST_LINE = 200  # beyond it is running text, and too long for the patterns below

# A separator inside brackets, or between the digits of 1,000, separates nothing.
_ITEM = re.compile(r"(?:\([^()\n]{0,200}\)|「[^」\n]{0,200}」|『[^』\n]{0,200}』|(?<=\d),(?=\d{3})|[^\n、,;])+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]|【[^】]*】")
_UNIT = r"(?:台|基|機|本|式|ライン|units?|トン|tons?|t|kn|n|kva|kw|w|kv|v|kg|mpa|mm|cm|m|μm|インチ|inch|尺|馬力|hp)"
_NUMBER = r"\d+(?:[,.]\d+)*"
_AMOUNT = re.compile(
    rf"(?:\s*[×xX*✕]\s*{_NUMBER}\s*{_UNIT}?|\s*(?:各|計|約)?{_NUMBER}(?:\s*{_UNIT})?(?:\s*[~〜～\-×xX]\s*{_NUMBER}\s*{_UNIT}?)*"
    rf"\s*{_UNIT}(?:クラス|以上|以下|級)?|(?<=\s)\d+)$",
    re.IGNORECASE,
)
_AND_MORE = re.compile(r"\s*(?:ほか|他|など|等|多数|各種|一式)$")
_DATE = re.compile(
    r"\s*\(?\s*((?:\d{4}|(?:明治|大正|昭和|平成|令和|[MTSHR])\s*(?:元|\d{1,2}))(?:年|[./-]|(?=\s*\)|$)))\s*(?:(\d{1,2})\s*(?:月|(?=[./)\s-]|$)))?"
    r"(?:\s*[./-]?\d{1,2}日?)?\s*(?:に?(?:認証)?(?:取得|登録|認定|更新))?\s*\)?$",
    re.IGNORECASE,
)
_EDITION = re.compile(r"(?<=\d)\s*:\s*(?:19|20)\d\d")
_STATE = re.compile(r"(?:(?:認証|認定|登録)?・?(?:取得済み?|取得|登録|認証|認定)(?:工場|企業)?)$")


class Item(NamedTuple):
    """A machine: the `key` is the same for every spelling of one name, stable, letters and digits alone."""

    key: str
    name: str


class Certificate(NamedTuple):
    """A certificate, and when it was acquired: (year, month or None), None if that is not written."""

    key: str
    name: str
    acquired: tuple[int, int | None] | None


def machines(text: str) -> list[Item]:
    """The machines of a text, each once, without numbers and sizes: 「NC旋盤 3台、射出成形機 100t」 → NC旋盤, 射出成形機."""
    return _each_once(_machine(line) for line in _lines(text))


def certificates(text: str) -> list[Certificate]:
    """The certificates of a text, each once: 「ISO 9001:2015（2019年3月）」 → iso9001, ISO 9001:2015, (2019, 3)."""
    return _each_once(_certificate(line) for line in _lines(text))


def _lines(text):
    if not text:
        return []
    return [
        line for line in _ITEM.findall(unicodedata.normalize("NFKC", strip_controls(text))) if len(line) <= LONGEST_LINE
    ]


def _each_once(items):
    return list({item.key: item for item in reversed([*filter(None, items)])}.values())[::-1]


def _key(name):
    return "".join(letter for letter in fold(name) if letter.isalnum())


@lru_cache(maxsize=8192)
def _machine(line):
    name = _BRACKETS.sub(" ", line).strip(" ・:")
    while (shorter := _AND_MORE.sub("", _AMOUNT.sub("", name)).strip(" ・:")) != name:
        name = shorter
    key = _key(name)
    return Item(key, name) if key and not key.isdecimal() and len(name) <= LONGEST_NAME else None


@lru_cache(maxsize=8192)
def _certificate(line):
    line = line.strip()
    dated = _DATE.search(line)
    acquired = _acquired(dated) if dated else None
    name = (line[: dated.start()] if acquired else line).strip(" ・:")
    plain = _EDITION.sub("", name)
    key = _key(_STATE.sub("", plain)) or _key(plain)
    return Certificate(key, name, acquired) if key and len(name) <= LONGEST_NAME else None


def _acquired(dated):
    year = parse_year(f"{dated[1].rstrip('./-年')}年")
    month = int(dated[2]) if dated[2] else None
    return (year, month) if year and (month is None or 1 <= month <= 12) else None
