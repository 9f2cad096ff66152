"""The triggers that note changes can be installed again, as a migration that remakes a table must."""

import pytest
from django.apps import apps
from django.db import connection

from directory import changes, index
from directory.models import Company
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db
ON_SQLITE = "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_noted' GROUP BY 1"
ON_POSTGRESQL = "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname LIKE '%_noted' GROUP BY 1"


def triggers():
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)
        return dict(cursor.fetchall())


def on_each_table():
    return dict.fromkeys(changes.TABLES, len(changes.EVENTS) + (connection.vendor == "postgresql"))  # TRUNCATE


def test_every_table_of_the_index_is_watched():
    assert triggers() == on_each_table()


def test_installing_again_watches_each_table_once():
    changes.install(apps, connection.schema_editor())
    changes.install(apps, connection.schema_editor())
    assert triggers() == on_each_table()


def test_installing_after_everything_is_gone_brings_it_back():
    changes.uninstall(apps, connection.schema_editor())
    assert triggers() == {}
    changes.install(apps, connection.schema_editor())
    assert triggers() == on_each_table()


def test_installing_again_makes_the_index_forget_what_it_could_not_see():
    before = index.current()
    changes.install(apps, connection.schema_editor())
    assert index.current() is not before


def test_a_change_after_installing_again_is_seen():
    changes.install(apps, connection.schema_editor())
    company = CompanyFactory()
    before = index.current().size
    Company.objects.filter(pk=company.pk).update(hidden=True)
    assert index.current().size == before - 1
