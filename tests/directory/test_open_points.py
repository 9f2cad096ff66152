"""Of a company without a corporate number nobody learns in bulk where exactly it is."""

import pytest

from directory import index
from directory.models import Company, CompanyStation
from directory.open_points import open_address, open_level, open_point, with_open_point
from directory.places import store_nearest_stations
from tests.factories import CompanyFactory, StationFactory, TownFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
HOME = {"lat": 35.5601234, "lon": 139.7101234, "address": "東京都大田区試町1丁目2-3", "match_level": "block"}


def town():
    return TownFactory(name="試町1丁目", chome=1, lat=35.56, lon=139.71)


def test_a_sole_proprietor_stands_at_the_point_of_its_town():
    company = CompanyFactory(**HOME, town=town())
    assert (open_point(company), open_level(company, company.town)) == ((35.56, 139.71), "chome")
    assert open_address(company, company.town) == "東京都大田区試町1丁目"


def test_a_corporation_stands_where_it_is():
    company = CompanyFactory(**HOME, town=town(), corporate_number="8000012010038")
    assert (open_point(company), open_level(company, company.town)) == ((35.5601234, 139.7101234), "block")
    assert open_address(company, company.town) == "東京都大田区試町1丁目2-3"


def test_without_a_town_a_sole_proprietor_stands_nowhere():
    company = CompanyFactory(**HOME, town=None)
    assert (open_point(company), open_level(company, None)) == (None, "")
    assert open_address(company, None) == "東京都大田区"


def test_statements_and_objects_say_the_same():
    CompanyFactory(**HOME, town=town())
    CompanyFactory(**HOME, town=None)
    CompanyFactory(**HOME, corporate_number="8000012010038")
    CompanyFactory(lat=None, lon=None)
    found = with_open_point(Company.objects.select_related("town"))
    said = [None if company.open_lat is None else (company.open_lat, company.open_lon) for company in found]
    assert said == [open_point(company) for company in found]
    assert {at and tuple(at) for at in said} == {(35.56, 139.71), None, (35.5601234, 139.7101234)}


def test_a_box_around_the_home_does_not_find_it(client):
    CompanyFactory(**HOME, town=town())
    assert client.get("/api/v1/companies/?bbox=139.7101,35.5601,139.7102,35.5602").json()["count"] == 0
    assert client.get("/api/v1/companies/?bbox=139.7099,35.5599,139.7101,35.5601").json()["count"] == 1
    entry = index.current().entries[0]
    assert (entry.lat, entry.lon) == (35.56, 139.71)


def test_walks_are_told_from_the_town():
    company, station = CompanyFactory(**HOME, town=town()), StationFactory(lat=35.56, lon=139.71)
    store_nearest_stations([company])
    assert list(CompanyStation.objects.values_list("station", "minutes")) == [(station.pk, 1)]


def test_many_walks_cost_as_much_as_one():
    StationFactory()

    def cost(companies):
        CompanyFactory.create_batch(companies)
        return len(queries_of(lambda: store_nearest_stations(Company.objects.all())))

    assert cost(1) == cost(2)
