"""Open data of the directory: the promised layouts, nothing of anybody's home, and nothing sent twice."""

import csv
import gzip
import io
import json
from datetime import date
from xml.etree import ElementTree

import pytest
from django.core.cache import caches

from bookings.limits import FILES, READ
from directory import open_data
from directory.models import Company, CompanyStation
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory, StationFactory, TownFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
CSV, GEOJSON = "/open-data/companies.csv", "/open-data/companies.geojson"
NUMBER = "8000012010038"
HEADINGS = [
    "全国地方公共団体コード", "ID", "地方公共団体名", "事業所名称", "事業所名称_カナ", "事業所名称_英字", "法人名", "法人番号",
    "業種コード(日本標準産業分類)", "業種名", "加工分野", "所在地_全国地方公共団体コード", "町字ID", "所在地_連結表記",
    "所在地_都道府県", "所在地_市区町村", "所在地_町字", "所在地_番地以下", "建物名等(方書)", "緯度", "経度", "電話番号",
    "連絡先メールアドレス", "連絡先FormURL", "郵便番号", "従業員数", "創業年", "資本金", "工場見学可否", "採用募集有無", "URL",
    "画像", "画像_ライセンス", "備考",
]  # fmt: skip
# What would lead to somebody's door or telephone, each to be found as text in an answer.
SECRET = {
    "phone": "+81350009876",
    "block": "87-65",
    "building": "ひみつ荘405",
    "postal_code": "1440987",
    "address": "東京都大田区試町1丁目87-65 ひみつ荘405",
    "lat": 35.5612345,
    "lon": 139.7165432,
}
TRACES = ("5000", "9876", "87-65", "ひみつ", "1440987", "144-0987", "35.56123", "139.71654", "連絡は")


def read(client, address=CSV, **headers):
    return b"".join(client.get(address, headers=headers).streaming_content)


def rows(client):
    return list(csv.DictReader(io.StringIO(read(client).decode("utf-8-sig"))))


def features(client):
    return json.loads(read(client, GEOJSON))["features"]


def town():
    return TownFactory(name="試町1丁目", chome=1, lat=35.56, lon=139.71)


def home(**columns):
    """A sole proprietor who agreed to a page, with everything known that could lead to their home."""
    text = "連絡は03-5000-9876まで"
    return CompanyFactory(**SECRET | {"name": "架空研磨", "town": town(), "story": text, "tagline": text} | columns)


def test_a_company_stands_in_the_municipal_layout(client):
    CompanyFactory(
        **SECRET,
        slug="kakuu",
        name="株式会社架空精機",
        kana="カクウセイキ",
        english_name="Kakuu Seiki",
        corporate_number=NUMBER,
        industry="24",
        town=town(),
        processes=[ProcessFactory(name="研磨", order=2), ProcessFactory(name="切削", order=1)],
        fields=[FieldFactory(name="医療")],
        employees=12,
        founded=1963,
        capital=10_000_000,
        opening_mode="booking",
        recruiting=["new-graduate"],
        site="https://kakuu.example.jp/",
    )
    assert read(client).startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(read(client).decode("utf-8-sig"), newline="")))
    assert lines[0] == HEADINGS
    assert lines[1] == [
        "131113", "kakuu", "東京都大田区", "株式会社架空精機", "カクウセイキ", "Kakuu Seiki", "株式会社架空精機", NUMBER,
        "24", "金属製品製造業", "切削;研磨", "131113", "", SECRET["address"], "東京都", "大田区", "試町1丁目", "87-65",
        "ひみつ荘405", "35.5612345", "139.7165432", "03-5000-9876", "", "", "1440987", "12", "1963", "10000000", "可", "有",
        "https://kakuu.example.jp/", "", "", "分野：医療／紹介ページ：http://127.0.0.1:8000/companies/kakuu/",
    ]  # fmt: skip
    assert read(client).endswith(b"\r\n")


def test_a_cell_that_a_spreadsheet_would_run_is_text(client):
    CompanyFactory(name="=HYPERLINK(1)", corporate_number=NUMBER)
    assert rows(client)[0]["事業所名称"] == "'=HYPERLINK(1)"


def test_a_company_is_a_feature_with_its_public_properties(client):
    CompanyFactory(**SECRET, slug="kakuu", name="架空精機", corporate_number=NUMBER, fields=[FieldFactory(name="医療")])
    (feature,) = features(client)
    assert (feature["type"], feature["id"]) == ("Feature", "kakuu")
    assert feature["geometry"] == {"type": "Point", "coordinates": [139.7165432, 35.5612345]}
    told = feature["properties"]
    assert (told["name"], told["fields"], told["url"]) == (
        "架空精機",
        ["医療"],
        "http://127.0.0.1:8000/companies/kakuu/",
    )
    assert "phone" not in told


