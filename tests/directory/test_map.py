"""The map: a local shell under the strict content policy, small data with an ETag, cards as text."""

import gzip
import json
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from core.field_signs import FIRST, NEUTRAL
from core.templatetags.dates import when
from directory import index
from directory.cells import area
from directory.geometry import metres
from directory.ground import levels
from directory.map import shell
from directory.marks import marks
from directory.models import Company, CompanyStation, Station, Town
from directory.place_facts import ISLANDS
from directory.place_sources import NEXT_STATION
from tests.factories import CompanyFactory, FieldFactory, SlotFactory, StationFactory, TourFactory, TownFactory
from tests.html import soup
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
GEOJSON = "/api/v1/companies.geojson"


def test_the_shell_loads_nothing_from_elsewhere_but_tiles(client, settings):
    html = client.get("/companies/").content.decode()
    addresses = re.findall(r'(?:src|href)="(https?:[^"]*)"', html)
    assert addresses == []
    assert set(re.findall(r"https?://[^/\"\\]+", html)) - {settings.BASE_URL} == {
        "https://cyberjapandata.gsi.go.jp",
        "https://maps.gsi.go.jp",
    }
    assert "地理院タイル" in html.encode().decode("unicode_escape", "ignore") or "\\u5730\\u7406\\u9662" in html


def test_without_tiles_the_map_asks_nobody(client, settings):
    settings.MAP_TILES = "off"
    assert "cyberjapandata" not in client.get("/companies/").content.decode()


@pytest.mark.parametrize("path", ["/companies/", "/companies/{slug}/"])
def test_every_inline_script_carries_the_nonce_of_its_own_answer(client, path):
    path = path.format(slug=CompanyFactory().slug)
    nonces = set()
    for _ in range(2):
        response = client.get(path)
        html, policy = response.content.decode(), response["Content-Security-Policy"]
        inline = re.findall(r"<script(?![^>]*(?:src=|ld\+json))([^>]*)>", html)
        nonce = re.search(r"script-src 'self' 'nonce-([^']+)'", policy)[1]
        assert inline == [f' type="text/plain" nonce="{nonce}" data-late']
        assert not re.search(r"<style| style=", html)
        nonces.add(nonce)
    assert len(nonces) == 2


def test_the_shell_is_built_once_for_each_language():
    now = index.current()
    first, second = shell(now, "a"), shell(now, "b")
    assert first.html is second.html
    with translation.override("en"):
        assert shell(now, "a").html is not first.html
    assert first.script.replace('nonce="a"', "") == second.script.replace('nonce="b"', "")


def ground(client, **headers):
    return client.get("/companies/ground.json", headers=headers)


def test_the_drawn_ground_has_the_ward_s_towns_stations_and_railways(client, ward):
    drawn = ground(client).json()
    assert len(drawn["towns"]) == len(drawn["levels"]) == Town.objects.count()
    assert all(drawn["towns"])
    assert {name for name, _lat, _lon in drawn["names"]} == set(Town.objects.values_list("oaza", flat=True))
    assert {name for name, *_rest in drawn["stations"]} == set(Station.objects.values_list("name", flat=True))
    assert [name for name, _lat, _lon in drawn["areas"]] == ["大森", "調布", "蒲田", "糀谷・羽田"]
    lines = [line for rail in drawn["rails"] for line in rail["lines"]]
    assert max(metres(*pair) for line in lines for pair in pairwise(line)) <= NEXT_STATION


def test_a_town_lies_in_its_own_land(client, ward):
    """Every corner of a town's land is nearer to its own point than to any other's of its island, give or take rounding."""
    points = list(Town.objects.order_by("pk").values_list("oaza", "lat", "lon"))
    sides = [oaza if oaza in ISLANDS else "" for oaza, *_point in points]
    for number, rings in enumerate(ground(client).json()["towns"]):
        own = points[number][1:]
        others = [point for (_name, *point), side in zip(points, sides, strict=True) if side == sides[number]]
        for corner in (corner for ring in rings for corner in ring):
            assert metres(own, corner) - min(metres(other, corner) for other in others) < 5


