"""Several slots for one party: all of them or none, and which one could not be had."""

import uuid

import pytest

from bookings import services
from bookings.errors import ConsentMissing, PartyTooLarge, SlotClosed, SlotFull
from bookings.models import Booking, Party, Slot
from tests.bookings.parties import confirmed, mailed_pin, new_party, verified
from tests.factories import SlotFactory, TourFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def slots():
    """Three slots of three companies on one day, the earliest first."""
    return [SlotFactory(days=7, capacity=4, activity=TourFactory(cancel_hours=0)) for _stop in range(3)]


def hold_all(slots, people=2, *, key="", **changes):
    return services.hold_all(slots=slots, party=new_party(people, **changes), key=key or uuid.uuid4().hex)


def taken(slots):
    return [Slot.objects.get(pk=slot.pk).taken for slot in slots]


def test_one_party_has_a_booking_in_each_slot(slots):
    bookings = hold_all(slots)
    assert [(booking.slot, booking.state, booking.seats) for booking in bookings] == [(s, "held", 2) for s in slots]
    assert (taken(slots), Party.objects.count(), services.check_seats()) == ([2, 2, 2], 1, [])


def test_a_full_stop_between_leaves_nothing_held_and_is_named(slots):
    confirmed(slots[1], 3)
    with pytest.raises(SlotFull) as refusal:
        hold_all(slots)
    assert (refusal.value.slot, taken(slots), Party.objects.count()) == (slots[1], [0, 3, 0], 1)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [({"status": "closed"}, SlotClosed), ({}, PartyTooLarge)],
    ids=["closed between", "too many for one stop"],
)
def test_any_refusal_names_its_stop(slots, change, refusal):
    if change:
        Slot.objects.filter(pk=slots[2].pk).update(**change)
    else:
        slots[2].activity.party_max = 1
    with pytest.raises(refusal) as raised:
        hold_all(slots)
    assert (raised.value.slot, taken(slots)) == (slots[2], [0, 0, 0])


def test_the_same_key_is_the_same_course(slots):
    first, again = hold_all(slots, key="once"), hold_all(slots, key="once")
    assert ([b.pk for b in first], [b.repeated for b in again]) == ([b.pk for b in again], [True] * 3)
    assert taken(slots) == [2, 2, 2]


def test_a_course_agrees_to_what_each_of_its_stops_asks(slots):
    tours = [TourFactory(manners=["shoes"]), TourFactory(photos="none"), TourFactory()]
    slots = [SlotFactory(days=7, activity=tour) for tour in tours]
    with pytest.raises(ConsentMissing) as refusal:
        hold_all(slots, answers={"manners": "1:shoes"})
    assert refusal.value.slot == slots[1]
    assert len(hold_all(slots, answers={"manners": "1:shoes 1:photos-none"})) == 3


def test_its_own_stops_are_no_clash_and_those_of_another_booking_are(slots):
    booking = services.confirm_by_pin(party=(held := hold_all(slots)[0]).party, pin=mailed_pin(held))
    booking.party.refresh_from_db()
    assert list(Booking.objects.clashing_with(booking)) == []
    other = verified(SlotFactory(days=7))
    assert list(Booking.objects.clashing_with(booking)) == [other]
