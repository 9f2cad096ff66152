"""The first page, in both languages, and the addresses no page may take."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import LocalePrefixPattern, get_resolver
from wagtail.models import Page, Site

from directory.models import Company
from stories import addresses
from stories.models import FrontPage
from tests.factories import CompanyFactory, EventFactory, FieldFactory, SlotFactory


def queries_of(action):
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_both_languages_answer(visitor, path):
    assert visitor.get(path).status_code == 200


def test_the_english_page_is_an_alias_marked_as_japanese(visitor):
    original, alias = FrontPage.objects.order_by("path")
    assert (original.locale.language_code, alias.locale.language_code) == ("ja", "en")
    assert alias.alias_of_id == original.pk
    assert Site.objects.get().root_page_id == original.pk
    assert "Japanese only" in visitor.get("/en/").content.decode()
    assert "Japanese only" not in visitor.get("/").content.decode()


def test_the_alias_follows_what_is_published(visitor):
    page = FrontPage.objects.order_by("path").first()
    page.headline = "火花を見に行こう"
    page.save_revision().publish()
    for path in ("/", "/en/"):
        assert "火花を見に行こう" in visitor.get(path).content.decode()


def test_an_english_page_of_its_own_carries_no_mark(visitor):
    alias = FrontPage.objects.order_by("path").last()
    FrontPage.objects.filter(pk=alias.pk).update(alias_of=None, headline="Open the factory door")
    page = visitor.get("/en/").content.decode()
    assert ("Open the factory door" in page, "Japanese only" in page) == (True, False)


def test_companies_are_counted_and_fields_lead_to_the_list(visitor):
    field = FieldFactory(slug="uchu", name="宇宙")
    CompanyFactory(fields=[field])
    CompanyFactory(hidden=True)
    CompanyFactory(basis="register", corporate_number=None)
    page = visitor.get("/").content.decode()
    assert "1社の工場からさがす" in page
    assert 'href="/companies/?field=uchu">宇宙</a>' in page


def test_thousands_are_parted_by_a_comma(visitor):
    Company.objects.bulk_create(CompanyFactory.build_batch(1001, town=None))
    assert "1,001社の工場からさがす" in visitor.get("/").content.decode()


def test_the_page_costs_the_same_for_one_row_and_for_three(visitor):
    def grow():
        FieldFactory()
        SlotFactory()
        SlotFactory(activity=EventFactory())

    grow()
    visitor.get("/")
    one = queries_of(lambda: visitor.get("/"))
    grow()
    grow()
    assert queries_of(lambda: visitor.get("/")) == one <= 12


@pytest.mark.parametrize("slug", ["companies", "tours", "events", "bookings", "desk", "cms", "api", "sign-in", "my", "open-data", "s", "embed", "healthz", "news", "en", "Companies"])  # fmt: skip
def test_no_page_takes_an_address_of_the_program(db, slug):
    page = FrontPage(title="x", slug=slug, headline="x", lead="x")
    with pytest.raises(ValidationError) as refusal:
        page.clean()
    assert list(refusal.value.message_dict) == ["slug"]


def test_every_room_of_the_program_is_among_them():
    in_language = next(entry for entry in get_resolver().url_patterns if isinstance(entry.pattern, LocalePrefixPattern))
    entries = [*get_resolver().url_patterns, *in_language.url_patterns]
    rooms = {str(entry.pattern).split("/")[0] for entry in entries if "/" in str(entry.pattern)}
    assert rooms - addresses.TAKEN == set()


def test_nothing_but_front_pages_stands_below_the_root(db):
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [FrontPage, FrontPage]
    assert FrontPage.allowed_subpage_models() == []
