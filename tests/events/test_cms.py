"""Staff write events and their dates in the CMS."""

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from bookings.models import Booking, Slot
from events.date_forms import EventDateForm
from events.models import Event
from events.services import add_slot
from tests.factories import BookingFactory, CompanyFactory, EventFactory, SlotFactory, TourFactory
from tests.html import text
from tests.tokyo import at

pytestmark = pytest.mark.django_db
DATES = "wagtailsnippets_bookings_slot"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 21, 12), tick=False):
        yield


def event_form(*companies, **fields):
    data = {
        "type": "meeting",
        "title": "冬の交流会",
        "slug": "winter",
        "venue": "架空産業プラザ",
        "address": "試町1-1",
        "organizer": "架空区",
        "audience": "anyone",
        "party_min": 1,
        "acceptance": "instant",
        "party_max": 6,
        "notice_hours": 24,
        "cancel_hours": 24,
        "horizon_days": 90,
        "participations-TOTAL_FORMS": len(companies),
        "participations-INITIAL_FORMS": 0,
        "participations-MIN_NUM_FORMS": 0,
        "participations-MAX_NUM_FORMS": 1000,
        **fields,
    }
    for position, company in enumerate(companies):
        data[f"participations-{position}-company"] = company.pk
    return data


def test_an_event_published_in_the_cms_is_an_event_with_its_companies(staff):
    company = CompanyFactory()
    form = event_form(company)
    staff.post(reverse("wagtailsnippets_events_event:add"), form | {"action-publish": "1"})

    event = Event.objects.published().get()
    assert (event.kind, list(event.companies.all())) == ("event", [company])


def test_a_new_notice_reaches_the_dates_when_it_is_published(staff):
    event = EventFactory(slug="winter")
    slot = add_slot(event, starts_at=at(2026, 12, 5, 13), ends_at=at(2026, 12, 5, 16), capacity=20)
    edit = reverse("wagtailsnippets_events_event:edit", args=[event.pk])
    staff.post(edit, event_form(notice_hours=48) | {"action-publish": "1"})

    slot.refresh_from_db()
    assert slot.books_until == at(2026, 12, 3, 13)


