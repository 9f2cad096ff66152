"""Cells that name one or some of a few fixed things: how visitors are taken, groups of industry, what is recruited for."""

import re
import unicodedata

from django.utils.translation import gettext as _

from core.japanese import fold
from directory.importing.cleaning import Unusable
from directory.models import Company, Industry

_YES = re.compile(
    "(〇|○|◯|◎|✓|レ|yes|y|true|1|有|有り|あり|可|可能|対象|該当|はい|する|実施|募集中|採用中)(です|する)?"
)
_NO = re.compile("(×|✕|✖|x|no|n|false|0|無|無し|なし|否|不可|対象外|非該当|いいえ|しない|ない|-|ー)")
_RECRUITING = {
    Company.Recruiting.NEW_GRADUATE: "新卒|新規学卒|大卒|高卒|高専卒",
    Company.Recruiting.MID_CAREER: "中途|既卒|経験者|キャリア|転職",
    Company.Recruiting.INTERNSHIP: "インターン|職場体験|就業体験",
    Company.Recruiting.EVENING: "夜間|夜勤",
}
_FACTS = {
    Company.Fact.CLEAN: "クリーン|自動化",
    Company.Fact.PROTOTYPE: "試作",
    Company.Fact.STARTUP: "スタートアップ|ベンチャー",
    Company.Fact.SMALL: "少人数",
}
_LEVELS = {str(label): value for value, label in Company.MatchLevel.choices if value}


def opening(text: str) -> str:
    """How the company takes visitors. "Yes" without more means: by booking."""
    mode = Company.OpeningMode
    plain = _plain(text)
    for pattern, meaning in (
        ("相談|応談|問い?合わ?せ|^△", mode.ENQUIRY),
        ("不可|できない|していな|ません|なし$|^(×|✕|✖|x|no|n|否|無し?|false|0|-|ー)$", mode.NONE),
        ("自由", mode.FREE),
        ("時間(制|指定)", mode.TIMED),
        ("可|予約|受入|歓迎|^(〇|○|◯|◎|yes|y|有り?|あり|ok|true|1)", mode.BOOKING),
    ):
        if re.search(pattern, plain):
            return meaning.value
    raise Unusable(_("見学の受け入れとして読めないため、入れていません。"))


def industry(text: str) -> str:
    """The group (中分類) of the standard classification, by its code, a finer code below it, or its name."""
    plain = _plain(text)
    if code := re.match(r"[a-z]?[ \-]?(\d{2,4})(?!\d)", plain):
        if code[1][:2] in Industry.values:
            return code[1][:2]
    elif found := [value for value, label in Industry.choices if _same_group(plain, str(label))]:
        return found[0]
    raise Unusable(_("製造業の中分類（09〜32）として読めないため、入れていません。"))


def _same_group(plain, label):
    label = re.sub(r"\(.*", "", _plain(label))
    plain = re.sub(r"\(.*", "", plain).strip()
    return fold(plain) in (fold(label), fold(label.removesuffix("製造業")), fold(label.removesuffix("業")))


def recruiting(text: str) -> list[str]:
    """For whom the company has places; "yes" alone does not say for whom."""
    found = _some(text, _RECRUITING)
    if found or _NO.fullmatch(_plain(text)):
        return found
    if _YES.fullmatch(_plain(text)):
        raise Unusable(_("新卒・中途・インターン・夜間のどれかわからないため、入れていません。"))
    raise Unusable(_("募集の内容（新卒・中途・インターン・夜間）として読めないため、入れていません。"))


def facts(text: str) -> list[str]:
    found = _some(text, _FACTS)
    if not found and not _NO.fullmatch(_plain(text)):
        raise Unusable(_("登録のない語のため、入れていません。"))
    return found


def yes(text: str) -> bool:
    """True or false, in any of the ways in which lists tick."""
    plain = _plain(text)
    if _NO.fullmatch(plain):
        return False
    if _YES.fullmatch(plain):
        return True
    raise Unusable(_("「はい」か「いいえ」として読めないため、入れていません。"))


def level(text: str) -> str:
    """How exact the point of an own export is."""
    return _LEVELS.get(_plain(text), "")


def basis(text: str) -> str:
    """What allows the ward to show one company, as the own export names it; "" for anything else."""
    return {str(label): value for value, label in Company.Basis.choices}.get(_plain(text), "")


def _some(text, patterns) -> list[str]:
    plain = _plain(text)
    return [value.value for value, pattern in patterns.items() if re.search(pattern, plain)]


def _plain(text):
    return unicodedata.normalize("NFKC", text).casefold().strip()
