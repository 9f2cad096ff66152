"""Words that companies carry: found by their names and synonyms, in the order of how near that is."""

import pytest
from django.db import transaction
from django.urls import reverse

from directory.models import Company, Field, Process
from search.services import found as ranks
from search.services import refresh
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory
from tests.queries import queries_of
from tests.search.writing import KIND, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def cutting():
    return ProcessFactory(name="切削", english_name="Machining", synonyms="せっさく\nマシニング加工")


@pytest.fixture
def turning():
    return ProcessFactory(name="旋盤", english_name="Turning", synonyms="旋削\n丸物")


def indexed(**values):
    company = CompanyFactory(**values)
    refresh(Company, [company.pk])
    return company.pk


@pytest.mark.parametrize(
    "question",
    ["切削", "machining", "ＭＡＣＨＩＮＩＮＧ", "せっさく", "ｾｯｻｸ", "セッサク", "マシニング", "ましにんぐ加工", "chin"],
)
def test_a_company_is_found_by_names_and_synonyms_of_its_words(cutting, turning, question):
    company = indexed(processes=[cutting])
    indexed(processes=[turning])
    assert found(question) == [company]


def test_one_letter_finds_a_word_only_as_a_whole(cutting):
    iron = FieldFactory(name="鉄", synonyms="銅\n削り")
    company = indexed(fields=[iron])
    indexed(processes=[cutting])
    assert [found("鉄"), found("銅"), found("削")] == [[company], [company], []]


def test_name_then_own_word_or_machine_then_synonym_then_text(cutting, turning):
    Process.objects.filter(pk=cutting.pk).update(synonyms="せっさく\n旋盤")
    by_text = indexed(story="旋盤の話")
    by_synonym = indexed(processes=[cutting])
    by_product = indexed(products="旋盤のチャック")
    by_machine = indexed(machines="NC旋盤 3台")
    by_word = indexed(processes=[turning])
    by_name = indexed(name="架空旋盤工業")
    expected = {by_name: 0, by_word: 1, by_machine: 1, by_product: 1, by_synonym: 2, by_text: 3}
    assert ranks(KIND, "旋盤") == expected


def test_an_own_word_counts_before_the_synonym_of_another(cutting, turning):
    Process.objects.filter(pk=cutting.pk).update(synonyms="旋盤")
    both = indexed(processes=[cutting, turning])
    assert ranks(KIND, "旋盤") == {both: 1}


def test_several_words_may_be_answered_in_several_ways(cutting):
    company = indexed(name="架空精機", processes=[cutting])
    indexed(name="架空精機")
    assert ranks(KIND, "精機 せっさく") == {company: 2}
    assert ranks(KIND, "精機 切削") == {company: 1}


def test_excluded_is_what_the_word_alone_would_find(cutting):
    indexed(processes=[cutting])
    other = indexed(name="架空精機")
    assert [found("-切削"), found("-せっさく"), found("架空 -machining")] == [[other]] * 3


def test_quotes_ask_for_the_word_as_it_stands_and_for_no_synonym(cutting):
    company = indexed(processes=[cutting])
    assert [found('"切削"'), found('"machining"'), found('"せっさく"')] == [[company], [company], []]


@pytest.mark.parametrize("model", [Field, Process])
def test_a_new_synonym_holds_with_the_next_question_and_writes_no_document(model, staff):
    word = (FieldFactory if model is Field else ProcessFactory)(name="宇宙")
    company = indexed(**{"fields" if model is Field else "processes": [word]})
    assert found("ロケット") == []
    address = reverse(f"wagtailsnippets_directory_{model._meta.model_name}:edit", args=[word.pk])
    sent = {"name": "宇宙", "slug": word.slug, "english_name": "", "synonyms": "ロケット", "order": 0}
    assert staff.post(address, sent).status_code == 302
    assert [found("ロケット"), found("宇宙")] == [[company], [company]]
    model.objects.update(name="航空", synonyms="")
    assert [found("ロケット"), found("宇宙"), found("航空")] == [[], [], [company]]


def test_a_word_that_is_gone_is_nobodys(cutting):
    company = indexed(processes=[cutting])
    cutting.delete()
    assert found("せっさく") == []
    assert found("-せっさく") == [company]


def test_the_key_of_one_word_is_not_taken_for_another():
    two, twelve, other = (ProcessFactory(pk=pk, name=name) for pk, name in ((2, "旋盤"), (12, "研磨"), (21, "溶接")))
    company = indexed(processes=[two])
    indexed(processes=[twelve, other])
    assert ranks(KIND, "旋盤") == {company: 1}


def test_searching_costs_two_statements(cutting):
    indexed(processes=[cutting])
    assert len(queries_of(lambda: found('切削 -旋盤 "精密 機械"'))) == 2


def test_a_synonym_that_is_rolled_back_was_never_there(cutting):
    company = indexed(processes=[cutting])
    with pytest.raises(RuntimeError), transaction.atomic():
        Process.objects.update(synonyms="削り")
        assert found("削り") == [company]
        raise RuntimeError
    assert [found("削り"), found("せっさく")] == [[], [company]]
