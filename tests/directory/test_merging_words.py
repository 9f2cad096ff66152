"""Two words of a vocabulary become one, and every company keeps what it had."""

import pytest
from django.urls import reverse

from directory.merging import merge_words
from directory.models import (
    Field,
)
from tests.factories import (
    CompanyFactory,
    FieldFactory,
    ProcessFactory,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def test_merging_two_words_moves_every_company_and_keeps_the_names(staff):
    kept = FieldFactory(name="医療", synonyms="メディカル")
    gone = FieldFactory(name="医療機器", english_name="Medical devices", synonyms="メディカル\n手術")
    both, one = CompanyFactory(fields=[kept, gone]), CompanyFactory(name="架空乙", fields=[gone])
    draft = one.save_revision()
    asked = {"gone": gone.pk, "kept": kept.pk}
    first = staff.post(reverse("desk:words", args=["fields"]), asked)
    assert ("の2社が「医療」に移り" in first.content.decode(), Field.objects.count()) == (True, 2)
    response = staff.post(reverse("desk:words", args=["fields"]), asked | {"confirmed": "1"}, follow=True)
    assert "2社を移しました" in response.content.decode()
    assert list(Field.objects.all()) == [kept]
    kept.refresh_from_db()
    assert set(kept.synonyms.splitlines()) == {"メディカル", "医療機器", "Medical devices", "手術"}
    assert [list(company.fields.all()) for company in (both, one)] == [[kept], [kept]]
    draft.refresh_from_db()
    assert draft.content["fields"] == [kept.pk]


def test_a_word_is_not_merged_into_itself(staff):
    word = ProcessFactory()
    response = staff.post(reverse("desk:words", args=["processes"]), {"gone": word.pk, "kept": word.pk})
    assert (response.status_code, "違う二つの語" in response.content.decode()) == (400, True)


def test_there_are_two_vocabularies(staff):
    assert staff.get(reverse("desk:words", args=["towns"])).status_code == 404


def test_words_cost_the_same_for_few_and_many():
    FieldFactory()
    few = len(queries_of(lambda: list(Field.objects.with_counts())))
    FieldFactory()
    assert len(queries_of(lambda: list(Field.objects.with_counts()))) == few


def test_merge_of_words_by_service_says_how_many_there_were():
    kept, gone = FieldFactory(), FieldFactory()
    CompanyFactory(fields=[gone])
    assert merge_words(kept=kept, gone=gone) == 1
