"""The map: a local shell under the strict content policy, small data with an ETag, cards as text."""

import gzip
import json
import re
from itertools import pairwise

import pytest
from django.utils import translation

from directory import index
from directory.geometry import metres
from directory.map import shell
from directory.marks import NEUTRAL, NO_FIELD, luminance, marks, signs
from directory.models import Company, Station, Town
from directory.place_sources import NEXT_STATION
from tests.factories import CompanyFactory, FieldFactory, SlotFactory, TourFactory, TownFactory
from tests.html import soup
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
GEOJSON = "/api/v1/companies.geojson"


def test_the_shell_loads_nothing_from_elsewhere_but_tiles(client):
    html = client.get("/companies/").content.decode()
    addresses = re.findall(r'(?:src|href)="(https?:[^"]*)"', html)
    assert addresses == []
    assert set(re.findall(r"https?://[^/\"\\]+", html)) == {
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
        assert inline == [f' nonce="{nonce}"']
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
    assert len(drawn["land"]) == Town.objects.count()
    assert {name for name, _lat, _lon in drawn["names"]} == set(Town.objects.values_list("oaza", flat=True))
    assert {name for name, _lat, _lon in drawn["stations"]} == set(Station.objects.values_list("name", flat=True))
    assert len(drawn["ward"]) > 50
    assert max(metres(*pair) for line in drawn["rails"] for pair in pairwise(line)) <= NEXT_STATION + 20


def test_a_town_lies_in_its_own_land(client, ward):
    """Every corner of a town's land is nearer to its own point than to any other's, give or take the rounding."""
    points = list(Town.objects.values_list("lat", "lon"))
    for own, ring in zip(points, ground(client).json()["land"], strict=True):
        assert max(metres(own, corner) - min(metres(other, corner) for other in points) for corner in ring) < 40


def test_without_towns_the_ground_is_empty(client, db):
    drawn = ground(client).json()
    assert {kind: rows for kind, rows in drawn.items() if rows} == {}


def test_two_towns_at_one_point_are_no_error(client, db):
    TownFactory(), TownFactory()
    assert len(ground(client).json()["land"]) == 2


def test_the_ground_is_not_sent_twice_and_small(client, ward):
    first = ground(client, **{"Accept-Encoding": "gzip"})
    assert len(first.content) < 20_000
    again = ground(client, **{"If-None-Match": first["ETag"], "Accept-Encoding": "gzip"})
    assert (again.status_code, again.content) == (304, b"")


def test_each_field_has_a_mark_with_a_colour_and_a_sign_of_its_own(towns):
    kinds = marks(index.current(), "ja")
    assert "".join(kind.sign for kind in kinds) == "航医ロ半自環食建ア光通試" + NO_FIELD
    assert len({kind.colour for kind in kinds[:-1]}) == 12
    assert [kind.sign for kind in marks(index.current(), "en")[:3]] == ["Ae", "Me", "Ro"]


def test_signs_differ_as_long_as_letters_allow():
    assert signs(["航空", "航海", "航", "Art", "Arms", "・"]) == ["航", "海", "航", "Ar", "Am", "–"]


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#767676", "#ff7628", "#7048e8", NEUTRAL])
def test_a_sign_can_be_read_on_any_colour(db, colour):
    FieldFactory(colour=colour)
    mark = marks(index.current(), "ja")[0]
    dark, bright = sorted([luminance(mark.colour), luminance(mark.ink)])
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_the_legend_tells_every_mark_and_escapes_its_names(client, db):
    FieldFactory(slug="space", name='<b>"宇宙', colour="")
    legend = soup(client.get("/companies/")).select("[data-legend] [data-field]")
    told = [(item["data-field"], item["data-sign"], item["data-colour"], item["data-label"]) for item in legend]
    assert told == [("space", "b", NEUTRAL, '<b>"宇宙'), ("", NO_FIELD, NEUTRAL, "分野の登録がない会社")]


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
    shown = CompanyFactory(name='架空<b>"甲"', tagline="<script>x</script>")
    hidden = CompanyFactory(name="架空秘密", hidden=True)
    SlotFactory(activity=TourFactory(company=shown))
    html = cards(client, shown.slug, hidden.slug, "nosuch", "x" * 500)
    assert re.findall(r'data-slug="([^"]*)"', html) == [shown.slug]
    assert 'data-name="架空&lt;b&gt;&quot;甲&quot;"' in html
    assert "<script>" not in html
    assert "次の見学" in html
    assert "架空秘密" not in html


def test_no_cards_are_no_error(client):
    assert cards(client).strip() == ""


def test_cards_cost_the_same_for_one_and_for_three(client):
    slugs = [CompanyFactory(fields=[FieldFactory()]).slug for _ in range(3)]
    assert len(queries_of(lambda: cards(client, slugs[0]))) == len(queries_of(lambda: cards(client, *slugs)))
