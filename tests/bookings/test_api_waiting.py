"""A place in a waiting list over the API: asked for with the booking, confirmed by the same code."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.models import Booking, Slot
from tests.bookings.parties import hold, mailed_pin
from tests.bookings.test_api_bookings import confirm, send
from tests.bookings.visitors import body
from tests.factories import SlotFactory, TourFactory

pytestmark = pytest.mark.django_db
TWO = [{"self": True, "grade": "adult"}, {"grade": "adult"}]


@pytest.fixture
def full():
    slot = SlotFactory(days=7, capacity=2)
    hold(slot, 2)
    return slot


def newest():
    return Booking.objects.select_related("party", "wait").latest("pk")


def test_a_full_date_has_a_list_and_a_place_in_it_counts_with_the_code(client, full):
    answer = send(client, body(full, guests=TWO, wait=True, least=1))
    booking = newest()
    expires_at = timezone.localtime(booking.held_until).isoformat()
    assert (answer.status_code, answer.json()["state"], answer.json()["expires_at"]) == (201, "waiting", expires_at)
    assert (booking.wait.least, Slot.objects.get().taken) == (1, 2)
    answer = confirm(client, booking, {"pin": mailed_pin(booking)})
    assert (answer.status_code, answer.json()["state"], answer.json()["expires_at"]) == (200, "waiting", None)


def test_where_there_is_room_the_seats_are_held(client):
    slot = SlotFactory(days=7, capacity=2)
    assert send(client, body(slot, wait=True)).json()["state"] == "held"


def test_the_same_wish_twice_is_one_place_and_another_with_its_key_is_refused(client, full):
    first, second = (send(client, body(full, wait=True)) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert send(client, body(full, wait=True, guests=TWO, least=1)).json()["reason"] == "key_reused"
    assert Booking.objects.filter(state="waiting").count() == 1


def test_nobody_waits_who_does_not_ask_to(client, full):
    assert send(client, body(full)).json()["reason"] == "slot_full"
    assert send(client, body(full, wait=False, least=1), key="w" * 32).json()["reason"] == "slot_full"


@pytest.mark.parametrize(
    ("activity", "changes", "reason"),
    [
        ({}, {"status": Slot.Status.CLOSED}, "slot_closed"),
        ({}, {"books_until": timezone.now() - timedelta(minutes=1)}, "slot_closed"),
        ({"party_max": 1}, {}, "party_too_large"),
        ({"party_min": 3}, {}, "party_too_small"),
        ({}, {"capacity": 1, "taken": 0}, "party_too_large"),
        ({"paused_at": timezone.now()}, {}, "slot_closed"),
    ],
)
def test_no_list_can_be_joined_that_leads_to_nothing(client, activity, changes, reason):
    slot = SlotFactory(days=7, capacity=2, activity=TourFactory(**activity))
    Slot.objects.filter(pk=slot.pk).update(**{"taken": 2} | changes)
    answer = send(client, body(slot, guests=TWO, wait=True))
    assert (answer.status_code, answer.json()["reason"], Booking.objects.count()) == (409, reason, 0)


@pytest.mark.parametrize(
    "changes", [{"wait": "perhaps"}, {"least": 0}, {"least": -1}, {"least": "x"}, {"least": 3}, {"least": 10**30}]
)
def test_what_is_no_wish_to_wait_names_its_field(client, full, changes):
    answer = send(client, body(full, guests=TWO, **{"wait": True} | changes))
    assert (answer.status_code, [*answer.json()["errors"]]) == (400, [next(iter(changes))])
