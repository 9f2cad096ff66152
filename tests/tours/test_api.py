"""Tours and slots over the API: who is shown, in what shape, with how many queries."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from bookings.models import Slot
from tests.factories import BookingFactory, CompanyFactory, EventFactory, FieldFactory, SlotFactory, TourFactory
from tests.queries import queries_of
from tests.tokyo import TOKYO

pytestmark = pytest.mark.django_db


def results(client, address, **query):
    return client.get(f"/api/v1/{address}", query).json()["results"]


def at(day, hour=10):
    return datetime(2031, 5, day, hour, tzinfo=TOKYO)


def slot_on(activity, day, hour=10, **fields):
    return SlotFactory(activity=activity, starts_at=at(day, hour), books_from=timezone.now(), **fields)


def test_a_tour_says_what_a_booking_needs(client):
    company = CompanyFactory(name="架空螺子製作所", fields=[FieldFactory(slug="space")])
    tour = TourFactory(company=company, title="ねじの工場", title_en="The screw works", minutes=90, party_max=4)
    slot = SlotFactory(activity=tour, capacity=5)
    BookingFactory(slot=slot, seats=2)

    found = client.get(f"/api/v1/tours/{tour.slug}/").json()
    assert found == results(client, "tours/")[0]
    assert found == {
        "slug": tour.slug,
        "title": "ねじの工場",
        "title_en": "The screw works",
        "hook": "",
        "description": "",
        "description_en": "",
        "easy": "",
        "place": "工場の入口",
        "audience": "anyone",
        "party_min": 1,
        "party_max": 4,
        "notice_hours": 0,
        "horizon_days": 90,
        "cancel_hours": 24,
        "questions": [],
        "required_consents": ["booking"],
        "url": f"http://127.0.0.1:8000/tours/{tour.slug}/",
        "book_url": f"http://127.0.0.1:8000/tours/{tour.slug}/book/",
        "next_slot": {
            "id": slot.pk,
            "starts_at": slot.starts_at.isoformat(),
            "ends_at": slot.ends_at.isoformat(),
            "left": 3,
        },
        "company": company.slug,
        "company_name": "架空螺子製作所",
        "fields": ["space"],
        "mode": "booking",
        "acceptance": "instant",
        "notice_workdays": 0,
        "running_notice_hours": None,
        "paused": False,
        "pause_reason": "",
        "minutes": 90,
        "bring": "",
        **dict.fromkeys(("standing", "stroller", "fee")),
        **dict.fromkeys(("stairs", "noise", "toilet", "from_grade", "takeaway", "fee_covers", "insurance", "rain"), ""),
        **dict.fromkeys(("hazard", "hazard_note", "photos"), ""),
        "manners": {"version": "", "sentences": []},
        "promises": [],
    }


def test_drafts_and_tours_of_hidden_companies_are_not_there(client):
    hidden = CompanyFactory(hidden=True)
    no_consent = CompanyFactory(basis="register", corporate_number=None)
    tours = [TourFactory(live=False), TourFactory(company=hidden), TourFactory(company=no_consent)]
    for tour in tours:
        SlotFactory(activity=tour)

    assert results(client, "tours/") == []
    assert results(client, "slots/") == []
    assert [client.get(f"/api/v1/tours/{tour.slug}/").status_code for tour in tours] == [404, 404, 404]
    assert [client.get("/api/v1/slots/", {"activity": tour.slug}).status_code for tour in tours] == [404, 404, 404]


def test_tours_are_found_by_field_and_audience(client):
    space, medical = FieldFactory(slug="space"), FieldFactory(slug="medical")
    both = TourFactory(company=CompanyFactory(fields=[space, medical]), audience="families")
    other = TourFactory(company=CompanyFactory(fields=[medical]), audience="students")
    TourFactory()

    def slugs(**query):
        return [tour["slug"] for tour in results(client, "tours/", **query)]

    assert slugs(field=["space", "medical"]) == [both.slug, other.slug]
    assert slugs(field="medical", audience="families") == [both.slug]
    assert client.get("/api/v1/tours/", {"field": "nowhere"}).status_code == 400


def test_the_soonest_tour_comes_first(client):
    nothing, later, sooner = TourFactory(), TourFactory(), TourFactory()
    SlotFactory(activity=later, days=9)
    SlotFactory(activity=sooner, days=3)
    SlotFactory(activity=nothing, days=2, status=Slot.Status.CLOSED)

    assert [tour["slug"] for tour in results(client, "tours/")] == [sooner.slug, later.slug, nothing.slug]


def test_slots_of_tours_and_events_in_one_shape(client):
    tour, event = TourFactory(), EventFactory()
    visit, fair = slot_on(tour, 3, capacity=4), slot_on(event, 4)
    BookingFactory(slot=visit, seats=3)

    assert results(client, "slots/", people=2) == [
        {
            "id": visit.pk,
            "activity": tour.slug,
            "company": tour.company.slug,
            "starts_at": "2031-05-03T10:00:00+09:00",
            "ends_at": "2031-05-03T11:30:00+09:00",
            "capacity": 4,
            "left": 1,
            "bookable": False,
        },
        {
            "id": fair.pk,
            "activity": event.slug,
            "company": None,
            "starts_at": "2031-05-04T10:00:00+09:00",
            "ends_at": "2031-05-04T11:30:00+09:00",
            "capacity": 6,
            "left": 6,
            "bookable": True,
        },
    ]
    assert [slot["bookable"] for slot in results(client, "slots/")] == [True, True]
    assert [slot["id"] for slot in results(client, "slots/", activity=event.slug)] == [fair.pk]


def test_days_are_days_in_tokyo_and_both_ends_count(client):
    tour = TourFactory()
    slot_on(tour, 1, 23)
    early, late = slot_on(tour, 2, 0), slot_on(tour, 3, 23)
    slot_on(tour, 4, 0)

    found = results(client, "slots/", date_from="2031-05-02", date_to="2031-05-03")
    assert [slot["id"] for slot in found] == [early.pk, late.pk]


def test_past_and_cancelled_slots_are_not_listed(client):
    tour = TourFactory()
    SlotFactory(activity=tour, starts_at=timezone.now() - timedelta(hours=1))
    SlotFactory(activity=tour, status=Slot.Status.CANCELLED)
    closed = SlotFactory(activity=tour, status=Slot.Status.CLOSED)

    assert [(slot["id"], slot["bookable"]) for slot in results(client, "slots/")] == [(closed.pk, False)]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"date_from": "あした"}, ["date_from"]),
        ({"date_from": "2031-13-45", "date_to": "x"}, ["date_from", "date_to"]),
        ({"people": "0"}, ["people"]),
        ({"people": "9" * 40}, ["people"]),
        ({"people": "三人"}, ["people"]),
        ({"activity": "x" * 2000}, ["activity"]),
    ],
)
def test_broken_questions_are_answered_by_field(client, query, fields):
    response = client.get("/api/v1/slots/", query)

    assert response.status_code == 400
    errors = response.json()["errors"]
    assert sorted(errors) == fields
    assert all(isinstance(sentence, str) for sentences in errors.values() for sentence in sentences)


@pytest.mark.parametrize("address", ["slots/?activity=nowhere", "tours/nowhere/", "tours/?page=99", "slots/?page=x"])
def test_what_is_not_there_is_a_404_with_a_sentence(client, address):
    response = client.get(f"/api/v1/{address}")

    assert (response.status_code, list(response.json())) == (404, ["detail"])


def test_the_furthest_date_there_is_breaks_nothing(client):
    assert results(client, "slots/", date_from="0001-01-01", date_to="9999-12-31") == []


def test_lists_come_in_pages_of_at_most_a_hundred(client):
    tour = TourFactory()
    now = timezone.now()
    Slot.objects.bulk_create(
        Slot(
            activity=tour,
            starts_at=now + timedelta(hours=hour),
            ends_at=now + timedelta(hours=hour + 1),
            capacity=1,
            books_from=now,
            books_until=now + timedelta(hours=hour),
        )
        for hour in range(1, 121)
    )
    first = client.get("/api/v1/slots/").json()
    largest = client.get("/api/v1/slots/", {"page_size": 1000}).json()

    assert (first["count"], len(first["results"]), first["previous"]) == (120, 20, None)
    assert client.get(first["next"]).json()["previous"] == "http://testserver/api/v1/slots/"
    assert (len(largest["results"]), largest["next"] is None) == (100, False)


@pytest.mark.parametrize("address", ["tours/", "slots/"])
def test_three_rows_cost_as_many_queries_as_one(client, address):
    def row():
        SlotFactory(activity=TourFactory(company=CompanyFactory(fields=[FieldFactory()])))

    row()
    one = len(queries_of(lambda: client.get(f"/api/v1/{address}")))
    row()
    row()
    assert len(queries_of(lambda: client.get(f"/api/v1/{address}"))) == one
