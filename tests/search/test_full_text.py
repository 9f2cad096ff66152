"""The full-text structures can be installed again, as a migration that remakes the table must."""

import pytest
from django.apps import apps
from django.db import connection

from search import full_text
from search.bigrams import grams_of_text
from search.models import SearchDocument
from search.services import matching

pytestmark = pytest.mark.django_db


def write(number, text):
    SearchDocument.objects.create(kind="test.thing", object_id=number, title=text, grams=grams_of_text(text))


def found(query):
    return sorted(matching("test.thing", query).values_list("object_id", flat=True))


def test_installing_again_keeps_what_can_be_found():
    write(1, "鉄工")
    full_text.install(apps, connection.schema_editor())
    full_text.install(apps, connection.schema_editor())
    assert found("鉄工") == [1]


def test_what_is_written_after_installing_again_is_found_once_and_leaves_again():
    full_text.install(apps, connection.schema_editor())
    write(1, "鉄工")
    SearchDocument.objects.filter(object_id=1).update(title="精機", grams=grams_of_text("精機"))
    write(2, "鉄工")
    assert [found("鉄工"), found("精機")] == [[2], [1]]
    SearchDocument.objects.filter(object_id=2).delete()
    assert found("鉄工") == []


def test_rows_written_while_the_structures_were_gone_are_found_after_installing():
    full_text.uninstall(apps, connection.schema_editor())
    write(1, "鉄工")
    full_text.install(apps, connection.schema_editor())
    assert found("鉄工") == [1]
