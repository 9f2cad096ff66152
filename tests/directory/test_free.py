"""Companies with a visit that costs nothing: known to the index as soon as a tour changes."""

import pytest
from django.http import QueryDict

from directory.filters import CompanyFilter
from directory.models import Company
from tests.factories import CompanyFactory, SlotFactory, TourFactory
from tests.html import soup
from tours.models import Tour

pytestmark = pytest.mark.django_db


def free(query="free=yes"):
    filters = CompanyFilter(QueryDict(query))
    return sorted(Company.objects.get(pk=filters.index.pks[at]).name for at in filters.in_order())


def test_only_published_tours_that_cost_nothing_count():
    for name, facts in {
        "無料": {"fee": 0},
        "有料": {"fee": 500},
        "不明": {},
        "下書き": {"fee": 0, "live": False},
    }.items():
        TourFactory(company=CompanyFactory(name=name), **facts)
    TourFactory(company=CompanyFactory(name="非公開", hidden=True), fee=0)
    CompanyFactory(name="見学なし")
    assert free() == ["無料"]


def test_the_list_follows_every_change_of_a_tour():
    tour = TourFactory(company=CompanyFactory(name="甲"))
    other = CompanyFactory(name="乙")
    assert free() == []
    Tour.objects.filter(pk=tour.pk).update(fee=0)
    assert free() == ["甲"]
    Tour.objects.filter(pk=tour.pk).update(company=other)
    assert free() == ["乙"]
    tour.refresh_from_db()
    tour.unpublish()
    assert free() == []
    tour.save_revision().publish()
    assert free() == ["乙"]
    tour.delete()
    assert free() == []


def test_a_dearer_tour_beside_a_free_one_changes_nothing():
    company = CompanyFactory(name="甲")
    TourFactory(company=company, fee=0)
    TourFactory(company=company, fee=500)
    assert free() == ["甲"]


def test_the_page_offers_the_choice_with_its_count(client):
    SlotFactory(activity=TourFactory(fee=0))
    CompanyFactory()
    page = soup(client.get("/companies/"))
    [box] = page.select("input[name=free]")
    assert (box["value"], " ".join(box.parent.get_text().split())) == ("yes", "見学が無料 1")


def test_nothing_is_offered_where_no_visit_is_free(client):
    TourFactory(fee=500)
    assert soup(client.get("/companies/")).select("input[name=free]") == []


def test_the_api_finds_them_and_refuses_any_other_value(client):
    company = TourFactory(fee=0).company
    CompanyFactory()
    found = client.get("/api/v1/companies/", {"free": "yes"}).json()
    assert [row["slug"] for row in found["results"]] == [company.slug]
    assert client.get("/api/v1/companies/", {"free": "no"}).status_code == 400
