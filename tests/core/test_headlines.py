"""Headlines on drawings: lines that end between phrases, of similar lengths, and never a letter lost."""

import pytest

from core.headlines import LONG, MOST_LARGE, SHORT, UPRIGHT, headline, width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("髪の毛の、160分の1を削る。", ("髪の毛の、", "160分の1を", "削る。")),
        ("1,400度の、冬がない工場。", ("1,400度の、", "冬がない工場。")),
        ("とろとろが、3秒で形になる。", ("とろとろが、", "3秒で形になる。")),
        ("鈴", ("鈴",)),
        ("Flying Whale Precision", ("Flying Whale", "Precision")),
        ("", ()),
        (" \n\u3000", ()),
    ],
)
def test_lines_end_between_phrases_by_choice_after_a_comma(text, lines):
    assert headline(text) == (lines, False)


@pytest.mark.parametrize(
    ("quote", "lines"),
    [
        ("うまく負けるのが、仕事です。", ("うまく負けるのが、", "仕事です。")),
        ("紙で折れたら、もう半分できてる。", ("紙で折れたら、", "もう半分できてる。")),
        ("ゆるまないって、やさしい。", ("ゆるまないって、", "やさしい。")),
    ],
)
def test_columns_of_a_quote_hold_a_little_more_so_that_no_short_word_stands_alone(quote, lines):
    assert headline(quote, most=UPRIGHT) == (lines, False)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("そらとぶくじら精密", ("そらとぶくじら", "精密")),
        ("株式会社 羽月精工", ("株式会社", "羽月精工")),
        ("㈱架空ABC精密ドリル", ("㈱架空ABC", "精密ドリル")),
        ("𠮷田モーター製作所", ("𠮷田モーター", "製作所")),
    ],
)
def test_names_part_where_their_script_changes(name, lines):
    assert headline(name, name=True).lines == lines


@pytest.mark.parametrize(
    "text", ["技術とまごころで社会に貢献し、お客さまの信頼にこたえる" * 3, "長い" * 40, "b" * 80, "قصة " * 15]
)
@pytest.mark.parametrize("name", [False, True])
def test_what_needs_many_lines_is_set_smaller_and_loses_no_letter(text, name):
    lines, is_long = headline(text, name=name)
    assert is_long
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "ざらざらが、つるつるになるまで。",
        "世界に1本だけの、ねじ。",
        "あなたなら、何と名づける？",
        "38本のお風呂をめぐる見学",
    ],
)
def test_large_type_fits_a_phone(text):
    lines, is_long = headline(text)
    assert (is_long, len(lines) <= MOST_LARGE, max(map(width, lines)) <= SHORT < LONG) == (False, True, True)
