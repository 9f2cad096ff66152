"""The ward's events as a visitor sees them, and the companies that take part."""

import json

import pytest
import time_machine
from django.template import Context, Template

from bookings.models import Slot
from events.models import Participation
from tests.factories import BookingFactory, CompanyFactory, EventFactory, SlotFactory, TourFactory
from tests.html import links, soup, text
from tests.queries import queries_of
from tests.tokyo import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 21, 12), tick=False):
        yield


def date_of(event, month, day, hour=13, **fields):
    return SlotFactory(activity=event, starts_at=at(2026, month, day, hour), **fields)


def test_an_event_lists_its_dates_and_leads_to_their_booking(client):
    event = EventFactory(programme="13:00 受付\r\n\r\n13:30 工場の人の話", organizer="架空区 産業振興課")
    date_of(event, 11, 1)
    full, free = date_of(event, 12, 5, capacity=1), date_of(event, 12, 6)
    date_of(event, 12, 7, status=Slot.Status.CLOSED)
    BookingFactory(slot=full)
    page = client.get(f"/events/{event.slug}/")

    for line in (
        "11月1日(日) 13:00〜14:30 受付終了",
        "12月5日(土) 13:00〜14:30 満席・キャンセル待ち",
        "12月6日(日) 13:00〜14:30 残り6人",
    ):
        assert line in text(page)
    assert [link for link in links(page) if "book" in link] == [
        f"/events/{event.slug}/book/?slot={slot.pk}" for slot in (full, free)
    ]
    assert soup(page).select_one(".sticky-bar a")["href"] == f"/events/{event.slug}/book/?slot={free.pk}"
    assert [item.get_text() for item in soup(page).select(".timeline li")] == ["13:00 受付", "13:30 工場の人の話"]


def test_an_event_and_its_companies_are_linked_both_ways(client):
    shown, hidden = CompanyFactory(name="架空光学"), CompanyFactory(name="かくれた製作所", hidden=True)
    tour = TourFactory(company=shown, title="レンズの工場")
    TourFactory(company=shown, title="下書き", live=False)
    event = EventFactory(title="秋の交流会", companies=[hidden])
    Participation.objects.create(event=event, company=shown, note="レンズみがき体験")
    date_of(event, 12, 5)
    page = client.get(f"/events/{event.slug}/")
    company_page = client.get(f"/companies/{shown.slug}/")

    assert [name in text(page) for name in ("架空光学", "レンズみがき体験", "レンズの工場")] == [True, True, True]
    assert [name in text(page) for name in ("かくれた製作所", "下書き")] == [False, False]
    assert [link for link in links(page) if link in (f"/companies/{shown.slug}/", f"/tours/{tour.slug}/")] == [
        f"/companies/{shown.slug}/",
        f"/tours/{tour.slug}/",
    ]
    assert f"/events/{event.slug}/" in links(company_page)
    assert f"/tours/{tour.slug}/" in links(company_page)


def test_what_nobody_may_see_is_not_found(client):
    draft, tour = EventFactory(live=False), TourFactory()

    addresses = [f"/events/{slug}/{page}" for slug in (draft.slug, tour.slug, "nowhere") for page in ("", "book/")]
    assert [client.get(address).status_code for address in addresses] == [404] * 6


def test_coming_events_stand_before_undated_ones_and_past_ones_apart(client):
    EventFactory(title="いつかの体験教室")
    over = EventFactory(title="春の交流会")
    later, sooner = EventFactory(title="冬の説明会"), EventFactory(title="秋の見学会")
    called_off = EventFactory(title="中止の見学会")
    EventFactory(title="下書きの会", live=False)
    date_of(over, 4, 10)
    date_of(later, 12, 20)
    date_of(sooner, 11, 1)
    date_of(sooner, 12, 1)
    date_of(called_off, 12, 2, status=Slot.Status.CANCELLED)
    page = soup(client.get("/events/"))
    past = soup(client.get("/events/", {"when": "past"}))

    assert [heading.get_text(strip=True) for heading in page.main("h2") if heading.a] == [
        "秋の見学会",
        "中止の見学会",
        "冬の説明会",
        "いつかの体験教室",
    ]
    assert "12/2 水曜日 13:00 中止の見学会 " in " ".join(page.main.get_text().split())
    assert [heading.get_text(strip=True) for heading in page.main("h3")] == ["春の交流会"]
    assert [heading.get_text(strip=True) for heading in past.main("h2")] == ["春の交流会"]


