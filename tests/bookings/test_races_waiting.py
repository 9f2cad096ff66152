"""Many at once at a waiting list, on the database that is configured: SQLite as a file, or PostgreSQL."""

from collections import Counter

import pytest

from bookings import services
from bookings.models import Booking, Party, Slot
from bookings.services import waiting
from notices.models import Notice
from tests.bookings.parties import confirmed, hold, run_out
from tests.bookings.racing import race
from tests.bookings.waits import join, queued
from tests.factories import SlotFactory, TourFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 6


@pytest.fixture
def slots():
    """Full slots of four places, one for every round; addresses, templates and calendars are loaded."""
    services.cancel(booking=confirmed(SlotFactory()), by="guest")
    for rows in (Booking, Party, Notice):
        rows.objects.all().delete()
    tour = TourFactory(cancel_hours=0)
    return [SlotFactory(activity=tour, days=30 + number, capacity=4) for number in range(ROUNDS)]


def of(bookings):
    """The states of bookings by now."""
    rows = dict(Booking.objects.values_list("pk", "state"))
    return [rows[booking.pk] for booking in bookings]


def taken(slots):
    return list(Slot.objects.filter(pk__in=[slot.pk for slot in slots]).order_by("pk").values_list("taken", flat=True))


def test_two_cancels_at_once_make_one_offer_to_each_of_two(slots):
    pairs = [[confirmed(slot, 2), confirmed(slot, 2)] for slot in slots]
    first, second, third = ([queued(slot, 2) for slot in slots] for _place in range(3))
    race(2, ROUNDS, lambda number, racer: services.cancel(booking=pairs[number][racer], by="guest").state)
    assert (of(first), of(second), of(third)) == (["offered"] * ROUNDS, ["offered"] * ROUNDS, ["waiting"] * ROUNDS)
    assert (taken(slots), services.check_seats()) == ([4] * ROUNDS, [])
    assert Notice.objects.filter(kind="bookings.offered").count() == 2 * ROUNDS


def test_two_cancels_at_once_make_room_for_a_larger_party_or_for_the_smaller_ones(slots):
    """Whoever cancels first frees two seats, which the three cannot use."""
    pairs = [[confirmed(slot, 2), confirmed(slot, 2)] for slot in slots]
    three, two = [queued(slot, 3) for slot in slots], [queued(slot, 2) for slot in slots]
    race(2, ROUNDS, lambda number, racer: services.cancel(booking=pairs[number][racer], by="guest").state)
    assert (of(three), of(two), taken(slots)) == (["waiting"] * ROUNDS, ["offered"] * ROUNDS, [2] * ROUNDS)


@pytest.fixture
def offers(slots):
    """Four seats on offer to a party of four in every slot, and the next party of four."""
    whole = [confirmed(slot, 4) for slot in slots]
    offers, after = [queued(slot, 4) for slot in slots], [queued(slot, 4) for slot in slots]
    for booking in whole:
        services.cancel(booking=booking, by="guest")
    return offers, after


def test_accept_decline_leave_and_expire_at_once_give_the_seats_to_one(slots, offers):
    """Every second offer is overdue already."""
    offered, after = offers
    for booking in offered[::2]:
        run_out(booking)

    def run(number, racer):
        steps = (waiting.accept, waiting.decline, waiting.leave)
        if racer % 4 == 3:
            return str(services.expire_overdue(slot=slots[number]))
        return steps[racer % 4](booking=offered[number]).state

    outcomes = race(8, ROUNDS, run)
    assert {word for outcome in outcomes for word in outcome} <= {
        *("0", "1", "confirmed", "waiting", "cancelled", "offer_gone", "not_changeable")
    }
    assert services.check_seats() == []
    for mine, theirs in zip(of(offered), of(after), strict=True):
        assert (mine, theirs) in {("confirmed", "waiting"), ("cancelled", "offered"), ("waiting", "offered")}
    assert taken(slots) == [4] * ROUNDS


def test_an_offer_is_accepted_once_or_runs_out(slots, offers):
    offered, after = offers
    for booking in offered[::2]:
        run_out(booking)

    def run(number, racer):
        if racer % 2:
            return str(services.expire_overdue(slot=slots[number]))
        return waiting.accept(booking=offered[number]).state

    race(6, ROUNDS, run)
    assert of(offered) == ["waiting", "confirmed"] * (ROUNDS // 2)
    assert of(after) == ["offered", "waiting"] * (ROUNDS // 2)
    theirs = Notice.objects.filter(about__in=[booking.party.subject for booking in offered])
    assert theirs.filter(kind="bookings.confirmed").count() == ROUNDS // 2


def test_no_newcomer_gets_between_a_cancel_and_the_offer(slots):
    booked, waits = [confirmed(slot, 4) for slot in slots], [queued(slot, 4) for slot in slots]

    def run(number, racer):
        if racer == 0:
            return services.cancel(booking=booked[number], by="guest").state
        return hold(slots[number]).state

    outcomes = race(8, ROUNDS, run)
    assert [Counter(outcome) for outcome in outcomes] == [{"cancelled": 1, "slot_full": 7}] * ROUNDS
    assert (of(waits), taken(slots)) == (["offered"] * ROUNDS, [4] * ROUNDS)


def test_the_same_key_eight_times_at_once_waits_once(slots):
    for slot in slots:
        confirmed(slot, 4)
    outcomes = race(8, ROUNDS, lambda number, racer: join(slots[number], key=f"wait {number}").pk)
    assert [len(set(outcome)) for outcome in outcomes] == [1] * ROUNDS
    assert Booking.objects.filter(state="waiting").count() == ROUNDS
