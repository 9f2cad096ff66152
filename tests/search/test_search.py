"""Searching: inside words, across spellings, exactly what LIKE would find, and nothing that nobody may see."""

from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.japanese import fold
from directory.models import Company
from search.bigrams import LONGEST_WORD, MOST_WORDS, grams_of_text, words_of
from search.models import SearchDocument
from search.services import matching, refresh
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
KIND = "directory.company"


def write(*texts, kind="test.thing"):
    SearchDocument.objects.bulk_create(
        SearchDocument(kind=kind, object_id=number, title=fold(text), grams=grams_of_text(fold(text)))
        for number, text in enumerate(texts)
    )


def found(query, kind="test.thing"):
    return sorted(matching(kind, query).values_list("object_id", flat=True))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("人工衛星の宇宙機器をつくる", "宇宙"),
        ("人工衛星の宇宙機器をつくる", "宙機器"),
        ("株式会社大森精機", "㈱大森"),
        ("㈱大森精機", "株式会社大森"),
        ("髙澤製作所", "高沢"),
        ("サーバー部品", "サーバ"),
        ("ねじ", "ネジ"),
        ("ＣＮＣ旋盤", "cnc"),
        ("𠮷田工業🍣", "吉田"),
        ("鉄", "鉄"),
        ("鋼鉄", "鉄"),
        ("ISO 9001 認証", "iso 認証"),
    ],
)
def test_words_are_found_inside_words_and_across_spellings(text, question):
    write("まったく別の会社", text)
    assert found(question) == [1]


@pytest.mark.parametrize("question", ["", " ", "　", "\u200b", "\x00"])
def test_a_question_without_a_letter_finds_nothing(question):
    write("鉄", "")
    assert found(question) == []


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "'",
        "*",
        "a*",
        "AND",
        "OR NOT",
        "NEAR(a b)",
        "(",
        "a:b",
        "^a",
        "%",
        "_",
        "\\",
        "<->",
        "|",
        "!",
        "鉄'; --",
        "鉄" * 10_000,
    ],
)
def test_signs_of_query_languages_are_letters_like_any_other(question):
    write("鉄")
    assert found(question) == []


def test_a_sign_in_a_text_is_found():
    write("100%国産", 'O\'Hara "Works"', "a_b")
    assert [found("%"), found("'"), found('"works"'), found("_")] == [[0], [1], [1], [2]]


def test_a_long_question_is_cut_to_a_few_words():
    words = words_of(" ".join(f"w{number}" + "x" * 60 for number in range(30)))
    assert len(words) <= MOST_WORDS
    assert max(len(word) for word in words) == LONGEST_WORD


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text("鉄工精機山川ab%' ", max_size=14), min_size=1, max_size=6),
    question=st.text("鉄工精機山川ab%' ", min_size=1, max_size=5),
)
def test_it_finds_exactly_what_reading_every_text_finds(texts, question):
    SearchDocument.objects.all().delete()
    write(*texts)
    words = words_of(question)
    expected = [number for number, text in enumerate(texts) if words and all(word in fold(text) for word in words)]
    assert found(question) == expected


def test_a_name_ranks_before_a_process_and_that_before_a_story():
    cutting = ProcessFactory(name="切削")
    by_story = CompanyFactory(name="架空甲", story="切削の話")
    by_process = CompanyFactory(name="架空乙", processes=[cutting])
    by_name = CompanyFactory(name="架空切削")
    refresh(Company, [by_story.pk, by_process.pk, by_name.pk])
    rows = matching(KIND, "切削").order_by("rank").values_list("object_id", "rank")
    assert list(rows) == [(by_name.pk, 0), (by_process.pk, 1), (by_story.pk, 2)]


def test_a_company_is_found_by_the_synonyms_of_its_words():
    company = CompanyFactory(
        fields=[FieldFactory(name="航空・宇宙", synonyms="ロケット\naerospace")],
        processes=[ProcessFactory(name="切削", english_name="Machining", synonyms="せっさく")],
    )
    refresh(Company, [company.pk])
    assert [found(word, KIND) for word in ("ロケット", "Aerospace", "せっさく", "machining")] == [[company.pk]] * 4


def test_a_name_is_found_with_and_without_its_spaces():
    company = CompanyFactory(name="株式会社 山田 精機")
    refresh(Company, [company.pk])
    assert [found("山田精機", KIND), found("山田 精機", KIND)] == [[company.pk]] * 2


@pytest.mark.parametrize(
    "question",
    [
        "㈱凪沙六郷精機",
        "凪沙六郷精機㈱",
        "有限会社 凪沙六郷",
        "（有）凪沙六郷精機",
        "凪沙六郷精機",
        "1234567890123",
        "T1234567890123",
        "１２３４５６７８９０１２３",
    ],
)
def test_a_company_is_found_by_its_number_and_under_any_legal_form(question):
    company = CompanyFactory(name="有限会社凪沙六郷精機", corporate_number="1234567890123")
    other = CompanyFactory(name="株式会社別工業")
    refresh(Company, [company.pk, other.pk])
    assert found(question, KIND) == [company.pk]


def test_a_legal_form_alone_is_a_word():
    limited, stock = CompanyFactory(name="有限会社凪沙"), CompanyFactory(name="株式会社別工業")
    refresh(Company, [limited.pk, stock.pk])
    assert [found("㈲", KIND), found("株式会社", KIND)] == [[limited.pk], [stock.pk]]


@pytest.mark.parametrize(
    "changes",
    [{"hidden": True}, {"live": False}, {"basis": Company.Basis.REGISTER, "corporate_number": None}],
)
def test_hiding_a_company_takes_it_out_of_the_index(changes):
    company = CompanyFactory(name="架空精機")
    refresh(Company, [company.pk])
    assert found("架空精機", KIND) == [company.pk]

    Company.objects.filter(pk=company.pk).update(**changes)
    assert refresh(Company, [company.pk]) == 0
    assert SearchDocument.objects.count() == 0


def test_refreshing_again_brings_the_new_text_and_drops_the_old():
    company = CompanyFactory(name="架空旧名")
    refresh(Company, [company.pk])
    Company.objects.filter(pk=company.pk).update(name="架空新名")
    refresh(Company, [company.pk])
    assert [found("旧名", KIND), found("新名", KIND)] == [[], [company.pk]]


def test_publishing_and_unpublishing_write_the_index():
    company = CompanyFactory(name="架空精機", live=False)
    company.save_revision().publish()
    assert found("架空精機", KIND) == [company.pk]
    company.refresh_from_db()
    company.unpublish()
    assert found("架空精機", KIND) == []


def test_the_index_can_be_built_anew():
    shown, hidden = CompanyFactory(name="架空精機"), CompanyFactory(name="架空精機", hidden=True)
    SearchDocument.objects.create(kind=KIND, object_id=hidden.pk, title="架空精機", grams=grams_of_text("架空精機"))
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert f"{KIND}: 1" in said.getvalue()
    assert found("架空精機", KIND) == [shown.pk]


def test_refreshing_costs_the_same_for_one_and_for_three():
    pks = [CompanyFactory(fields=[FieldFactory()], processes=[ProcessFactory()]).pk for _ in range(3)]
    assert len(queries_of(lambda: refresh(Company, pks[:1]))) == len(queries_of(lambda: refresh(Company, pks)))