def test_the_drawn_ward_is_the_ward_by_and_large(client, ward):
    """Its land measures what the ward says of itself, 61 km² with all its reclaimed land, to a sixth."""
    drawn = ground(client).json()["ward"]
    plane = [[(lon * 90_560, lat * 111_320) for lat, lon in ring] for ring in drawn]
    assert abs(sum(abs(area(ring)) for ring in plane) / 1e6 - 61) < 10


def test_the_river_is_drawn_between_the_ward_and_its_neighbour(client, ward):
    """No corner of land beyond the river touches the ward's."""
    drawn = ground(client).json()
    beyond = [ring for ring in drawn["land"] if min(lat for lat, _lon in ring) < 35.5]
    mainland = max(drawn["ward"], key=len)
    near = [corner for ring in beyond for corner in ring if min(metres(corner, other) for other in mainland) < 60]
    assert near == []


@pytest.mark.parametrize(
    ("counts", "tints"),
    [
        ([], ""),
        ([0, 0], "00"),
        ([5, 0, 5], "101"),
        ([0, 1, 2, 3, 4], "01234"),
        ([4, 1, 1, 1], "4111"),
        ([1, 2, 3, 4, 5, 6, 7, 100], "11223344"),
    ],
)
def test_a_town_s_tint_tells_how_many_companies_it_has(counts, tints):
    assert levels(counts) == tints


def test_a_hidden_company_tints_no_town(client, ward):
    town = Town.objects.order_by("pk").first()
    company = CompanyFactory(town=town)
    assert ground(client).json()["levels"].strip("0") == "1"
    Company.objects.filter(pk=company.pk).update(hidden=True)
    assert ground(client).json()["levels"].strip("0") == ""


def test_without_towns_the_ground_is_empty(client, db):
    drawn = ground(client).json()
    assert {kind: rows for kind, rows in drawn.items() if rows} == {}


def test_two_towns_at_one_point_are_no_error(client, db):
    TownFactory(), TownFactory()
    assert len(ground(client).json()["towns"]) == 2


def test_the_ground_is_not_sent_twice_and_small(client, ward):
    first = ground(client, **{"Accept-Encoding": "gzip"})
    assert len(first.content) < 40_000
    again = ground(client, **{"If-None-Match": first["ETag"], "Accept-Encoding": "gzip"})
    assert (again.status_code, again.content) == (304, b"")


def test_each_field_has_a_mark_with_a_shape_of_its_own(towns):
    kinds = marks(index.current(), "ja")
    assert len({kind.sign.path for kind in kinds}) == len({kind.sign.colour for kind in kinds}) == 13
    assert [kind.label for kind in marks(index.current(), "en")[:2]] == ["Aerospace", "Medical and care"]


def test_the_legend_tells_every_mark_and_escapes_its_names(client, db):
    FieldFactory(slug="space", name='<b>"宇宙', colour="")
    legend = soup(client.get("/companies/")).select("[data-legend] [data-field]")
    told = [(item["data-field"], item["data-label"], item.svg["data-shape"], item.path["fill"]) for item in legend]
    assert told == [
        ("space", '<b>"宇宙', "triangle", FIRST["space"][1]),
        ("", "分野の登録がない会社", "bar", NEUTRAL),
    ]


def features(client, query="", **headers):
    response = client.get(f"{GEOJSON}?{query}", headers=headers)
    assert response.status_code == 200
    return json.loads(response.content)


def test_the_points_are_those_of_the_filter(client):
    space, art = FieldFactory(slug="space", order=1), FieldFactory(slug="art", order=2)
    both = CompanyFactory(fields=[art, space], lat=35.561234567, lon=139.7)
    CompanyFactory(fields=[art], lat=None, lon=None)
    CompanyFactory(fields=[space], hidden=True)
    other = CompanyFactory()
    assert features(client, "field=space") == {
        "type": "FeatureCollection",
        "fields": ["space", "art"],
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [139.7, 35.56123]},
                "properties": {"slug": both.slug, "field": 0},
            }
        ],
    }
    shown = {feature["properties"]["slug"]: feature["properties"]["field"] for feature in features(client)["features"]}
    assert shown == {both.slug: 0, other.slug: None}


