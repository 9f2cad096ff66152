"""What bin/serve does to the database before it serves: an empty one is filled, any other is left as it is."""

import io

import pytest
from django.core.management import call_command

from directory.models import Company, Town
from search.models import SearchDocument
from search.services import found
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db


def prepare():
    output = io.StringIO()
    call_command("prepare", stdout=output)
    return output.getvalue()


def test_an_empty_database_gets_the_places_and_without_demo_no_company(settings):
    settings.DEMO = False
    assert "Loading towns and stations" in prepare()
    assert (Town.objects.count(), Company.objects.count()) == (218, 0)


def test_a_second_start_has_nothing_to_do(settings):
    settings.DEMO = False
    prepare()
    assert prepare() == ""


def test_content_of_ones_own_never_gets_demo_content_beside_it(settings):
    settings.DEMO = True
    own = CompanyFactory()
    prepare()
    assert list(Company.objects.all()) == [own]


def test_an_index_that_a_migration_has_emptied_is_written_anew(settings):
    settings.DEMO = False
    prepare()
    company = CompanyFactory(name="架空精機")
    assert "Indexing for the search" in prepare()
    assert (list(found("directory.company", "架空精機")), SearchDocument.objects.count()) == ([company.pk], 1)
    assert prepare() == ""
