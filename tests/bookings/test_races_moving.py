"""Several who change their date or answer a request at the same moment."""

from collections import Counter

import pytest

from bookings import services
from bookings.models import Booking, Slot
from tests.bookings.parties import confirmed, run_out, verified
from tests.bookings.racing import race
from tests.factories import SlotFactory, TourFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 6


@pytest.fixture
def tour():
    return TourFactory(cancel_hours=0)


def taken(slots):
    return [Slot.objects.get(pk=slot.pk).taken for slot in slots]


def test_two_who_move_to_the_last_place_at_once_leave_one_where_it_was(tour):
    starts = [[SlotFactory(activity=tour) for _racer in range(2)] for _round in range(ROUNDS)]
    targets = [SlotFactory(activity=tour, capacity=1) for _round in range(ROUNDS)]
    bookings = [[confirmed(slot) for slot in pair] for pair in starts]

    def run(number, racer):
        return services.move(booking=bookings[number][racer], slot=targets[number]).state

    outcomes = race(2, ROUNDS, run)
    assert [Counter(outcome) for outcome in outcomes] == [{"confirmed": 1, "slot_full": 1}] * ROUNDS
    assert (taken(targets), services.check_seats()) == ([1] * ROUNDS, [])
    assert [sum(taken(pair)) for pair in starts] == [1] * ROUNDS


def test_those_who_change_places_with_each_other_never_wait_for_each_other(tour):
    pairs = [[SlotFactory(activity=tour, capacity=9) for _slot in range(2)] for _round in range(ROUNDS)]
    bookings = [[confirmed(pair[racer % 2]) for racer in range(6)] for pair in pairs]

    def run(number, racer):
        return services.move(booking=bookings[number][racer], slot=pairs[number][1 - racer % 2]).state

    outcomes = race(6, ROUNDS, run)
    assert [Counter(outcome) for outcome in outcomes] == [{"confirmed": 6}] * ROUNDS
    assert ([taken(pair) for pair in pairs], services.check_seats()) == ([[3, 3]] * ROUNDS, [])


def test_who_moves_and_cancels_at_once_gives_the_seats_back_once(tour):
    starts, targets = ([SlotFactory(activity=tour) for _round in range(ROUNDS)] for _side in range(2))
    bookings = [confirmed(slot, 2) for slot in starts]

    def run(number, racer):
        if racer % 2:
            return services.cancel(booking=bookings[number], by="guest").state
        return services.move(booking=bookings[number], slot=targets[number]).state

    race(4, ROUNDS, run)
    held = [2 if booking.state == "confirmed" else 0 for booking in Booking.objects.order_by("party__pk")]
    assert [sum(pair) for pair in zip(taken(starts), taken(targets), strict=True)] == held
    assert services.check_seats() == []


def test_a_yes_a_no_a_withdrawal_and_the_clock_at_once_end_a_request_once():
    """Every second one is overdue already. Another party keeps one seat: a seat given back twice shows."""
    tour = TourFactory(acceptance="approval")
    slots = [SlotFactory(activity=tour) for _round in range(ROUNDS)]
    for slot in slots:
        services.approve(booking=verified(slot, email="other@example.com"))
    bookings = [verified(slot, 2) for slot in slots]
    for booking in bookings[::2]:
        run_out(booking)

    def run(number, racer):
        booking = bookings[number]
        if racer % 4 == 0:
            return services.approve(booking=booking).state
        if racer % 4 == 1:
            return services.decline(booking=booking).state
        if racer % 4 == 2:
            return services.cancel(booking=booking, by="guest").state
        return str(services.expire_overdue(slot=booking.slot))

    outcomes = race(8, ROUNDS, run)
    states = [Booking.objects.get(pk=booking.pk).state for booking in bookings]
    assert {word for outcome in outcomes for word in outcome} <= {
        *("0", "1", "confirmed", "declined", "cancelled", "not_changeable")
    }
    assert set(states) <= {"confirmed", "declined", "cancelled", "expired"}
    assert taken(slots) == [3 if state == "confirmed" else 1 for state in states]
    assert services.check_seats() == []