def test_staff_add_a_date(staff):
    event = EventFactory(notice_hours=24, horizon_days=30)
    form = {"activity": event.pk, "starts_at": "2026-12-05 13:00", "ends_at": "2026-12-05 16:00", "capacity": 40}
    staff.post(reverse(f"{DATES}:add"), form)

    assert list(event.slots.values("starts_at", "ends_at", "capacity", "books_from", "books_until", "status")) == [
        {
            "starts_at": at(2026, 12, 5, 13),
            "ends_at": at(2026, 12, 5, 16),
            "capacity": 40,
            "books_from": at(2026, 11, 5, 13),
            "books_until": at(2026, 12, 4, 13),
            "status": "open",
        }
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ends_at", "2026-12-05 12:00", "終了は開始より後にしてください。"),
        ("capacity", "0", "定員は、もう予約している人の数より少なくできません"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_a_sentence(staff, field, value, sentence):
    form = {
        "activity": EventFactory().pk,
        "starts_at": "2026-12-05 13:00",
        "ends_at": "2026-12-05 16:00",
        "capacity": 40,
        field: value,
    }
    assert sentence in text(staff.post(reverse(f"{DATES}:add"), form))
    assert Slot.objects.count() == 0


def test_a_second_date_at_the_same_moment_is_refused(staff):
    slot = add_slot(EventFactory(), starts_at=at(2026, 12, 5, 13), ends_at=at(2026, 12, 5, 16), capacity=20)
    form = {"activity": slot.activity_id, "starts_at": "2026-12-05 13:00", "ends_at": "2026-12-05 15:00", "capacity": 9}
    page = staff.post(reverse(f"{DATES}:add"), form)

    assert page.status_code == 200
    assert list(Slot.objects.values_list("capacity", flat=True)) == [20]


def test_tours_are_not_offered_for_dates(staff):
    tour = TourFactory()
    SlotFactory(activity=tour)
    form = {"activity": tour.pk, "starts_at": "2026-12-05 13:00", "ends_at": "2026-12-05 16:00", "capacity": 4}
    staff.post(reverse(f"{DATES}:add"), form)

    assert tour.slots.count() == 1
    assert tour.title not in text(staff.get(reverse(f"{DATES}:list")))


def edit_form(slot, **changed):
    return {"capacity": slot.capacity, "status": slot.status, "starts_at": "2026-12-31 00:00", **changed}


def test_places_change_by_the_engine_and_never_below_the_guests(staff):
    slot = add_slot(EventFactory(), starts_at=at(2026, 12, 5, 13), ends_at=at(2026, 12, 5, 16), capacity=20)
    BookingFactory(slot=slot, seats=5)
    edit = reverse(f"{DATES}:edit", args=[slot.pk])

    staff.post(edit, edit_form(slot, capacity=5))
    slot.refresh_from_db()
    assert (slot.capacity, slot.taken, slot.starts_at) == (5, 5, at(2026, 12, 5, 13))
    assert "定員は、もう予約している人の数より少なくできません" in text(staff.post(edit, edit_form(slot, capacity=4)))
    slot.refresh_from_db()
    assert slot.capacity == 5


def test_who_books_while_staff_press_the_button_keeps_the_place(staff, monkeypatch):
    slot = add_slot(EventFactory(), starts_at=at(2026, 12, 5, 13), ends_at=at(2026, 12, 5, 16), capacity=20)
    look = EventDateForm.clean

    def booked_after_the_look(form):
        cleaned = look(form)
        BookingFactory(slot=slot, seats=6)
        return cleaned

    monkeypatch.setattr(EventDateForm, "clean", booked_after_the_look)
    page = staff.post(reverse(f"{DATES}:edit", args=[slot.pk]), edit_form(slot, capacity=5, status="closed"))

    assert "もう6人が予約しています。定員をそれより少なくすることはできません。" in text(page)
    slot.refresh_from_db()
    assert (page.status_code, slot.capacity, slot.taken, slot.status) == (200, 20, 6, "open")


def test_cancelling_a_date_cancels_its_bookings(staff):
    slot = add_slot(EventFactory(), starts_at=at(2026, 12, 5, 13), ends_at=at(2026, 12, 5, 16), capacity=20)
    booking = BookingFactory(slot=slot, seats=5)
    staff.post(reverse(f"{DATES}:edit", args=[slot.pk]), edit_form(slot, status="cancelled"))

    slot.refresh_from_db()
    booking.refresh_from_db()
    assert (slot.status, slot.taken, booking.state) == ("cancelled", 0, Booking.State.CANCELLED)


def test_the_same_date_again_is_the_same_slot():
    event = EventFactory()
    first = add_slot(event, starts_at=at(2026, 12, 5, 13), ends_at=at(2026, 12, 5, 16), capacity=20)
    with transaction.atomic():
        assert add_slot(event, starts_at=at(2026, 12, 5, 13), ends_at=at(2026, 12, 5, 17), capacity=30) == first
    assert Slot.objects.get().capacity == 20


def test_the_preview_shows_the_draft_as_the_page_will_be(staff):
    event = EventFactory(slug="winter")
    address = reverse("wagtailsnippets_events_event:preview_on_edit", args=[event.pk])
    sent = staff.post(address, event_form(title="まだ見せない題"))

    assert sent.json()["is_valid"] is True
    assert "まだ見せない題" in text(staff.get(address))


def test_an_editor_reads_the_dates_and_changes_none(editor):
    slot = add_slot(EventFactory(), starts_at=at(2026, 12, 5, 13), ends_at=at(2026, 12, 5, 16), capacity=20)
    new = {"activity": slot.activity_id, "starts_at": "2026-12-06 13:00", "ends_at": "2026-12-06 16:00", "capacity": 9}

    assert editor.get(reverse(f"{DATES}:list")).status_code == 200
    editor.post(reverse(f"{DATES}:add"), new)
    editor.post(reverse(f"{DATES}:edit", args=[slot.pk]), edit_form(slot, capacity=5))
    assert list(Slot.objects.values_list("pk", "capacity")) == [(slot.pk, 20)]