@pytest.mark.parametrize(
    ("dates", "says"),
    [
        ([], "日にちは、これから"),
        ([(11, 1, {})], "このイベントは終わりました。"),
        ([(12, 5, {"status": Slot.Status.CANCELLED})], "このイベントは中止になりました。"),
        ([(12, 5, {"status": Slot.Status.CLOSED})], "いまは申し込めません：受付終了。"),
    ],
)
def test_what_cannot_be_booked_says_so_and_has_no_bar(client, dates, says):
    event = EventFactory()
    for month, day, fields in dates:
        date_of(event, month, day, **fields)
    page = client.get(f"/events/{event.slug}/")
    assert says in text(page)
    assert not soup(page).select(".sticky-bar")
    assert "/events/" in links(page)


def test_the_date_that_can_be_booked_stands_before_a_full_one(client):
    event = EventFactory()
    BookingFactory(slot=date_of(event, 12, 5, capacity=1))
    date_of(event, 12, 12)
    assert soup(client.get(f"/events/{event.slug}/")).select_one(".date-hero__date").get_text(strip=True) == "12/12"


def test_numbers_are_only_what_is_known(client):
    event = EventFactory(companies=[CompanyFactory(), CompanyFactory()])
    date_of(event, 12, 5)
    date_of(event, 12, 6)
    shown = soup(client.get(f"/events/{event.slug}/")).select(".number-hero__number")
    assert [number.get_text() for number in shown] == ["2社", "2日", "1.5時間"]


def test_structured_data_names_the_venue(client):
    event = EventFactory(title="<交流会>", venue="架空産業プラザ")
    date_of(event, 12, 5, status=Slot.Status.CANCELLED)
    block = soup(client.get(f"/events/{event.slug}/")).find("script", type="application/ld+json").string

    [occurrence] = json.loads(block)["@graph"]
    assert (occurrence["name"], occurrence["location"]["name"]) == ("<交流会>", "架空産業プラザ")
    assert occurrence["eventStatus"] == "https://schema.org/EventCancelled"
    assert "<" not in block


def test_the_english_page_marks_what_is_japanese(client):
    event = EventFactory(title="秋の交流会")
    date_of(event, 12, 5)
    page = client.get(f"/en/events/{event.slug}/")

    assert (soup(page).h1.get_text(), soup(page).h1["lang"]) == ("秋の交流会", "ja")
    assert "Sat 5 Dec 13:00–14:30" in text(page)


def test_three_events_cost_as_many_queries_as_one(client):
    def row():
        date_of(EventFactory(), 12, 5)
        date_of(EventFactory(), 4, 5)

    row()
    one = len(queries_of(lambda: client.get("/events/")))
    row()
    row()
    assert len(queries_of(lambda: client.get("/events/"))) == one


def test_an_event_with_three_companies_costs_as_many_queries_as_with_one(client):
    event = EventFactory()

    def row(day):
        Participation.objects.create(event=event, company=TourFactory().company)
        date_of(event, 12, day)

    row(5)
    one = len(queries_of(lambda: client.get(f"/events/{event.slug}/")))
    row(6)
    row(7)
    assert len(queries_of(lambda: client.get(f"/events/{event.slug}/"))) == one


def test_the_front_page_can_show_the_next_events():
    for day in (12, 5, 19):
        date_of(EventFactory(title=f"{day}日の会"), 12, day)
    EventFactory(title="日のない会")
    template = Template("{% load events %}{% next_events 2 %}")
    shown = template.render(Context()).replace("<wbr>", "")

    assert shown.index("5日の会") < shown.index("12日の会")
    assert [title in shown for title in ("19日の会", "日のない会")] == [False, False]
    assert len(queries_of(lambda: template.render(Context()))) == 2


def test_the_list_names_a_day_once_unless_the_next_one_to_book_is_another(client):
    for title, full in (("席のある日", False), ("満席の日", True)):
        event = EventFactory(title=title)
        first = date_of(event, 12, 5, capacity=1)
        date_of(event, 12, 6)
        if full:
            BookingFactory(slot=first)
    words = [" ".join(row.get_text().split()) for row in soup(client.get("/events/")).select(".event-row__next")]
    assert words == ["13:00〜14:30 残り1人", "次は 12月6日(日) 13:00〜14:30 残り6人"]
