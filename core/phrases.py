"""Japanese in phrases (文節): where a line may break without tearing a thought, a number or a unit apart."""

import re
import unicodedata
from functools import lru_cache

import budoux

_UNIT = (
    r"[万億兆]?(?:年間|年生|年|月|日間|日目|日|時間|時半|時|分間|分の|分|秒|週間|[ヶかカ]月|[ヶかカ]所|人|名|社|組|個|台|枚|本|回目|回|階|"
    r"冊|軒|歳|度|代目|代|番目|番|号|種類|倍|円|丁目|つ|ミリ|ミクロン|キロ|メートル|センチ|グラム|[%％℃°]|[a-zA-ZμµΩ]{1,4})?"
)
# 12/13, 0.5mm, 10:00〜11:30, 3〜6人, 160分の1, 12月5日(土): one thing, with its unit.
_NUMBER = re.compile(
    rf"[±+−¥￥約第]?[0-9０-９]+(?:{_UNIT}[.,:/．，：／〜～–\-−×]?[0-9０-９]+)*\s?{_UNIT}(?:[（(][月火水木金土日][)）])?"
)
# One word each, and not to the model.
_TORN = re.compile("かたまり|のこり|早い者勝ち|髪の毛|女の子|男の子|手の中|世の中|身の回り")
_NOT_BEFORE = frozenset(
    "、。，．,.!?！？」』）)］】〕〉》・：；:;ー〜～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々ゝゞヽヾ…％"
)
_NOT_AFTER = frozenset("「『（(［【〔〈《¥￥＃")
_JAPANESE = re.compile("[\u3000-\u30ff㐀-䶿一-鿿豈-﫿\uff00-\uffef\U00020000-\U0003ffff]")


@lru_cache(maxsize=1)
def _parser():
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=4096)
def breaks(text: str) -> frozenset[int]:
    """The places in `text` where a line may break: 0 < place < len(text), before the letter with that index."""
    if not _JAPANESE.search(text):
        return frozenset()
    places, at = set(), 0
    for phrase in _parser().parse(text)[:-1]:
        at += len(phrase)
        if _may_break(text[at - 1], text[at]):
            places.add(at)
    return frozenset(places - set(_inside(_NUMBER, text)) - set(_inside(_TORN, text)))


def _inside(pattern, text):
    for found in pattern.finditer(text):
        yield from range(found.start() + 1, found.end())


def _may_break(before, after):
    if before in _NOT_AFTER or after in _NOT_BEFORE or (before == "の" and after.isdecimal()) or after.isspace():
        return False
    if unicodedata.category(after) in ("Mn", "Me", "Cf"):  # belongs to the letter before it
        return False
    return bool(_JAPANESE.match(before) or _JAPANESE.match(after))


def phrases(text: str) -> list[str]:
    """`text` in its phrases; joined they are `text` again. What holds no Japanese is one phrase, "" is none.

    No phrase begins with 、 or 」 or ends with 「; numbers, ranges and dates stay whole, with their unit and with the
    の before them.
    """
    places = [0, *sorted(breaks(text)), len(text)]
    return [text[start:end] for start, end in zip(places, places[1:], strict=False) if text[start:end]]
