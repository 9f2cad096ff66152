"""Where one can go instead of a company that cannot be visited: the nearest of its kind that can be entered."""

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.directory.company_pages import page
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory, SlotFactory, TourFactory
from tests.tokyo import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(at(2026, 11, 21, 12), tick=False):
        yield


def open_company(tagline, north=0.0, **facts):
    """A company `north` degrees from the others that can be visited on 5 December."""
    company = CompanyFactory(tagline=tagline, lat=35.56 + north, lon=139.71, match_level="exact", **facts)
    SlotFactory(activity=TourFactory(company=company), starts_at=at(2026, 12, 5, 10))
    return company


def door(client, company, prefix=""):
    """What the page shows as a place to go instead, None if nothing."""
    return BeautifulSoup(page(client, company, prefix), "html.parser").select_one(".next__door .departure")


def listed(**facts):
    return CompanyFactory(lat=35.56, lon=139.71, match_level="exact", **facts)


def test_it_is_the_nearest_of_the_same_process_with_its_date_and_a_way_to_its_visit(client):
    springs, space = ProcessFactory(), FieldFactory()
    open_company("おなじ分野", fields=[space])
    open_company("遠い", north=0.05, processes=[springs])
    near = open_company("近い", north=0.01, processes=[springs])
    shown = door(client, listed(processes=[springs], fields=[space]))
    assert (shown.a.get_text(), shown.a["href"]) == ("近い", f"/companies/{near.slug}/#visit")
    assert shown.time["datetime"] == "2026-12-05T10:00:00+09:00"


def test_where_no_other_has_its_process_one_of_its_field_is_shown(client):
    space = FieldFactory()
    open_company("おなじ分野", fields=[space])
    assert door(client, listed(processes=[ProcessFactory()], fields=[space])).a.get_text() == "おなじ分野"


def test_english_readers_see_its_name(client):
    space = FieldFactory()
    open_company("おなじ分野", fields=[space], english_name="Kakuu Springs")
    assert door(client, listed(fields=[space]), "/en").a.get_text() == "Kakuu Springs"


@pytest.mark.parametrize("missing", ["kind", "point", "date"])
def test_a_company_without_any_kind_point_or_date_breaks_nothing(client, missing):
    space = FieldFactory()
    open_company("近い", fields=[space])
    if missing == "kind":
        assert door(client, listed()) is None
    elif missing == "point":
        assert door(client, CompanyFactory(lat=None, lon=None, match_level="", fields=[space])).a.get_text() == "近い"
    else:
        other = FieldFactory()
        TourFactory(company=CompanyFactory(fields=[other]))
        assert door(client, listed(fields=[other])) is None


@pytest.mark.parametrize("hidden", [{"hidden": True}, {"live": False}, {"basis": "register"}])
def test_nobody_is_sent_to_a_company_that_nobody_may_see(client, hidden):
    space = FieldFactory()
    open_company("かくれた", fields=[space], **hidden)
    assert door(client, listed(fields=[space])) is None


def test_who_can_be_visited_sends_nobody_elsewhere(client):
    space = FieldFactory()
    open_company("よそ", fields=[space])
    assert door(client, open_company("ここ", fields=[space])) is None
