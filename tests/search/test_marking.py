"""The snippet: the original letters around the first hit, the hit marked, everything escaped."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Company
from search.marking import LONGEST, snippet
from search.questions import question_of
from search.registry import Document
from search.services import marked
from search.vocabulary import Term, Vocabulary
from tests.factories import CompanyFactory, ProcessFactory
from tests.queries import queries_of
from tests.search.writing import KIND

VOCABULARY = Vocabulary([Term("p1", ("切削", "Machining"), ("せっさく", "マシニング加工"))])


def mark(document, query):
    return str(snippet(document, question_of(query).words, VOCABULARY))


def plain(html):
    return (
        re.sub("</?mark>", "", html)
        .replace("&lt;", "<")
        .replace("&amp;", "&")
        .replace("&quot;", '"')
        .replace("&#x27;", "'")
    )


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("NC旋盤 3台", "旋盤", "NC<mark>旋盤</mark> 3台"),
        ("ＮＣ旋盤", "nc", "<mark>ＮＣ</mark>旋盤"),
        ("ＳＵＳ３０４の板", "sus304", "<mark>ＳＵＳ３０４</mark>の板"),
        ("取引先は㈱大森", "大森", "取引先は㈱<mark>大森</mark>"),
        ("取引先は㈱大森", '"株式会社大森"', "取引先は<mark>㈱大森</mark>"),
        ("澤田と齋藤", "斎藤", "澤田と<mark>齋藤</mark>"),
        ("ﾃﾞｰﾀﾍﾞｰｽ", "データ", "<mark>ﾃﾞｰﾀ</mark>ﾍﾞｰｽ"),
        ("か\u3099らす", "ガラス", "<mark>か\u3099らす</mark>"),
        ("レーザー加工", "レーザ", "<mark>レーザー</mark>加工"),
        ("<b>R&D</b>", "r&d", "&lt;b&gt;<mark>R&amp;D</mark>&lt;/b&gt;"),
        ("<script>", "<", "<mark>&lt;</mark>script&gt;"),
        ("NC  旋盤", '"nc 旋盤"', "<mark>NC  旋盤</mark>"),
    ],
)
def test_the_letters_of_the_original_are_marked(text, query, html):
    assert mark(Document("架空", text=text), query) == html


def test_what_the_name_alone_answers_has_no_snippet():
    document = Document("架空旋盤", keywords="旋盤", text="旋盤")
    assert [mark(document, "旋盤"), mark(document, "架空 旋盤"), mark(document, "-研磨")] == [""] * 3


def test_the_first_word_that_is_not_in_the_name_is_marked():
    assert mark(Document("架空精機", keywords="NC旋盤"), "精機 旋盤") == "NC<mark>旋盤</mark>"


def test_key_words_come_before_terms_and_those_before_text():
    document = Document("架空", keywords="切削油", text="切削の話", terms=("p1",))
    assert mark(document, "切削") == "<mark>切削</mark>油"
    assert mark(Document("架空", text="切削の話", terms=("p1",)), "切削") == "<mark>切削</mark>"
    assert mark(Document("架空", text="切削の話"), "切削") == "<mark>切削</mark>の話"


@pytest.mark.parametrize(
    ("query", "html"),
    [
        ("せっさく", "<mark>せっさく</mark> → 切削"),
        ("ﾏｼﾆﾝｸﾞ", "<mark>マシニング</mark>加工 → 切削"),
        ("machin", "<mark>Machin</mark>ing → 切削"),
    ],
)
def test_a_hit_through_a_term_says_which(query, html):
    assert mark(Document("架空", terms=("p1",)), query) == html


def test_a_term_that_is_gone_marks_nothing():
    assert mark(Document("架空", terms=("p9",)), "せっさく") == ""


def test_a_long_text_is_cut_on_both_sides():
    html = mark(Document("架空", text="あ" * 500 + "旋盤" + "い" * 500), "旋盤")
    assert html.startswith("…あ") and html.endswith("い…") and "<mark>旋盤</mark>" in html
    assert len(plain(html)) == LONGEST


@given(st.text("旋盤あ㈱ーｱﾞ<& 　", max_size=200), st.text("あ㈱ー<& ", max_size=200))
def test_a_snippet_is_never_longer_than_promised_and_never_of_other_letters(before, after):
    html = mark(Document("", text=f"{before}旋盤{after}"), "旋盤")
    assert len(plain(html)) <= LONGEST
    assert "<mark>旋盤" in html  # a voicing mark that follows belongs to its letter
    assert plain(html).strip("…") in f"{before}旋盤{after}"


@pytest.mark.django_db
def test_snippets_of_a_page_cost_the_same_for_one_and_for_three():
    cutting = ProcessFactory(name="切削")
    pks = [CompanyFactory(story="旋盤の話", processes=[cutting]).pk for _ in range(3)]
    assert len(queries_of(lambda: marked(KIND, pks, "旋盤"))) == len(queries_of(lambda: marked(KIND, pks[:1], "旋盤")))
    assert marked(KIND, pks, "旋盤") == dict.fromkeys(pks, "<mark>旋盤</mark>の話")


@pytest.mark.django_db
def test_nothing_is_shown_of_what_nobody_may_see():
    hidden = CompanyFactory(story="旋盤の話", hidden=True)
    assert marked(KIND, [hidden.pk], "旋盤") == {}
    assert Company.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "-", "-旋盤", "\x00"])
def test_a_question_without_words_marks_nothing(query):
    assert marked(KIND, [CompanyFactory(story="旋盤").pk], query) == {}