def test_the_same_points_are_not_sent_twice(client):
    company = CompanyFactory()
    first = client.get(GEOJSON)
    again = client.get(GEOJSON, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    Company.objects.filter(pk=company.pk).update(lat=35.57)
    moved = client.get(GEOJSON, headers={"If-None-Match": first["ETag"]})
    assert moved.status_code == 200
    assert moved["ETag"] != first["ETag"]


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/geo+json", "text/html,*/*;q=0.8"])
def test_the_points_are_geojson_whatever_is_asked_for(client, accept):
    response = client.get(GEOJSON, headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, "application/geo+json")


def test_the_points_travel_compressed(client):
    for _ in range(5):
        CompanyFactory()
    plain = client.get(GEOJSON)
    zipped = client.get(GEOJSON, headers={"Accept-Encoding": "br, gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]


def test_a_bad_filter_is_named(client):
    response = client.get(f"{GEOJSON}?field=nosuch&walk=x")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["field", "walk"]


def cards(client, *slugs):
    return client.get("/companies/cards/", {"slug": slugs}).content.decode()


def test_cards_name_companies_as_text_and_hide_what_is_hidden(client):
    shown = CompanyFactory(name='架空<b>"甲"', tagline="<script>x</script>", fields=[FieldFactory(name="<i>宇宙")])
    hidden = CompanyFactory(name="架空秘密", hidden=True)
    html = cards(client, shown.slug, hidden.slug, "nosuch", "x" * 500)
    assert re.findall(r'data-slug="([^"]*)"', html) == [shown.slug]
    assert 'data-name="架空&lt;b&gt;&quot;甲&quot;"' in html
    assert not re.search("<script>|<i>|<b>", html)
    assert "架空秘密" not in html


def test_a_card_shows_cover_hook_name_station_visit_and_field(client):
    company = CompanyFactory(tagline="髪の毛を削る。", fields=[FieldFactory(slug="space", name="宇宙")])
    station = StationFactory(name="架空駅")
    CompanyStation.objects.create(company=company, station=station, rank=1, minutes=6)
    slot = SlotFactory(activity=TourFactory(company=company), capacity=8, taken=5)
    card = BeautifulSoup(cards(client, company.slug), "html.parser").article
    assert card.select_one(".map-card__cover img")["src"].startswith("/covers/")
    words = [" ".join(element.get_text(" ", strip=True).split()) for element in card.select(".map-card__words > *")]
    assert words[0].replace(" ", "") == "髪の毛を削る。"
    assert words[1:3] == [company.name, "架空駅 歩いて約6分"]
    assert words[3] == f"次の見学 {when(slot)} 残り3人"
    assert words[4] == "宇宙"
    assert card.select_one("svg")["data-shape"] == "triangle"


def test_a_card_tells_the_next_of_several_visits_and_none_that_is_full(client):
    company = CompanyFactory()
    first = SlotFactory(activity=TourFactory(company=company))
    SlotFactory(
        activity=TourFactory(company=company), starts_at=first.starts_at - timedelta(hours=3), capacity=4, taken=4
    )
    SlotFactory(activity=TourFactory(company=company), starts_at=first.starts_at + timedelta(hours=3))
    html = cards(client, company.slug)
    assert when(first) in html
    assert html.count("残り") == 1


def test_no_cards_are_no_error(client):
    assert cards(client).strip() == ""


def test_cards_cost_the_same_for_one_and_for_three(client):
    slugs = [CompanyFactory(fields=[FieldFactory()]).slug for _ in range(3)]
    assert len(queries_of(lambda: cards(client, slugs[0]))) == len(queries_of(lambda: cards(client, *slugs)))