def test_a_company_without_a_point_is_a_feature_without_a_geometry(client):
    CompanyFactory(lat=None, lon=None)
    assert [feature["geometry"] for feature in features(client)] == [None]


@pytest.mark.parametrize("address", [CSV, GEOJSON])
@pytest.mark.parametrize("hidden", [{"hidden": True}, {"live": False}, {"basis": Company.Basis.REGISTER}])
def test_what_nobody_may_see_is_in_no_file(client, address, hidden):
    CompanyFactory(name="見えない工場", **hidden)
    assert "見えない工場" not in read(client, address).decode()


@pytest.mark.parametrize(
    "address",
    [
        CSV,
        GEOJSON,
        "/api/v1/companies/",
        "/api/v1/companies/home/",
        "/api/v1/companies.geojson",
        "/companies/feed.atom",
    ],
)
def test_no_trace_of_a_home_is_in_any_answer_for_programs(client, address):
    company = home(slug="home")
    CompanyStation.objects.create(company=company, station=StationFactory(), rank=1, minutes=3)
    text = client.get(address).getvalue().decode()
    assert "架空研磨" in text or "home" in text
    assert [trace for trace in TRACES if trace in text] == []


def test_a_home_stands_at_the_point_of_its_town(client):
    home(slug="home")
    (row,), (feature,) = rows(client), features(client)
    assert (row["緯度"], row["経度"]) == ("35.56", "139.71")
    assert (row["所在地_連結表記"], row["所在地_町字"], row["法人名"]) == ("東京都大田区試町1丁目", "試町1丁目", "")
    assert feature["geometry"]["coordinates"] == [139.71, 35.56]
    assert feature["properties"]["match_level"] == "chome"
    api = client.get("/api/v1/companies/home/").json()
    assert (api["lat"], api["lon"], api["address"], api["match_level"]) == (
        35.56, 139.71, "東京都大田区試町1丁目", "chome"
    )  # fmt: skip


def test_a_home_without_a_town_has_no_point(client):
    home(slug="home", town=None)
    (row,), (feature,) = rows(client), features(client)
    assert (row["緯度"], row["経度"], row["所在地_連結表記"]) == ("", "", "東京都大田区")
    assert (feature["geometry"], feature["properties"]["match_level"]) == (None, "")


# Sent once


@pytest.mark.parametrize("address", [CSV, GEOJSON])
def test_a_file_that_did_not_change_is_not_sent_again(client, address, monkeypatch):
    CompanyFactory()
    first = client.get(address)
    monkeypatch.setattr(open_data, "lines", lambda: pytest.fail("the file was made"))
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(address, headers=headers)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.parametrize(
    "change",
    [
        lambda company: company.delete(),
        lambda company: Company.objects.update(hidden=True),
        lambda company: company.fields.through.objects.all().delete(),
        lambda company: company.town.__class__.objects.update(name="新町"),
        lambda company: FieldFactory(),
    ],
)
def test_whatever_changes_a_file_changes_its_etag(client, change):
    company = CompanyFactory(fields=[FieldFactory()])
    before = client.get(CSV)["ETag"]
    change(company)
    assert client.get(CSV, headers={"If-None-Match": before}).status_code == 200
    assert client.get(CSV)["ETag"] != before


def test_an_unchanged_file_costs_two_statements(client):
    CompanyFactory()
    etag = client.get(CSV)["ETag"]
    assert len(queries_of(lambda: client.get(CSV, headers={"If-None-Match": etag}))) == 2  # the stamp, the cache


@pytest.mark.parametrize("address", [CSV, GEOJSON])
def test_a_file_costs_the_same_for_one_and_for_three(client, address):
    def cost(companies):
        for _ in range(companies):
            CompanyFactory(fields=[FieldFactory()], processes=[ProcessFactory(), ProcessFactory()])
        return len(queries_of(lambda: read(client, address)))

    assert cost(1) == cost(2)


def test_words_stay_with_their_company_across_blocks(client, monkeypatch):
    monkeypatch.setattr(open_data, "BLOCK", 2)
    for number in range(7):
        words = [ProcessFactory(name=f"加工{number}の{word}", order=word) for word in range(number % 3)]
        CompanyFactory(slug=f"c{number}", processes=words)
    found = {row["ID"]: row["加工分野"] for row in rows(client)}
    assert found == {
        f"c{number}": ";".join(f"加工{number}の{word}" for word in range(number % 3)) for number in range(7)
    }


