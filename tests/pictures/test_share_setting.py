"""How the title of a share image is set: whole phrases, whole words, in letters that the font has."""

import pytest

from pictures.sharing.composing import LEADING, MOST_LINES, SIZES
from pictures.sharing.setting import fitted, room, settable

SIXTY = "金属の板が一枚の紙のように折れて、手術室で使われる小さな箱になるまでを、はじめから終わりまで見て、さわって、たしかめる日"


def lines(text):
    return fitted(text, width=1040, height=360, sizes=SIZES, leading=LEADING, most=MOST_LINES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("研磨工房", ("研磨工房",)),
        ("火花で、線を引く。", ("火花で、", "線を引く。")),
        ("髪の毛の、160分の1を削る。", ("髪の毛の、", "160分の1を削る。")),
        ("Micron Days: Open Factory Night", ("Micron Days: Open", "Factory Night")),
    ],
)
def test_lines_end_between_phrases_and_words(text, expected):
    assert lines(text).lines == expected


@pytest.mark.parametrize(
    "text", ["研磨工房", SIXTY, SIXTY + SIXTY[:20], "W" * 60, "あ" * 120, "、" * 60, "「" * 60, "x", "1/2" * 20]
)
def test_every_title_fits(text):
    setting = lines(text)
    assert all(room(line) * setting.size <= 1040 for line in setting.lines)
    assert len(setting.lines) * setting.size * LEADING <= 360


def test_the_shorter_the_larger():
    assert lines("研磨工房").size == SIZES[0] > lines("火花で、線を引くひとたちに会う日。").size > lines(SIXTY).size


def test_what_is_too_long_even_then_ends_in_dots():
    assert lines("あいうえお、" * 60).lines[-1].endswith("…")


@pytest.mark.parametrize("text", ["ああ、っっー" * 20, "「「あ」」。" * 20, "あー" * 60])
def test_no_line_begins_or_ends_with_a_letter_that_may_not(text):
    for line in lines(text).lines:
        assert line[0] not in "、。」ーっ"
        assert not line.endswith("「")


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("𠮷田ばね", "𠮷田ばね"),  # the font has it
        ("髙﨑精工", "髙﨑精工"),
        ("𣘺本製作所", "𣘺本製作所"),
        ("🎉春まつり🎉", "春まつり"),
        ("家族👨‍👩‍👧の日", "家族の日"),
        ("か\u3099つこう", "がつこう"),
        ("あ\u0301\u0302\u0303い", "あい"),
        ("مصنع", ""),
        ("工場 مصنع 見学", "工場 見学"),
        ("\u202eabc\u200b\x00", "abc"),
        ("  a \n b  ", "a b"),
        ("\U0002a6d7屋", "〓屋"),
    ],
)
def test_what_the_font_lacks_is_set_otherwise_or_left_out(text, set_as):
    assert settable(text) == set_as
