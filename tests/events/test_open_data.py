"""Open data of the events: the 32 columns, the names of the GIF model, and the page that explains all files."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from bookings.models import Activity, Slot
from directory.models import Company
from events import open_data
from events.models import Event
from tests.factories import BookingFactory, CompanyFactory, EventFactory, SlotFactory, TourFactory
from tests.html import text as text_of
from tests.queries import queries_of
from tests.tokyo import at

pytestmark = pytest.mark.django_db
CSV, JSON = "/open-data/events.csv", "/open-data/events.json"
HEADINGS = [
    "都道府県コード又は市区町村コード", "NO", "都道府県名", "市区町村名", "イベント名", "イベント名_カナ", "イベント名_英語", "開始日",
    "終了日", "開始時間", "終了時間", "開始日時特記事項", "説明", "料金(基本)", "料金(詳細)", "連絡先名称", "連絡先電話番号",
    "連絡先内線番号", "主催者", "場所名称", "住所", "方書", "緯度", "経度", "アクセス方法", "駐車場情報", "定員", "参加申込終了日",
    "参加申込終了時間", "参加申込方法", "URL", "備考",
]  # fmt: skip
NAMES = [
    "id", "eventName", "eventNameKana", "subTitle", "description", "eventType", "eventUrl", "status", "keyword", "tag",
    "holdingPattern", "dateOfStart", "dateOfEnd", "startTime", "endTime", "dateTimeDescription", "location",
    "locationAddress", "venueFacility", "accessMethod", "webinarStatus", "organizer", "coorganizer", "targetPerson",
    "capacity", "feeStatus", "parkingStatus", "contactPointInformation",
]  # fmt: skip


def read(client, address):
    return b"".join(client.get(address).streaming_content)


def rows(client):
    return list(csv.DictReader(io.StringIO(read(client, CSV).decode("utf-8-sig"))))


@pytest.fixture
def date():
    event = EventFactory(
        slug="koryukai",
        title="町工場と話す夜",
        title_en="An evening with makers",
        description="話して、さわる。",
        place="1階の受付",
        lat=35.56,
        lon=139.71,
        audience=Activity.Audience.STUDENTS,
        companies=[CompanyFactory(name="架空精機"), CompanyFactory(name="見えない工場", hidden=True)],
    )
    return SlotFactory(
        activity=event,
        starts_at=at(2026, 12, 5, 10),
        ends_at=at(2026, 12, 5, 11, 30),
        books_until=at(2026, 12, 4, 9),
        capacity=40,
    )


def test_a_date_stands_in_the_32_columns(client, date):
    body = read(client, CSV)
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert (len(HEADINGS), lines[0], body[:3]) == (32, HEADINGS, b"\xef\xbb\xbf")
    assert lines[1:] == [[
        "131113", str(date.pk), "東京都", "大田区", "町工場と話す夜", "", "An evening with makers", "2026-12-05", "2026-12-05",
        "10:00", "11:30", "", "話して、さわる。", "", "", "架空区 産業振興課", "", "", "架空区 産業振興課", "架空産業プラザ",
        "東京都大田区試町1-1", "", "35.56", "139.71", "", "", "40", "2026-12-04", "09:00", "URLのページから申し込み",
        "http://127.0.0.1:8000/events/koryukai/", "対象：学生・生徒／集合場所：1階の受付／参加企業：架空精機",
    ]]  # fmt: skip


def test_a_date_is_an_object_with_the_names_of_the_model(client, date):
    (item,) = json.loads(read(client, JSON))
    assert list(item) == NAMES
    assert (item["id"], item["eventName"], item["status"]) == (str(date.pk), "町工場と話す夜", "開催")
    assert (item["dateOfStart"], item["startTime"], item["dateOfEnd"], item["endTime"]) == (
        "2026-12-05", "10:00", "2026-12-05", "11:30"
    )  # fmt: skip
    assert (item["location"], item["capacity"]) == ({"latitude": 35.56, "longitude": 139.71}, 40)
    assert item["keyword"] == ["架空精機"]


def test_a_cancelled_date_says_so(client, date):
    Slot.objects.update(status=Slot.Status.CANCELLED)
    assert [row["開始日時特記事項"] for row in rows(client)] == ["中止"]
    assert [item["status"] for item in json.loads(read(client, JSON))] == ["中止"]


@pytest.mark.parametrize("address", [CSV, JSON])
def test_drafts_and_visits_are_no_events(client, address):
    SlotFactory(activity=EventFactory(title="下書きの会", live=False))
    SlotFactory(activity=TourFactory(title="見学の会"))
    body = read(client, address).decode()
    assert "の会" not in body


@pytest.mark.parametrize("address", [CSV, JSON])
def test_no_guest_is_in_a_file(client, date, address):
    party = BookingFactory(slot=date).party
    body = read(client, address).decode()
    assert [text for text in (party.email, party.code, party.given_name, "5000-0000") if text in body] == []


@pytest.mark.parametrize("address", [CSV, JSON])
def test_a_file_that_did_not_change_is_not_sent_again(client, date, address, monkeypatch):
    first = client.get(address)
    monkeypatch.setattr(open_data, "lines", lambda: pytest.fail("the file was made"))
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert client.get(address, headers=headers).status_code == 304


def test_a_booking_changes_no_file(client, date):
    before = client.get(CSV)["ETag"]
    BookingFactory(slot=date)
    assert client.get(CSV)["ETag"] == before


@pytest.mark.parametrize(
    "change",
    [
        lambda date: date.delete(),
        lambda date: Slot.objects.update(capacity=41),
        lambda date: Slot.objects.update(status="cancelled"),
        lambda date: Activity.objects.update(live=False),
        lambda date: Activity.objects.update(hook="別のひとこと"),
        lambda date: Event.objects.update(venue="別の会場"),
        lambda date: Company.objects.update(hidden=True),
        lambda date: Company.objects.update(name="別の名前"),
        lambda date: SlotFactory(activity=date.activity, starts_at=at(2026, 12, 6, 10)),
    ],
)
def test_whatever_changes_a_file_changes_its_etag(client, date, change):
    before = client.get(CSV)["ETag"]
    change(date)
    assert client.get(CSV)["ETag"] != before


@pytest.mark.parametrize("address", [CSV, JSON, "/open-data/", "/events/feed.atom", "/tours/feed.atom"])
def test_it_costs_the_same_for_one_and_for_three(client, address):
    def cost(events):
        for _ in range(events):
            SlotFactory(activity=EventFactory(companies=[CompanyFactory()]))
            SlotFactory(activity=TourFactory())
        return len(queries_of(lambda: client.get(address).getvalue()))

    assert cost(1) == cost(2)


# The page


def test_the_page_counts_and_leads_to_everything(client, date):
    response = client.get("/open-data/")
    page, text = response.content.decode(), text_of(response)
    assert "1社、最後の変更：" in text  # the hidden one does not count
    assert "1回分" in text
    for name in ("companies_csv", "companies_geojson", "events_csv", "events_json"):
        assert f'href="{reverse(f"open_data:{name}")}"' in page
    for address in ("/api/v1/docs/", "/api/v1/schema/", "/events/calendar.ics", "/events/feed.atom"):
        assert f'href="{address}"' in page
    assert 'href="https://creativecommons.org/licenses/by/4.0/deed.ja" rel="license"' in page
    assert "法人番号のない工場は" in text
    assert all(heading in text for heading in (*HEADINGS, "加工分野"))


@pytest.mark.parametrize("address", ["/", "/companies/", "/en/events/"])
def test_every_footer_leads_to_the_page(client, address):
    assert 'href="/open-data/"' in client.get(address).content.decode()


# The feeds

ATOM = "{http://www.w3.org/2005/Atom}"


def titles(client, address):
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 -- our own answer
    assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith(address)
    return [entry.find(f"{ATOM}title").text for entry in feed.findall(f"{ATOM}entry")]


def test_the_feed_of_events_holds_coming_and_undated_ones(client):
    SlotFactory(activity=EventFactory(title="これからの会 <b>"))
    SlotFactory(activity=EventFactory(title="すんだ会"), starts_at=at(2020, 1, 1, 10))
    EventFactory(title="まだの会")
    EventFactory(title="下書きの会", live=False)
    assert titles(client, "/events/feed.atom") == ["まだの会", "これからの会 <b>"]


def test_the_feed_of_visits_holds_what_can_be_booked(client):
    SlotFactory(activity=TourFactory(title="行ける見学", company=CompanyFactory(name="架空精機")))
    SlotFactory(activity=TourFactory(title="満席の見学"), capacity=0)
    SlotFactory(activity=TourFactory(title="見えない見学", company=CompanyFactory(hidden=True)))
    TourFactory(title="日のない見学")
    assert titles(client, "/tours/feed.atom") == ["行ける見学 — 架空精機"]


@pytest.mark.parametrize("address", ["/events/feed.atom", "/tours/feed.atom", "/en/events/feed.atom"])
def test_a_feed_is_sent_once(client, address):
    SlotFactory(activity=EventFactory())
    SlotFactory(activity=TourFactory())
    first = client.get(address)
    assert (first.status_code, first["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
