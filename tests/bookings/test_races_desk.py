"""Visitors and the desk at the same slot at the same moment."""

from collections import Counter

import pytest

from bookings import services
from bookings.models import Booking, Slot
from tests.bookings.parties import confirmed, hold
from tests.bookings.racing import race
from tests.bookings.waits import queued
from tests.factories import SlotFactory, TourFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 6


@pytest.fixture
def slots():
    """One with room for two for every round."""
    tour = TourFactory(cancel_hours=0)
    return [SlotFactory(activity=tour, days=30 + number, capacity=2) for number in range(ROUNDS)]


def now(slots):
    return [Slot.objects.get(pk=slot.pk) for slot in slots]


def test_a_capacity_that_shrinks_while_people_book_is_never_less_than_what_they_got(slots):
    """The desk takes one of the two places away, or is told that they are gone."""

    def run(number, racer):
        if racer == 0:
            return f"desk {services.change_capacity(slot=slots[number], capacity=1).capacity}"
        return hold(slots[number]).state

    outcomes = [Counter(outcome) for outcome in race(6, ROUNDS, run)]
    smaller, refused = {"desk 1": 1, "held": 1, "slot_full": 4}, {"not_changeable": 1, "held": 2, "slot_full": 3}
    assert [outcome for outcome in outcomes if outcome not in (smaller, refused)] == []
    assert [(slot.taken, slot.capacity) for slot in now(slots)] == [
        (1, 1) if outcome == smaller else (2, 2) for outcome in outcomes
    ]
    assert services.check_seats() == []


def test_more_places_and_a_cancel_at_once_are_offered_once_each(slots):
    """Two more places and two that come free: two of the three parties of two that wait are asked."""
    booked = [confirmed(slot, 2) for slot in slots]
    waits = [[queued(slot, 2) for _party in range(3)] for slot in slots]

    def run(number, racer):
        if racer:
            return services.cancel(booking=booked[number], by="guest").state
        return str(services.change_capacity(slot=slots[number], capacity=4).capacity)

    race(2, ROUNDS, run)
    states = dict(Booking.objects.values_list("pk", "state"))
    assert [[states[booking.pk] for booking in row] for row in waits] == [["offered", "offered", "waiting"]] * ROUNDS
    assert ([slot.taken for slot in now(slots)], services.check_seats()) == ([4] * ROUNDS, [])


def test_a_date_that_is_cancelled_while_people_book_keeps_nobody(slots):
    for slot in slots:
        confirmed(slot)

    def run(number, racer):
        if racer == 0:
            return services.set_status(slot=slots[number], status="cancelled").status
        return hold(slots[number]).state

    outcomes = race(4, ROUNDS, run)
    assert {word for outcome in outcomes for word in outcome} <= {"cancelled", "held", "slot_full", "slot_closed"}
    assert ([slot.taken for slot in now(slots)], services.check_seats()) == ([0] * ROUNDS, [])
    assert set(Booking.objects.values_list("state", flat=True)) == {"cancelled"}
