"""Numbers with their counters, as one says them."""

import pytest

from readings.analysis import Analysis
from readings.pairs import cores, surface


@pytest.fixture(scope="module")
def analysis():
    return Analysis()


def read(analysis, sentence):
    """The sentence with its furigana in brackets: 12月(がつ)."""
    pairs = analysis.pairs(sentence)
    assert surface(pairs) == sentence
    pieces = [piece for word, kana in pairs for piece in cores(word, kana)]
    return "".join(f"{word}({kana})" if kana else word for word, kana in pieces)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("3人", "3人(にん)"),
        ("1人で", "1人(ひとり)で"),
        ("2人で", "2人(ふたり)で"),
        ("12月5日(土)", "12月(がつ)5日(いつか)(土(ど))"),
        ("4月1日", "4月(がつ)1日(ついたち)"),
        ("1日かけて", "1日(いちにち)かけて"),
        ("2日間", "2日間(ふつかかん)"),
        ("20日", "20日(はつか)"),
        ("11日", "11日(にち)"),
        ("5分", "5分(ふん)"),
        ("10分", "10分(ぷん)"),
        ("１０分", "１０分(ぷん)"),
        ("13時30分", "13時(じ)30分(ぷん)"),
        ("160分の1", "160分(ぶん)の1"),
        ("1本", "1本(ぽん)"),
        ("3本", "3本(ぼん)"),
        ("30本", "30本(ぽん)"),
        ("1000本", "1000本(ぼん)"),
        ("3階", "3階(がい)"),
        ("10万本", "10万(まん)本(ぼん)"),
        ("10万1回目", "10万(まん)1回(かい)目(め)"),
        ("3億5千万円", "3億(おく)5千万(せんまん)円(えん)"),
        ("0本", "0本(ほん)"),
        ("1,000円", "1,000円(えん)"),
        ("0.5ミリ", "0.5ミリ"),
        ("2組", "2組(ふたくみ)"),
        ("一ヶ月", "一ヶ月(いっかげつ)"),
        ("二丁目", "二丁目(にちょうめ)"),
        ("八丁目", "八丁目(はっちょうめ)"),
        ("四人", "四人(よにん)"),
        ("六本", "六本(ろっぽん)"),
        ("三代目", "三代(さんだい)目(め)"),
        ("7月", "7月(がつ)"),
        ("999999999999人", "999999999999人(にん)"),
    ],
)
def test_counters(analysis, written, spoken):
    assert read(analysis, written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("火花を見られる、溶接の実演。", "火花(ひばな)を見(み)られる、溶接(ようせつ)の実演(じつえん)。"),
        ("NC旋盤とX線、3Dプリンター", "NC旋盤(せんばん)とX線(せん)、3Dプリンター"),
        ("𠮷田さんと髙橋さん", "𠮷田(よしだ)さんと髙橋(たかはし)さん"),
        ("人々が作り上げた", "人々(ひとびと)が作(つく)り上(あ)げた"),
        ("（日）", "（日(にち)）"),
        ("記号の意味", "記号(きごう)の意味(いみ)"),
        ("مرحبا 旋盤 😀", "مرحبا 旋盤(せんばん) 😀"),
        ("<b>旋盤</b>", "<b>旋盤(せんばん)</b>"),
        ("", ""),
    ],
)
def test_words(analysis, written, spoken):
    assert read(analysis, written) == spoken
