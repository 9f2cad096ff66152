"""The two parts of the list: whom one can visit, then the others, each under its heading."""

import re
from urllib.parse import quote

import pytest

from directory.models import Company, CompanyStation
from search.services import refresh
from tests.directory.test_pages import names, page
from tests.factories import CompanyFactory, FieldFactory, SlotFactory, StationFactory, TourFactory

pytestmark = pytest.mark.django_db
OPEN, OTHERS = "いま、見学を予約できる", "予約できる日は、まだない"


def headings(html):
    return re.findall(r'<h2 class="part">([^<]+?) <span class="part__count">([^<]+)</span></h2>', html)


def with_visit(**facts):
    company = CompanyFactory(**facts)
    SlotFactory(activity=TourFactory(company=company))
    return company


def test_each_part_says_what_it_is_and_how_many_there_are(client):
    with_visit(name="架空甲")
    CompanyFactory(name="架空乙")
    CompanyFactory(name="架空丙")
    html = page(client)
    assert headings(html) == [(OPEN, "1社"), (OTHERS, "2社")]
    before, after = html.split(OTHERS)
    assert (names(before), len(names(after))) == (["架空甲"], 2)


@pytest.mark.parametrize("open_ones", [0, 2])
def test_a_list_of_one_kind_has_no_parts(client, open_ones):
    for number in range(2):
        (with_visit if number < open_ones else CompanyFactory)(name=f"架空{number}")
    assert headings(page(client)) == []


def test_whoever_asks_for_a_visit_gets_one_part(client):
    with_visit()
    CompanyFactory()
    html = page(client, "people=1")
    assert (headings(html), len(names(html))) == ([], 1)


@pytest.mark.parametrize("sort", ["name", "confirmed"])
def test_another_order_mixes_them_under_no_heading(client, sort):
    with_visit()
    CompanyFactory()
    html = page(client, f"sort={sort}")
    assert (headings(html), len(names(html))) == ([], 2)


def test_a_filter_keeps_the_parts_and_counts_anew(client):
    space = FieldFactory(slug="space")
    with_visit(fields=[space])
    CompanyFactory(fields=[space])
    CompanyFactory()
    assert headings(page(client, "field=space")) == [(OPEN, "1社"), (OTHERS, "1社")]


@pytest.mark.parametrize(("minutes", "expected"), [(9, []), (3, [(OPEN, "1社"), (OTHERS, "1社")])])
def test_an_order_by_way_has_parts_only_where_all_are_as_near(client, minutes, expected):
    station = StationFactory(slug="kamata")
    CompanyStation.objects.create(company=CompanyFactory(), station=station, minutes=3, rank=1)
    CompanyStation.objects.create(company=with_visit(), station=station, minutes=minutes, rank=1)
    assert headings(page(client, "station=kamata")) == expected


def test_an_order_by_how_well_words_are_met_has_no_parts(client):
    found = [CompanyFactory(name="架空ばね"), with_visit(name="架空乙", story="ばねの話。")]
    refresh(Company, [company.pk for company in found])
    html = page(client, f"q={quote('ばね')}")
    assert (headings(html), len(names(html))) == ([], 2)


def test_the_next_page_goes_on_under_the_heading_that_holds_there(client):
    with_visit()
    for _ in range(25):
        CompanyFactory()
    assert headings(page(client)) == [(OPEN, "1社"), (OTHERS, "25社")]
    html = page(client, "page=2")
    assert (headings(html), len(names(html))) == ([(OTHERS, "25社")], 2)


def test_what_nothing_fits_has_no_parts(client):
    with_visit()
    CompanyFactory()
    assert headings(page(client, "q=zzz")) == []
