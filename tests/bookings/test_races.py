"""Many at once for few places, on the database that is configured: SQLite as a file, or PostgreSQL."""

from collections import Counter

import pytest

from bookings import services
from bookings.models import Booking, Party, Slot
from bookings.services import NewGuest
from notices.models import Notice
from tests.bookings.parties import confirmed, hold, mailed_pin, other_than, run_out
from tests.bookings.racing import race
from tests.factories import SlotFactory, TourFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 8


@pytest.fixture(autouse=True)
def warm():
    """Addresses, templates and calendars are loaded, as in a worker after its first requests."""
    services.cancel(booking=confirmed(SlotFactory()), by="guest")
    Booking.objects.all().delete()
    Party.objects.all().delete()
    Notice.objects.all().delete()


@pytest.fixture
def slots(warm):
    """One slot with three places for every round."""
    tour = TourFactory(cancel_hours=0, party_max=100)
    return [SlotFactory(activity=tour, capacity=3) for _round in range(ROUNDS)]


def seats_taken(slots):
    return list(Slot.objects.filter(pk__in=[slot.pk for slot in slots]).order_by("pk").values_list("taken", flat=True))


def test_forty_visitors_at_once_fill_three_places_exactly(slots):
    outcomes = race(40, ROUNDS, lambda number, racer: hold(slots[number]).state)
    assert [Counter(outcome) for outcome in outcomes] == [{"held": 3, "slot_full": 37}] * ROUNDS
    assert (seats_taken(slots), services.check_seats()) == ([3] * ROUNDS, [])
    assert Booking.objects.count() == Party.objects.count() == Notice.objects.count() == 3 * ROUNDS


def test_forty_visitors_at_once_share_out_the_seats_of_overdue_holds(slots):
    for slot in slots:
        run_out(hold(slot, 3))
    outcomes = race(40, ROUNDS, lambda number, racer: hold(slots[number]).state)
    assert [Counter(outcome) for outcome in outcomes] == [{"held": 3, "slot_full": 37}] * ROUNDS
    assert (seats_taken(slots), services.check_seats()) == ([3] * ROUNDS, [])


def test_cancel_confirm_and_expire_at_once_give_the_seats_back_once(slots):
    """Every second hold is overdue already. One other seat of each slot stays taken: a seat given back twice shows."""
    bookings = [hold(slot, 2) for slot in slots]
    for number, slot in enumerate(slots):
        confirmed(slot)
        if number % 2:
            run_out(bookings[number])

    def run(number, racer):
        booking = bookings[number]
        if racer % 3 == 0:
            return services.cancel(booking=booking, by="guest").state
        if racer % 3 == 1:
            return services.confirm(booking=booking).state
        return str(services.expire_overdue(slot=booking.slot))

    outcomes = race(9, ROUNDS, run)
    assert (seats_taken(slots), services.check_seats()) == ([1] * ROUNDS, [])
    assert {word for outcome in outcomes for word in outcome} <= {
        *("0", "1", "cancelled", "confirmed", "hold_expired", "not_changeable")
    }
    states = Booking.objects.filter(pk__in=[booking.pk for booking in bookings]).order_by("pk")
    assert set(states.values_list("state", flat=True)[::2]) == {"cancelled"}


def test_parties_that_grow_at_once_stay_within_the_capacity():
    tour = TourFactory(cancel_hours=0)
    slots = [SlotFactory(activity=tour, capacity=11) for _round in range(5)]
    bookings = [[confirmed(slot) for _racer in range(8)] for slot in slots]
    both = (NewGuest("parent"), NewGuest("e4"))
    outcomes = race(
        8, len(slots), lambda number, racer: services.change_party(booking=bookings[number][racer], guests=both).seats
    )
    assert [Counter(outcome) for outcome in outcomes] == [{2: 3, "slot_full": 5}] * len(slots)
    assert (seats_taken(slots), services.check_seats()) == ([11] * len(slots), [])


@pytest.mark.parametrize("people", [1, 3], ids=["with room to spare", "for the last seats"])
def test_the_same_key_eight_times_at_once_is_one_booking(slots, people):
    outcomes = race(8, ROUNDS, lambda number, racer: hold(slots[number], people, key=f"key {number}").pk)
    assert [len(set(outcome)) for outcome in outcomes] == [1] * ROUNDS
    assert sorted(Booking.objects.values_list("pk", flat=True)) == sorted(outcome[0] for outcome in outcomes)
    assert (seats_taken(slots), Notice.objects.count()) == ([people] * ROUNDS, ROUNDS)


def test_one_key_with_two_bodies_at_once_serves_one_of_them(slots):
    outcomes = race(8, ROUNDS, lambda number, racer: hold(slots[number], 1 + racer % 2, key=f"key {number}").seats)
    served = Booking.objects.order_by("slot_id").values_list("seats", flat=True)
    assert [Counter(outcome) for outcome in outcomes] == [{seats: 4, "key_reused": 4} for seats in served]
    assert (seats_taken(slots), len(outcomes)) == (list(served), ROUNDS)


def test_twenty_guesses_at_once_count_as_five(slots):
    bookings = [hold(slot) for slot in slots[:5]]
    wrong = [other_than(mailed_pin(booking)) for booking in bookings]

    def run(number, racer):
        return services.confirm_by_pin(party=bookings[number].party, pin=wrong[number])

    outcomes = race(20, 5, run)
    assert [Counter(outcome) for outcome in outcomes] == [{"wrong_pin": 5, "too_many_tries": 15}] * 5
