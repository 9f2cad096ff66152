"""The index follows what is public: at once, in the same transaction, and nothing that nobody may see."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from directory.models import Company
from search import registry
from search.models import SearchDocument
from search.registry import Document
from search.services import refresh, row
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory
from tests.queries import queries_of
from tests.search.writing import KIND, found

pytestmark = pytest.mark.django_db


def test_a_name_is_found_with_and_without_its_spaces():
    company = CompanyFactory(name="株式会社 山田 精機")
    refresh(Company, [company.pk])
    assert [found("山田精機"), found("山田 精機")] == [[company.pk]] * 2


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
    assert found(question) == [company.pk]


def test_a_legal_form_alone_is_a_word():
    limited, stock = CompanyFactory(name="有限会社凪沙"), CompanyFactory(name="株式会社別工業")
    refresh(Company, [limited.pk, stock.pk])
    assert [found("㈲"), found("株式会社")] == [[limited.pk], [stock.pk]]


def test_the_block_of_a_sole_proprietor_is_not_searched():
    home = CompanyFactory(corporate_number=None, address="東京都大田区試町9番8号")
    works = CompanyFactory(corporate_number="1234567890123", address="東京都大田区試町9番8号")
    refresh(Company, [home.pk, works.pk])
    assert found("9番8号") == [works.pk]


@pytest.mark.parametrize(
    "changes",
    [{"hidden": True}, {"live": False}, {"basis": Company.Basis.REGISTER, "corporate_number": None}],
)
def test_hiding_a_company_takes_it_out_of_the_index(changes):
    company = CompanyFactory(name="架空精機")
    refresh(Company, [company.pk])
    assert found("架空精機") == [company.pk]

    Company.objects.filter(pk=company.pk).update(**changes)
    assert refresh(Company, [company.pk]) == 0
    assert SearchDocument.objects.count() == 0


def test_refreshing_again_brings_the_new_text_and_drops_the_old():
    company = CompanyFactory(name="架空旧名")
    refresh(Company, [company.pk])
    Company.objects.filter(pk=company.pk).update(name="架空新名")
    refresh(Company, [company.pk])
    assert [found("旧名"), found("新名")] == [[], [company.pk]]


def test_publishing_and_unpublishing_write_the_index():
    company = CompanyFactory(name="架空精機", live=False)
    company.save_revision().publish()
    assert found("架空精機") == [company.pk]
    company.refresh_from_db()
    company.unpublish()
    assert found("架空精機") == []


def test_what_is_rolled_back_was_never_indexed():
    company = CompanyFactory(name="架空旧名")
    refresh(Company, [company.pk])
    with pytest.raises(RuntimeError), transaction.atomic():
        Company.objects.filter(pk=company.pk).update(name="架空新名")
        refresh(Company, [company.pk])
        raise RuntimeError
    assert [found("旧名"), found("新名")] == [[company.pk], []]


def test_the_index_can_be_built_anew():
    shown, hidden = CompanyFactory(name="架空精機"), CompanyFactory(name="架空精機", hidden=True)
    row(registry.of(Company), hidden.pk, Document("架空精機")).save()
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert f"{KIND}: 1" in said.getvalue()
    assert found("架空精機") == [shown.pk]


def test_refreshing_costs_the_same_for_one_and_for_three():
    pks = [CompanyFactory(fields=[FieldFactory()], processes=[ProcessFactory()]).pk for _ in range(3)]
    assert len(queries_of(lambda: refresh(Company, pks[:1]))) == len(queries_of(lambda: refresh(Company, pks)))


def test_no_two_kinds_have_one_number():
    with pytest.raises(ValueError, match="number 1"):
        registry.register(SearchDocument, number=1, kind="a.b", keys=list, documents=dict)
