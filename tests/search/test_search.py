"""Searching: inside words, across spellings, exactly what reading every text would find."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.japanese import fold
from search.models import SearchDocument
from search.questions import question_of
from search.registry import Document
from search.services import found as ranks
from tests.search.writing import KIND, found, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("人工衛星の宇宙機器をつくる", "宇宙"),
        ("人工衛星の宇宙機器をつくる", "宙機器"),
        ("医療機器", "医療"),
        ("切削加工", "切削"),
        ("切削", "切 削"),
        ("せっさく", "ｾｯｻｸ"),
        ("ﾏｼﾆﾝｸﾞｾﾝﾀ", "ましにんぐ"),
        ("鏡面研磨", "研磨"),
        ("株式会社大森精機", "㈱大森"),
        ("㈱大森精機", "株式会社大森"),
        ("大森精機（株）", "㈱大森精機"),
        ("㈱大森精機", "大森精機株式会社"),
        ("髙澤製作所", "高沢"),
        ("小沢製作所", "小澤"),
        ("斎藤", "齋藤"),
        ("斎藤", "齊藤"),
        ("齊藤", "斉藤"),
        ("ＳＵＳ３０４", "sus304"),
        ("sus304", "ＳＵＳ３０４"),
        ("データベース", "データ"),
        ("プリンタ", "プリンター"),
        ("プリンター", "プリンタ"),
        ("サーバー部品", "サーバ"),
        ("ねじ", "ネジ"),
        ("ＣＮＣ旋盤", "cnc"),
        ("𠮷田工業🍣", "吉田"),
        ("𠮷田工業🍣", "🍣"),
        ("鉄", "鉄"),
        ("鋼鉄", "鉄"),
        ("ISO 9001 認証", "iso 認証"),
        ("ISO 9001 認証", '"ISO 9001"'),
        ("ISO 9001 認証", '"O 9"'),
        ("NC 旋盤 3 台", '"盤 3 台"'),
        ("六郷 3-5", "3-5"),
    ],
)
def test_words_are_found_inside_words_and_across_spellings(text, question):
    write("まったく別の会社", text)
    assert found(question) == [1]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("切削 旋盤", [0, 1]),
        ('"切削 旋盤"', [1]),
        ("「切削　旋盤」", [1]),
        ("切削 -旋盤", [2]),
        ("切削 －旋盤", [2]),
        ('切削 -"切削 旋盤"', [0, 2]),
        ("-切削", [3]),
        ("-切削 -研磨", []),
        ("切削 -切削", []),
        ('"旋盤切削"', [0]),
        ('"削 旋"', [1]),
    ],
)
def test_several_words_are_and_quotes_a_phrase_and_a_hyphen_not(question, expected):
    write("旋盤切削", "切削 旋盤", "切削だけ", "研磨")
    assert found(question) == expected


def test_a_phrase_does_not_go_from_one_line_to_the_next():
    write(Document("", keywords="NC旋盤\n平面研削盤"))
    assert [found('"旋盤 平面"'), found("旋盤 平面"), found('"NC旋盤"')] == [[], [0], [0]]


@pytest.mark.parametrize(
    "question", ["", " ", "　", "\u200b", "\x00", "\u202e\u200f", "-", "－", '"', '""', "「」", "\ud800"]
)
def test_a_question_without_a_letter_finds_nothing(question):
    write("鉄", "")
    assert found(question) == []


@pytest.mark.parametrize(
    "question",
    [
        "'", "*", "a*", "AND", "OR NOT", "NEAR", "NEAR(a b)", "(", ")", "a:b", "^a", "%", "_", "\\", "<->", "|", "!", "&", ":*",
        "ー", "🍣", "\u202e鉄工\x00", "鉄'; --", '"鉄" OR "a', "鉄" * 10_000, "-" * 10_000 + "鉄", "a b " * 5_000, '"' * 9_999,
        "\ufdd0", "\U0010ffff", "aa" * 40,
    ],
)  # fmt: skip
def test_signs_of_query_languages_are_letters_like_any_other(question):
    write("鉄")
    assert found(question) == []


def test_a_sign_in_a_text_is_found():
    write("100%国産", 'O\'Hara "Works"', "a_b", "c\\d(e)*")
    assert [found("%"), found("'"), found('"works"'), found("_"), found("\\d(e)*")] == [[0], [1], [1], [2], [3]]


def test_what_stands_for_a_sign_is_no_sign():
    write("\ufdd0a", "!a")
    assert found("!a") == [1]


def test_the_nearest_place_of_a_word_says_the_rank_and_of_several_words_the_farthest():
    write(
        Document("切削"), Document("", keywords="切削"), Document("", text="切削 研磨"), Document("研磨", text="切削")
    )
    assert ranks(KIND, "切削") == {0: 0, 1: 1, 2: 3, 3: 3}
    assert ranks(KIND, "切削 研磨") == {2: 3, 3: 3}
    assert ranks(KIND, "-研磨") == {0: 0, 1: 0}


def test_of_two_places_the_nearer_counts():
    write(
        Document("鏡面研磨", keywords="鏡面研磨", text="鏡面研磨"), Document("鏡面", keywords="面研磨", text="鏡面研磨")
    )
    assert ranks(KIND, "鏡面研磨") == {0: 0, 1: 3}
    assert ranks(KIND, "研磨") == {0: 0, 1: 1}


LETTERS = "鉄工精機山川ーaB%' \"-3ｱﾞ\n"


@st.composite
def questions(draw):
    """Words and phrases, some of them excluded."""
    words = draw(st.lists(st.text(LETTERS, min_size=1, max_size=5), min_size=1, max_size=3))
    written = st.sampled_from(["{}", "-{}", '"{}"', '-"{}"', "「{}」"])
    return " ".join(draw(written).format(word) for word in words)


def scan(documents, query):
    """The same answer, by reading every text."""
    question = question_of(query)

    def rank(document, word):
        for number, part in ((0, document.title), (1, document.keywords), (3, document.text)):
            if any(word.text in fold(line) for line in part.splitlines()):
                return number
        return None

    answer = {}
    for number, document in enumerate(documents):
        near = [rank(document, word) for word in question.words]
        excluded = any(rank(document, word) is not None for word in question.without)
        if question and None not in near and not excluded:
            answer[number] = max(near, default=0)
    return answer


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    documents=st.lists(st.builds(Document, *[st.text(LETTERS, max_size=12)] * 3), min_size=1, max_size=6),
    queries=st.lists(questions(), min_size=8, max_size=8),
)
def test_it_finds_exactly_what_reading_every_text_finds(documents, queries):
    SearchDocument.objects.all().delete()
    write(*documents)
    assert [ranks(KIND, query) for query in queries] == [scan(documents, query) for query in queries]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60))
def test_no_question_is_an_error(query):
    assert found(query) == []
