"""The list against a plain scan of the rows: 2,000 random questions, every result, its place and every count.

The companies are written once for all tests here and rolled back at the end.
"""

import random
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import QueryDict

from directory.facets import advice, facets
from directory.filters import CompanyFilter
from directory.models import Company
from search.services import rebuild
from tests.directory import world

pytestmark = pytest.mark.django_db

QUESTIONS = 2_000


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        rows = world.build(400)
        rebuild(Company)
        yield rows
        transaction.set_rollback(True)


def asked(question):
    filters = CompanyFilter(QueryDict(urlencode(question.parameters())))
    assert filters.errors == {}
    return filters


def test_two_thousand_questions_are_answered_as_a_plain_scan_does(rows):
    dice = random.Random(2000)
    answered = 0
    for _number in range(QUESTIONS):
        question = world.draw_question(dice)
        filters, (pks, counts) = asked(question), world.answer(rows, question)
        assert [filters.index.pks[position] for position in filters.in_order()] == pks, question
        assert world.told(facets(filters, "ja")) == world.worth_telling(counts, question), question
        answered += bool(pks)
    assert answered > QUESTIONS / 4


def test_advice_names_what_really_helps(rows):
    dice, helped = random.Random(7), 0
    while helped < 60:
        question = world.draw_question(dice)
        filters = asked(question)
        if filters.companies:
            continue
        for item in advice(filters):
            left = CompanyFilter(QueryDict(item.query))
            assert (item.count, left.errors) == (left.companies.bit_count(), {}), question
            helped += 1


def test_every_page_of_the_list_is_a_part_of_the_same_order(rows):
    whole = list(CompanyFilter(QueryDict("q=工房")).in_order())
    for start in range(0, len(whole), 24):
        assert CompanyFilter(QueryDict("q=工房")).in_order()[start : start + 24] == whole[start : start + 24]


def test_the_commonest_spelling_is_the_label(rows):
    machines = facets(CompanyFilter(QueryDict()), "ja")["machine"]
    assert {choice.value: choice.label for choice in machines} == {
        "糸鋸盤": "糸鋸盤", "手回シ轆轤": "手回し轆轤", "穿孔機": "穿孔機",
    }  # fmt: skip
