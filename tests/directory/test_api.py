"""Companies over the API: the promised shape, the same filter as the page, a sentence for every refusal."""

import pytest
from django.urls import reverse

from directory.filters import GROUPS
from directory.models import Company, CompanyStation
from search.services import refresh
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory, StationFactory, TownFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def get(client, query="", address="companies/"):
    response = client.get(f"/api/v1/{address}?{query}")
    assert response.status_code == 200
    return response.json()


def test_a_company_has_the_promised_shape(client):
    company = CompanyFactory(
        name="架空精機",
        corporate_number="8000012010038",
        kana="カクウセイキ",
        fields=[FieldFactory(slug="space")],
        processes=[ProcessFactory(slug="cutting")],
        town=TownFactory(slug="kamata-1"),
        address="東京都大田区蒲田1-1",
        opening_mode="booking",
        lat=35.5,
        lon=139.7,
    )
    station = StationFactory(slug="kamata", name="蒲田")
    CompanyStation.objects.create(company=company, station=station, rank=1, minutes=6)
    found = get(client, address=f"companies/{company.slug}/")
    assert found == get(client)["results"][0]
    assert found == {
        "slug": company.slug,
        "name": "架空精機",
        "name_kana": "カクウセイキ",
        "corporate_number": "8000012010038",
        "fields": ["space"],
        "processes": ["cutting"],
        "town": "kamata-1",
        "address": "東京都大田区蒲田1-1",
        "lat": 35.5,
        "lon": 139.7,
        "match_level": "block",
        "opening_mode": "booking",
        "stations": [{"slug": "kamata", "name": "蒲田", "minutes": 6}],
    }


def test_the_list_carries_facets_and_pages(client):
    space, art = FieldFactory(slug="space", name="宇宙", order=1), FieldFactory(slug="art", name="アート", order=2)
    CompanyFactory(fields=[space])
    CompanyFactory(fields=[space, art])
    CompanyFactory(fields=[art], hidden=True)
    found = get(client, "field=space&page_size=1")
    assert (found["count"], len(found["results"]), found["previous"]) == (2, 1, None)
    assert found["next"].endswith("/api/v1/companies/?field=space&page=2&page_size=1")
    assert found["facets"]["field"] == [
        {"value": "space", "label": "宇宙", "count": 2},
        {"value": "art", "label": "アート", "count": 1},
    ]
    assert list(found["facets"]) == [*GROUPS, "walk"]


def test_page_and_api_and_map_find_the_same(client):
    space = FieldFactory(slug="space")
    found = [CompanyFactory(name=f"架空{number}", fields=[space]) for number in range(3)]
    CompanyFactory(name="架空4")
    refresh(Company, Company.objects.values_list("pk", flat=True))
    query = "field=space&q=架空"
    slugs = {company.slug for company in found}
    assert {company["slug"] for company in get(client, query)["results"]} == slugs
    points = get(client, query, "companies.geojson")["features"]
    assert {feature["properties"]["slug"] for feature in points} == slugs
    page = client.get(f"/companies/?{query}").content.decode()
    assert {slug for slug in slugs if f"/companies/{slug}/" in page} == slugs
    assert "架空4" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("field=nosuch", ["field"]),
        ("area=x&mode=y&town=z&station=w", ["area", "town", "station", "mode"]),
        ("walk=0", ["walk"]),
        ("bbox=1,2", ["bbox"]),
        ("sort=best", ["sort"]),
        ("q=" + "x" * 101, ["q"]),
    ],
)
@pytest.mark.parametrize("address", ["companies/", "companies.geojson"])
def test_a_bad_filter_is_refused_by_name(client, query, names, address):
    response = client.get(f"/api/v1/{address}?{query}")
    assert response.status_code == 400
    errors = response.json()["errors"]
    assert sorted(errors) == sorted(names)
    assert all(isinstance(text, str) for texts in errors.values() for text in texts)


@pytest.mark.parametrize("query", ["page=9", "page=x", "page=-1", "page=99999999999999999999"])
def test_a_page_that_is_not_there_is_not_found(client, query):
    CompanyFactory()
    assert client.get(f"/api/v1/companies/?{query}").status_code == 404


@pytest.mark.parametrize("size", ["0", "x", "-1", "1e2", "１０", "99999999999999999999x"])
def test_a_page_size_that_is_none_is_refused(client, size):
    response = client.get("/api/v1/companies/", {"page_size": size})
    assert (response.status_code, response.json()) == (400, {"errors": {"page_size": ["1以上の整数にしてください。"]}})


@pytest.mark.parametrize("size", ["", "101", "99999999999999999999", "00000000001"])
def test_a_page_size_beyond_the_most_is_the_most(client, size):
    CompanyFactory()
    assert get(client, f"page_size={size}")["count"] == 1


@pytest.mark.parametrize("address", ["companies/", "companies/x/", "companies.geojson", "fields/", "processes/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_directory_is_only_read(client, address, method):
    response = getattr(client, method)(f"/api/v1/{address}", "{}", content_type="application/json")
    assert response.status_code == 405


def test_the_vocabularies_are_read_whole_and_in_order(client):
    for number in range(30):
        FieldFactory(slug=f"f{number}", name=f"分野 {number:02d}", order=30 - number)
    ProcessFactory(slug="cutting", name="切削", english_name="Machining")
    fields = get(client, address="fields/")
    assert [word["slug"] for word in fields["results"]] == [f"f{number}" for number in reversed(range(30))]
    assert get(client, address="processes/") == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [{"slug": "cutting", "name": "切削", "english_name": "Machining"}],
    }


def test_the_names_of_the_addresses():
    names = {name: reverse(f"api:{name}") for name in ("companies", "companies_geojson", "fields", "processes")}
    assert names == {
        "companies": "/api/v1/companies/",
        "companies_geojson": "/api/v1/companies.geojson",
        "fields": "/api/v1/fields/",
        "processes": "/api/v1/processes/",
    }


def test_the_list_costs_the_same_for_one_and_for_three(client):
    def add():
        company = CompanyFactory(fields=[FieldFactory()], processes=[ProcessFactory()])
        CompanyStation.objects.create(company=company, station=StationFactory(), rank=1, minutes=6)

    add()
    one = len(queries_of(lambda: get(client)))
    add()
    add()
    assert len(queries_of(lambda: get(client))) == one
