"""Furigana as HTML: escaped, never another text than the one that was written, lines that break between phrases."""

import pytest
from bs4 import BeautifulSoup

from readings.markup import plain, ruby

KNOWN = {"砥石の音を聞き分ける見学": [["砥石", "といし"], ["の", ""], ["音", "おと"], ["を", ""], ["聞き分ける", "ききわける"], ["見学", "けんがく"]]}  # fmt: skip
TITLE = next(iter(KNOWN))


def over(kanji, kana):
    return f"<ruby>{kanji}<rp>（</rp><rt>{kana}</rt><rp>）</rp></ruby>"


def without_furigana(html):
    page = BeautifulSoup(html, "html.parser")
    for kana in page(["rt", "rp"]):
        kana.decompose()
    return page.text


def test_furigana_over_kanji_alone():
    assert ruby(TITLE, KNOWN) == (
        f"{over('砥石', 'といし')}の{over('音', 'おと')}を{over('聞', 'き')}き{over('分', 'わ')}ける{over('見学', 'けんがく')}"
    )


def test_a_phrase_with_furigana_stays_on_one_line():
    assert ruby(TITLE, KNOWN, phrases=True).split("<wbr>")[2] == (
        f'<span class="nowrap">{over("聞", "き")}き{over("分", "わ")}ける</span>'
    )


def test_a_phrase_longer_than_a_narrow_line_may_break():
    long = "漢字仮名交文章長文例示"  # one word of eleven letters, and a particle after two of them
    assert "nowrap" not in ruby(long * 2, {long * 2: [[long * 2, "かな"]]}, phrases=True)


def test_the_text_is_what_was_written_whatever_the_store_says():
    assert ruby("旋盤の音", {"旋盤の音": [["別", "べつ"]]}) == "旋盤の音"
    assert ruby("旋盤の音", {"旋盤の音": None}) == "旋盤の音"


def test_markup_in_words_and_in_readings_is_escaped():
    html = ruby("<b>旋盤", {"<b>旋盤": [["<b>", ""], ["旋盤", "<i>"]]})
    assert html == "&lt;b&gt;<ruby>旋盤<rp>（</rp><rt>&lt;i&gt;</rt><rp>）</rp></ruby>"
    assert plain("<script>&\"'") == "&lt;script&gt;&amp;&quot;&#x27;"


@pytest.mark.parametrize("phrases", [False, True])
@pytest.mark.parametrize(
    "text", [f"{TITLE}。\n {TITLE}", TITLE, "", "\n", " مرحبا ", "あ" * 60, "「火花」を12/13に、見る！？"]
)
def test_no_letter_is_lost(text, phrases):
    assert without_furigana(ruby(text, KNOWN, phrases=phrases)) == text
