"""Cutting into sentences, kanji with and without the kana behind them, words with a fixed reading."""

import pytest

from readings.pairs import aligned, cores, cut, sentences, surface, with_corrections, with_readings


@pytest.mark.parametrize(
    ("word", "kana", "pieces"),
    [
        ("旋盤", "せんばん", [("旋盤", "せんばん")]),
        ("見る", "みる", [("見", "み"), ("る", "")]),
        ("削り取る", "けずりとる", [("削", "けず"), ("り", ""), ("取", "と"), ("る", "")]),
        ("お越し", "おこし", [("お", ""), ("越", "こ"), ("し", "")]),
        ("人々", "ひとびと", [("人々", "ひとびと")]),
        ("5日", "いつか", [("5日", "いつか")]),
        ("一ヶ月", "いっかげつ", [("一ヶ月", "いっかげつ")]),
        ("ねじ切り", "ねじきり", [("ねじ", ""), ("切", "き"), ("り", "")]),
        ("焼キ入レ", "やきいれ", [("焼", "や"), ("キ", ""), ("入", "い"), ("レ", "")]),
        ("𠮷田", "よしだ", [("𠮷田", "よしだ")]),
        ("X線", "えっくすせん", [("X線", "えっくすせん")]),
        ("見る", "けん", [("見る", "けん")]),
        ("見る", "", [("見る", "")]),
        ("コーヒー", "", [("コーヒー", "")]),
        ("Latin", "らてん", [("Latin", "")]),
    ],
)
def test_only_kanji_carry_furigana(word, kana, pieces):
    assert list(cores(word, kana)) == pieces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("旋盤を見る。火花も見る！\n\n帰る", ["旋盤を見る。", "火花も見る！", "帰る"]),
        ("「旋盤を見る。」と言う。", ["「旋盤を見る。」", "と言う。"]),
        ("ひらがなだけ。漢字もある", ["漢字もある"]),
        ("  見学 \r\n  12:00\r\n", ["見学"]),
        ("13:00 受付\n14:00〜15:30 見学\n12:00の鐘", ["受付", "見学", "12:00の鐘"]),
        ("", []),
        ("\n。\n", []),
        ("漢" * 2001, []),
    ],
)
def test_sentences_that_need_furigana(text, found):
    assert sentences(text) == found


@pytest.mark.parametrize(
    "text",
    ["a。b\r\n\r\n c！？」 d", "。。", "", " \n ", "火花。「見る」。\t", "<b>火花</b>\n", "13:00 受付\n 9:30 受 受"],
)
def test_cutting_loses_no_letter(text):
    assert "".join(sentence + between for sentence, between in cut(text)) == text


def test_a_fixed_reading_counts_where_a_word_stands_by_itself_and_the_longest_wins():
    pairs = [["人気", "にんき"], ["の", ""], ["人", "ひと"], ["と", ""], ["町", "まち"], ["工場", "こうじょう"]]
    known = {"人": "じん", "町": "ちょう", "町工場": "まちこうば", "気": "け"}
    assert with_readings(pairs, known) == [
        ["人気", "にんき"], ["の", ""], ["人", "じん"], ["と", ""], ["町工場", "まちこうば"],
    ]  # fmt: skip


def test_a_correction_counts_at_its_own_place_alone():
    pairs = [["生", "せい"], ["と", ""], ["生", "せい"]]
    assert with_corrections(pairs, [(2, "生", "なま")]) == [["生", "せい"], ["と", ""], ["生", "なま"]]


def test_a_correction_outlives_words_that_are_cut_otherwise_by_now():
    """A newer dictionary may know 東京都 as one word; nothing of the sentence is lost."""
    corrected = with_corrections([["東京都大田", "x"], ["区民", "くみん"]], [(3, "大田区", "おおたく")])
    assert corrected == [["東京都", ""], ["大田区", "おおたく"], ["民", ""]]
    assert surface(corrected) == "東京都大田区民"


def test_a_word_of_many_changes_is_parted_without_trying_every_way():
    word, kana = "木の" * 12 + "木き", "の" * 160
    assert aligned(word, kana) is None
    assert aligned("木の木の木", "きのきのき") == (("木", "き"), ("の", ""), ("木", "き"), ("の", ""), ("木", "き"))
    assert aligned("木の" * 100, "きの" * 100) is None
