"""The calendar that people subscribe to."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar

from bookings.models import Slot
from tests.factories import EventFactory, SlotFactory, TourFactory
from tests.queries import queries_of
from tests.tokyo import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 21, 12), tick=False):
        yield


def date_of(activity, month, day, **fields):
    return SlotFactory(activity=activity, starts_at=at(2026, month, day, 13), **fields)


def entries(response):
    return {str(entry["uid"]): entry for entry in Calendar.from_ical(response.content).walk("VEVENT")}


def test_the_feed_is_a_published_calendar_with_a_time_zone(client):
    response = client.get("/events/calendar.ics")
    lines = response.content.decode().split("\r\n")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    for line in (
        "METHOD:PUBLISH",
        "NAME:まちこうばのイベント",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "TZID:Asia/Tokyo",
    ):
        assert line in lines


def test_every_date_of_published_events_is_an_entry(client):
    event = EventFactory(title="秋の交流会", venue="架空産業プラザ", address="試町1-1", hook="工場の人に会う")
    held, called_off = date_of(event, 12, 5), date_of(event, 12, 6, status=Slot.Status.CANCELLED)
    date_of(event, 6, 1)
    date_of(EventFactory(live=False), 12, 5)
    date_of(TourFactory(), 12, 5)
    found = entries(client.get("/events/calendar.ics"))

    assert list(found) == [f"event-slot-{held.pk}@machikoba", f"event-slot-{called_off.pk}@machikoba"]
    entry = found[f"event-slot-{held.pk}@machikoba"]
    assert (entry["summary"], entry["location"], entry["description"]) == (
        "秋の交流会",
        "架空産業プラザ 試町1-1",
        "工場の人に会う",
    )
    assert entry["url"] == f"http://127.0.0.1:8000/events/{event.slug}/"
    assert entry.start == at(2026, 12, 5, 13)
    assert entry["dtstart"].params["TZID"] == "Asia/Tokyo"
    assert [str(entry["status"]) for entry in found.values()] == ["CONFIRMED", "CANCELLED"]


def test_an_entry_keeps_its_uid_when_the_event_changes(client):
    event = EventFactory(title="秋の交流会")
    date_of(event, 12, 5)
    before = list(entries(client.get("/events/calendar.ics")))
    event.title, event.slug, event.last_published_at = "冬の交流会", "winter", datetime(2026, 11, 20, tzinfo=UTC)
    event.save()

    assert list(entries(client.get("/events/calendar.ics"))) == before


def test_a_reader_that_has_it_already_gets_304_until_something_changes(client):
    event = EventFactory()
    date_of(event, 12, 5)
    etag = client.get("/events/calendar.ics")["ETag"]
    with time_machine.travel(at(2026, 11, 21, 18), tick=False):
        assert client.get("/events/calendar.ics", headers={"if-none-match": etag}).status_code == 304
    date_of(event, 12, 6)
    assert client.get("/events/calendar.ics", headers={"if-none-match": etag}).status_code == 200


def test_the_english_feed_has_english_titles(client):
    date_of(EventFactory(title="秋の交流会", title_en="Autumn meeting"), 12, 5)

    assert [str(entry["summary"]) for entry in entries(client.get("/en/events/calendar.ics")).values()] == [
        "Autumn meeting"
    ]


def test_three_dates_cost_as_many_queries_as_one(client):
    date_of(EventFactory(), 12, 5)
    one = len(queries_of(lambda: client.get("/events/calendar.ics")))
    date_of(EventFactory(), 12, 5)
    date_of(EventFactory(), 12, 6)
    assert len(queries_of(lambda: client.get("/events/calendar.ics"))) == one


def test_a_date_stays_for_two_months_after_it(client):
    slot = date_of(EventFactory(), 11, 22)
    for days, shown in ((59, True), (61, False)):
        with time_machine.travel(slot.ends_at + timedelta(days=days), tick=False):
            assert bool(entries(client.get("/events/calendar.ics"))) == shown