@pytest.mark.parametrize("address", [CSV, GEOJSON])
def test_a_file_is_compressed_for_whom_it_may_be(client, address):
    CompanyFactory()
    zipped = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert zipped["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in zipped["Vary"].split(", ")
    assert gzip.decompress(b"".join(zipped.streaming_content)) == read(client, address)


@pytest.mark.parametrize(("address", "kind"), [(CSV, "text/csv; charset=utf-8"), (GEOJSON, "application/geo+json")])
def test_head_tells_what_get_would(client, address, kind):
    head, get = client.head(address), client.get(address)
    names = ("Content-Type", "ETag", "Last-Modified", "Content-Disposition", "Cache-Control", "Link")
    assert {name: head[name] for name in names} == {name: get[name] for name in names}
    assert (head["Content-Type"], head.getvalue(), "Content-Length" in head) == (kind, b"", False)
    assert head["Content-Disposition"] == f'attachment; filename="{address.rpartition("/")[2]}"'


@pytest.mark.parametrize("address", [CSV, GEOJSON, "/api/v1/companies/", "/api/v1/schema/", "/companies/feed.atom"])
def test_pages_of_other_sites_may_read_it(client, address):
    answer = client.get(address, headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_pages_of_other_sites_may_not_book(client):
    answer = client.post("/api/v1/bookings/", "{}", content_type="application/json")
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("address", ["/open-data/", CSV, GEOJSON])
def test_open_data_is_only_read(client, address):
    assert {client.post(address).status_code, client.delete(address).status_code} == {405}


# Limits


@pytest.fixture
def uncounted():
    caches["process"].clear()
    yield
    caches["process"].clear()


@pytest.mark.parametrize(("address", "limit"), [(CSV, FILES), ("/api/v1/fields/", READ)])
def test_one_address_cannot_read_without_end(client, uncounted, clock_stands, address, limit):
    answers = [client.get(address, REMOTE_ADDR="203.0.113.9") for _ in range(limit.times + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    refused = answers[-1]
    assert (refused.status_code, 0 < int(refused["Retry-After"]) <= limit.seconds) == (429, True)
    assert "秒たってから、もう一度ためしてください。" in refused.content.decode()
    assert client.get(address, REMOTE_ADDR="203.0.113.10").status_code == 200


def test_reading_writes_nothing(client, uncounted):
    def statements():
        client.get("/api/v1/fields/", REMOTE_ADDR="203.0.113.9")

    assert {sql.split()[0] for sql in queries_of(statements)} == {"SELECT"}


# The feed

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, address="/companies/feed.atom"):
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 -- our own answer
    return feed, feed.findall(f"{ATOM}entry")


def test_the_feed_tells_what_was_listed_or_confirmed_last(client):
    for name, confirmed_on in (("甲", date(2026, 4, 1)), ("乙", None), ("丙", date(2099, 4, 1)), ("\x0b丁", None)):
        CompanyFactory(name=name, slug=f"c{ord(name[-1])}", confirmed_on=confirmed_on)
    CompanyFactory(name="見えない工場", hidden=True)
    feed, found = entries(client)
    assert [entry.find(f"{ATOM}title").text for entry in found] == ["丙", "丁", "乙", "甲"]
    assert found[0].find(f"{ATOM}summary").text.startswith("2099年4月1日(水)に情報を確かめました。")
    assert found[1].find(f"{ATOM}summary").text.startswith("新しく載りました。")
    assert all(node.find(f"{ATOM}{name}") is not None for node in (feed, *found) for name in ("id", "title", "updated"))
    assert len({entry.find(f"{ATOM}id").text for entry in found}) == 4
    assert found[0].find(f"{ATOM}link").get("href") == f"http://127.0.0.1:8000/companies/c{ord('丙')}/"


def test_the_feed_is_sent_once(client):
    empty = client.get("/companies/feed.atom")
    assert empty["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert client.get("/companies/feed.atom", headers={"If-None-Match": empty["ETag"]}).status_code == 304
    CompanyFactory()
    assert client.get("/companies/feed.atom", headers={"If-None-Match": empty["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/companies/", "/tours/", "/events/", "/open-data/"])
def test_pages_lead_readers_to_the_feeds(client, address):
    page = client.get(address).content.decode()
    for feed in ("/companies/feed.atom", "/tours/feed.atom", "/events/feed.atom"):
        assert f'href="{feed}"' in page
