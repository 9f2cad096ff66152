"""The full-text structures can be installed again, as a migration that remakes the table must."""

import pytest
from django.apps import apps
from django.db import connection

from directory.models import Company
from search import full_text, registry
from search.models import SearchDocument
from search.registry import Document
from search.services import row
from tests.search.writing import found, write

pytestmark = pytest.mark.django_db


def test_installing_again_keeps_what_can_be_found():
    write("鉄工")
    full_text.install(apps, connection.schema_editor())
    full_text.install(apps, connection.schema_editor())
    assert found("鉄工") == [0]


def test_what_is_written_after_installing_again_is_found_once_and_leaves_again():
    write("鉄工", "鉄工")
    full_text.install(apps, connection.schema_editor())
    changed = row(registry.of(Company), 0, Document("精機"))
    SearchDocument.objects.filter(pk=changed.pk).update(title=changed.title, grams=changed.grams)
    assert [found("鉄工"), found("精機")] == [[1], [0]]
    SearchDocument.objects.all().delete()
    assert [found("鉄工"), found("精機")] == [[], []]


def test_rows_written_while_the_structures_were_gone_are_found_after_installing():
    full_text.uninstall(apps, connection.schema_editor())
    write("鉄工")
    full_text.install(apps, connection.schema_editor())
    assert found("鉄工") == [0]
