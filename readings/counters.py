"""Numbers with their counters, which a dictionary reads digit by digit: 3本 is さんぼん, 5日 いつか, 10分 じゅっぷん.

Digits stay without furigana unless the whole is irregular. Pure; works on the pairs of `readings.pairs`.
"""

import re
import unicodedata

from readings.pairs import Pairs

_DIGITS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")
_DIGITS_AND_UNITS = re.compile(r"[0-9０-９.,．，十百千万億兆]*[0-9０-９][0-9０-９.,．，十百千万億兆]*")
_DIGITS_OR_UNITS = re.compile(r"[十百千万億兆]+|[^十百千万億兆]+")
_LARGE = {"十": "じゅう", "百": "ひゃく", "千": "せん", "万": "まん", "億": "おく", "兆": "ちょう"}
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NUMBERS = ("", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう", "じゅう")
_DAYS = {
    2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか", 9: "ここのか",
    10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
_AFTER_DAYS = {"日": "", "日間": "かん", "日目": "め"}
_WHOLE = {
    (1, "人"): "ひとり", (2, "人"): "ふたり", (1, "組"): "ひとくみ", (2, "組"): "ふたくみ",
    (1, "日"): "いちにち", (1, "日間"): "いちにちかん",
}  # fmt: skip
_COUNTERS = {
    "丁目": "ちょうめ", "年": "ねん", "年間": "ねんかん", "年生": "ねんせい", "月": "がつ", "日": "にち", "日間": "にちかん",
    "ヶ月": "かげつ", "か月": "かげつ", "カ月": "かげつ", "週間": "しゅうかん", "時": "じ", "時間": "じかん", "分": "ふん",
    "分間": "ふんかん", "秒": "びょう", "人": "にん", "名": "めい", "社": "しゃ", "組": "くみ", "個": "こ", "台": "だい",
    "枚": "まい", "本": "ほん", "回": "かい", "階": "かい", "冊": "さつ", "軒": "けん", "歳": "さい", "度": "ど", "代": "だい",
    "番": "ばん", "号": "ごう", "種類": "しゅるい", "倍": "ばい", "円": "えん", "か所": "かしょ", "ヶ所": "かしょ",
    "箇所": "かしょ", "杯": "はい", "匹": "ひき", "歩": "ほ", "着": "ちゃく", "足": "そく",
}  # fmt: skip
# By the last digit: what the first sound of the counter turns into.
_HARDENED = {"ふ": "ぷ", "ほ": "ぽ", "は": "ぱ", "ひ": "ぴ"}
_HARD_AFTER = {"分": "13468", "分間": "13468", "本": "168", "杯": "168", "匹": "168", "歩": "1368"}
_THOUSANDS = "千万億兆"
_VOICED_AFTER_THOUSAND = ("本", "杯", "匹")
_VOICED_AFTER_THREE = {"本": "ぼん", "杯": "ばい", "匹": "びき", "階": "がい", "軒": "げん", "足": "ぞく"}
# Written in kanji, the number's own sound is seen, too.
_SPECIAL = {
    (4, "人"): "よにん", (4, "時"): "よじ", (4, "年"): "よねん", (4, "月"): "しがつ", (7, "月"): "しちがつ",
    (7, "時"): "しちじ", (9, "月"): "くがつ", (9, "時"): "くじ", (4, "円"): "よえん",
}  # fmt: skip
_SHORTENED = {1: "かきくけこさしすせそたちつてとぱぴぷぺぽ", 8: "かきくけこさしすせそたちつてとぱぴぷぺぽ",
              10: "かきくけこさしすせそたちつてとぱぴぷぺぽ", 6: "かきくけこぱぴぷぺぽ"}  # fmt: skip


def put_right(pairs: Pairs) -> Pairs:
    """`pairs` with numbers and their counters read as one says them."""
    found, at = [], 0
    pairs = [part for pair in pairs for part in _split_large(pair)]
    while at < len(pairs):
        taken = _number(pairs, at, found)
        found += taken or [_without_digits(pairs[at])]
        at += 2 if taken else 1
    return found


def _split_large(pair):
    """10万1 as 10, 万 and 1; every other pair as it is."""
    if not _DIGITS_AND_UNITS.fullmatch(pair[0]):
        return [pair]
    parts = _DIGITS_OR_UNITS.findall(pair[0])
    return [[part, "".join(_LARGE.get(sign, "") for sign in part)] for part in parts]


def _without_digits(pair):
    return [pair[0], ""] if _DIGITS.fullmatch(pair[0]) else pair


def _number(pairs, at, before):
    """The pairs for a number at `at` and its counter behind it; None if they are no such two."""
    if at + 1 == len(pairs):
        return None
    word, counter = pairs[at][0], pairs[at + 1][0]
    if counter not in _COUNTERS:
        return None
    if counter == "分" and _is_fraction(pairs, at + 2):
        return [[word, "" if _DIGITS.fullmatch(word) else pairs[at][1]], [counter, "ぶん"]]
    if word in _NUMERALS:
        return [[word + counter, _spoken(_NUMERALS[word], counter, _names_a_month(before))]]
    if word[-1] in _THOUSANDS:
        return [pairs[at], [counter, _counter("1000", counter)]]
    if not _DIGITS.fullmatch(word):
        return None
    digits = unicodedata.normalize("NFKC", word)
    whole = _whole(int(digits), counter, _names_a_month(before)) if digits.isdecimal() and len(digits) < 10 else None
    return [[word + counter, whole]] if whole else [[word, ""], [counter, _counter(digits, counter)]]


def _is_fraction(pairs, at):
    return [word for word, _kana in pairs[at : at + 1]] == ["の"] and bool(
        pairs[at + 1 :] and (_DIGITS.fullmatch(pairs[at + 1][0]) or pairs[at + 1][0] in _NUMERALS)
    )


def _names_a_month(before):
    return bool(before) and before[-1][0].endswith("月")


def _whole(number, counter, in_month):
    if in_month and (number, counter) == (1, "日"):
        return "ついたち"
    if counter in _AFTER_DAYS and number in _DAYS:
        return _DAYS[number] + _AFTER_DAYS[counter]
    return _WHOLE.get((number, counter))


def _counter(digits, counter):
    """A counter behind a number: ほん, ぽん after 1 and 10, ぼん after 3 and 1000."""
    kana, last, round_thousand = _COUNTERS[counter], digits[-1], digits.endswith("000")
    if last in _HARD_AFTER.get(counter, "") or (counter in _HARD_AFTER and last == "0" and not round_thousand):
        return _HARDENED[kana[0]] + kana[1:] if digits.strip("0") else kana
    if last == "3" or (round_thousand and counter in _VOICED_AFTER_THOUSAND):
        return _VOICED_AFTER_THREE.get(counter, kana)
    return kana


def _spoken(number, counter, in_month):
    if reading := _whole(number, counter, in_month) or _SPECIAL.get((number, counter)):
        return reading
    kana, said = _counter(str(number), counter), _NUMBERS[number]
    return (said[:-1] + "っ" if kana[0] in _SHORTENED.get(number, "") else said) + kana
