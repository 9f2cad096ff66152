"""Events over the API."""

import pytest

from events.models import Participation
from tests.factories import CompanyFactory, EventFactory, SlotFactory, TourFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def test_an_event_names_the_companies_anybody_may_see(client):
    shown, hidden = CompanyFactory(name="架空光学"), CompanyFactory(hidden=True)
    event = EventFactory(companies=[hidden])
    Participation.objects.create(event=event, company=shown, note="レンズみがき体験")
    slot = SlotFactory(activity=event)

    found = client.get(f"/api/v1/events/{event.slug}/").json()
    assert found == client.get("/api/v1/events/").json()["results"][0]
    assert found["companies"] == [{"slug": shown.slug, "name": "架空光学", "note": "レンズみがき体験"}]
    assert (found["type"], found["venue"], found["next_slot"]["id"]) == ("meeting", "架空産業プラザ", slot.pk)
    assert found["required_consents"] == ["booking"]
    assert found["book_url"] == f"http://127.0.0.1:8000/events/{event.slug}/book/"


def test_drafts_and_tours_are_no_events(client):
    draft, tour = EventFactory(live=False), TourFactory()

    assert client.get("/api/v1/events/").json()["results"] == []
    assert [client.get(f"/api/v1/events/{activity.slug}/").status_code for activity in (draft, tour)] == [404, 404]


def test_the_list_looks_ahead_and_a_past_event_keeps_its_address(client):
    over, undated, later, sooner = EventFactory(), EventFactory(), EventFactory(), EventFactory()
    SlotFactory(activity=over, days=-3)
    SlotFactory(activity=later, days=20)
    SlotFactory(activity=sooner, days=5)

    found = client.get("/api/v1/events/").json()["results"]
    assert [event["slug"] for event in found] == [sooner.slug, later.slug, undated.slug]
    assert client.get(f"/api/v1/events/{over.slug}/").json()["next_slot"] is None


def test_three_events_cost_as_many_queries_as_one(client):
    def row():
        SlotFactory(activity=EventFactory(companies=[CompanyFactory(), CompanyFactory()]))

    row()
    one = len(queries_of(lambda: client.get("/api/v1/events/")))
    row()
    row()
    assert len(queries_of(lambda: client.get("/api/v1/events/"))) == one
