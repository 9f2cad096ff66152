"""The map as a file: staff alone take it, it asks nobody, and no name in it can become markup."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import CompanyFactory, FieldFactory, StationFactory, TownFactory
from tests.html import soup
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
FILE = "/desk/map/file/"
HOSTILE = '</script><script>alert("1")</script><!--\u2028{{7*7}}`${x}`'


@pytest.fixture(autouse=True)
def without_tiles(settings):
    settings.MAP_TILES = "off"


def rows_in(html):
    """[latitude, longitude, page, name, address, fields, mark] as the file has them in two places."""
    texts = json.loads(BeautifulSoup(html, "html.parser").find(id="companies").string)
    points = json.loads(re.search(r"var data = (\[.*?\]);\n", html)[1])
    return [[lat, lon, *texts[number]] for lat, lon, number in points]


def test_the_file_holds_the_companies_of_the_filter(staff, settings):
    space, art = FieldFactory(slug="space", name="宇宙", order=1), FieldFactory(slug="art", name="美術", order=2)
    number = "1234567890123"
    both = CompanyFactory(
        name="架空甲", corporate_number=number, fields=[art, space], lat=35.56, lon=139.7, address="架空1-2"
    )
    CompanyFactory(fields=[space], hidden=True)
    CompanyFactory(fields=[art])
    CompanyFactory(fields=[space], lat=None, lon=None)
    html = staff.get(f"{FILE}?field=space").content.decode()
    page = f"{settings.BASE_URL}/companies/{both.slug}/"
    assert rows_in(html) == [[35.56, 139.7, page, "架空甲", "架空1-2", "宇宙、美術", 0]]
    header = BeautifulSoup(html, "html.parser").header.text
    assert "2社" in header
    assert "地図に印があるのは1社" in header
    assert "分野：宇宙" in header
    assert f"{settings.BASE_URL}/companies/?field=space" in html


def test_of_a_sole_proprietor_the_file_tells_the_town_alone(staff):
    town = TownFactory(lat=35.57, lon=139.72)
    company = CompanyFactory(corporate_number=None, address="架空の家1-2-3", town=town, lat=35.5612345, lon=139.7112345)
    html = staff.get(FILE).content.decode()
    assert "架空の家" not in html
    assert "35.56123" not in html
    assert company.slug in html


def test_it_is_a_download_with_the_day_in_its_name(staff):
    response = staff.get(FILE)
    assert response["Content-Disposition"].startswith("attachment")
    assert timezone.localdate().isoformat() in response["Content-Disposition"]
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_hostile_names_and_questions_cannot_leave_their_place(staff):
    CompanyFactory(name=HOSTILE, address=HOSTILE, corporate_number="1234567890123", lat=35.56, lon=139.7)
    FieldFactory(name='<b onclick="x">{{7*7}}')
    StationFactory(name=HOSTILE)
    html = staff.get(FILE, {"q": "</script><b>{{7*7}}"}).content.decode()
    assert "<b>" not in html
    html = staff.get(FILE).content.decode()
    assert [row[3] for row in rows_in(html)] == [HOSTILE]
    assert len(re.findall("<script", html)) == len(re.findall("</script", html)) == 4
    assert "<b onclick" not in html
    assert "49" not in BeautifulSoup(html, "html.parser").find(class_="legend").text


def test_it_loads_nothing(staff, settings):
    CompanyFactory()
    html = staff.get(FILE).content.decode()
    assert re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="?(?!data:)', html) == []
    assert "どこからも何も読みこみません" in html
    assert "cyberjapandata" not in html
    settings.MAP_TILES = "gsi_pale"
    html = staff.get(FILE).content.decode()
    assert "img-src data: https://cyberjapandata.gsi.go.jp" in html
    assert "国土地理院から読みこみます" in html


def test_the_page_before_says_what_the_file_will_hold(staff):
    CompanyFactory(fields=[FieldFactory(slug="space", name="宇宙")])
    page = soup(staff.get("/desk/map/?field=space&town=nosuch"))
    assert page.select_one("a.button")["href"] == f"{FILE}?field=space"
    assert "1社" in page.main.text
    assert "nosuch" in page.select_one(".alert").text


@pytest.mark.parametrize(
    "address",
    [
        "https://machi.example/companies/?field=space#map=15/35.5/139.7",
        " http://127.0.0.1:8000/en/companies/?field=space&page=2 ",
        "/companies/?field=space",
        "?field=space",
    ],
)
def test_the_address_of_a_list_can_be_pasted(staff, address):
    FieldFactory(slug="space", name="宇宙")
    page = soup(staff.get("/desk/map/", {"address": address}))
    assert page.select_one("a.button")["href"] == f"{FILE}?field=space"


def test_of_a_pasted_address_what_is_unknown_is_named(staff):
    page = soup(staff.get("/desk/map/", {"address": "https://machi.example/companies/?field=nosuch&q=%00"}))
    assert "nosuch" in page.select_one(".alert").text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "一覧のアドレスをはってください。"),
        ("宇宙", "アドレスとして読めません。"),
        ("http://[", "アドレスとして読めません。"),
        ("javascript:alert(1)?field=space", "アドレスとして読めません。"),
        ("<script>?field=space", "アドレスとして読めません。"),
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(staff, address, sentence):
    response = staff.get("/desk/map/", {"address": address})
    assert response.status_code == 400
    assert sentence in soup(response).select_one(".error-summary").text
    assert "<script>?" not in response.content.decode()


def test_nothing_found_is_still_a_file(staff):
    FieldFactory(slug="space")
    assert rows_in(staff.get(f"{FILE}?field=space").content.decode()) == []


@pytest.mark.parametrize("query", ["bbox=1,2,3", "bbox=nan,0,1,1", "here=x", "q=" + "あ" * 200, "field=nosuch"])
def test_broken_filters_are_left_out(staff, query):
    assert staff.get(f"{FILE}?{query}").status_code == 200


def test_it_costs_the_same_for_one_and_for_three(staff):
    CompanyFactory(fields=[FieldFactory()])
    one = len(queries_of(lambda: staff.get(FILE)))
    CompanyFactory(fields=[FieldFactory()]), CompanyFactory(fields=[FieldFactory()])
    assert len(queries_of(lambda: staff.get(FILE))) == one


def test_of_companies_outside_the_filter_nothing_is_read_and_of_the_others_no_story(staff):
    inside = CompanyFactory(fields=[FieldFactory(slug="space")])
    CompanyFactory()
    staff.get(FILE)  # the index is made
    read = [sql for sql in queries_of(lambda: staff.get(f"{FILE}?field=space")) if '"directory_company"' in sql]
    assert [f"IN ({inside.pk})" in sql for sql in read] == [True]
    assert '"story"' not in read[0]
