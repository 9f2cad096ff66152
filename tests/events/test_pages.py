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
        "12月5日(土) 13:00〜14:30 満席",
        "12月6日(日) 13:00〜14:30 残り6人",
    ):
        assert line in text(page)
    assert [link for link in links(page) if "book" in link] == [f"/events/{event.slug}/book/?slot={free.pk}"]
    assert [item.get_text() for item in soup(page).select("#programme ~ ul li")] == ["13:00 受付", "13:30 工場の人の話"]


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
    assert "12月2日(水) 中止" in " ".join(page.main.get_text().split())
    assert [heading.get_text(strip=True) for heading in page.main("h3")] == ["春の交流会"]
    assert [heading.get_text(strip=True) for heading in past.main("h2")] == ["春の交流会"]


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

    assert '<h1 lang="ja">秋の交流会</h1>' in page.content.decode()
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
    shown = template.render(Context())

    assert shown.index("5日の会") < shown.index("12日の会")
    assert [title in shown for title in ("19日の会", "日のない会")] == [False, False]
    assert len(queries_of(lambda: template.render(Context()))) == 2
