"""Holding seats: who gets them, for how long, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.errors import (
    ConsentMissing,
    HoldExpired,
    NotChangeable,
    PartyTooLarge,
    PartyTooSmall,
    SlotClosed,
    SlotFull,
)
from bookings.models import Booking, Party, Slot
from bookings.services import NewGuest
from notices.models import Notice
from privacy.models import Consent
from tests.bookings.parties import hold, mails, new_party, run_out
from tests.factories import BookingFactory, SlotFactory, TourFactory

pytestmark = pytest.mark.django_db


def taken(slot):
    return Slot.objects.get(pk=slot.pk).taken


def test_a_hold_takes_one_seat_per_guest_for_fifteen_minutes():
    slot = SlotFactory(capacity=6)
    before = timezone.now()
    booking = services.hold(
        slot=slot, party=new_party(guests=(NewGuest("parent", is_self=True), NewGuest("e4"))), key="k", source="poster"
    )
    assert (booking.state, booking.seats, taken(slot)) == (Booking.State.HELD, 2, 2)
    assert before + timedelta(minutes=15) <= booking.held_until <= timezone.now() + timedelta(minutes=15)
    assert list(booking.party.guests.values_list("position", "grade", "is_self")) == [
        (1, "parent", True),
        (2, "e4", False),
    ]
    assert (booking.party.source, booking.party.verified_at) == ("poster", None)


def test_a_hold_keeps_the_consents_as_proof():
    booking = hold(SlotFactory())
    consents = Consent.objects.filter(subject=booking.party.subject)
    assert list(consents.values_list("purpose__key", "withdrawn_at")) == [("booking", None)]


def test_a_party_without_a_required_consent_is_refused():
    slot = SlotFactory()
    with pytest.raises(ConsentMissing):
        hold(slot, consents=())
    assert (taken(slot), Party.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_the_last_seats_can_be_held_and_one_more_is_refused():
    slot = SlotFactory(capacity=3)
    hold(slot, 2)
    hold(slot, 1)
    with pytest.raises(SlotFull) as refusal:
        hold(slot, 1)
    assert str(refusal.value.detail) == "この回は満席になりました。"
    assert (taken(slot), Party.objects.count()) == (3, 2)


def test_a_party_larger_than_the_rest_is_told_how_many_places_are_left():
    slot = SlotFactory(capacity=3)
    hold(slot, 1)
    with pytest.raises(SlotFull) as refusal:
        hold(slot, 3)
    assert refusal.value.detail == "この回の残りは、あと2人です。"
    assert refusal.value.next == "人数をへらすか、ほかの日時をえらんでください。"


@pytest.mark.parametrize(("people", "refusal"), [(1, PartyTooSmall), (0, PartyTooSmall), (5, PartyTooLarge)])
def test_a_party_outside_the_limits_of_the_activity_is_refused(people, refusal):
    slot = SlotFactory(activity=TourFactory(party_min=2, party_max=4), capacity=10)
    with pytest.raises(refusal):
        hold(slot, people)
    assert taken(slot) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Slot.Status.CLOSED},
        {"status": Slot.Status.CANCELLED},
        {"books_from": timezone.now() + timedelta(days=1)},
        {"books_until": timezone.now() - timedelta(minutes=1)},
        {"starts_at": timezone.now() - timedelta(minutes=1)},
    ],
    ids=["closed", "cancelled", "beyond the horizon", "inside the notice", "begun"],
)
def test_a_slot_that_takes_no_bookings_now_is_refused(changes):
    slot = SlotFactory()
    Slot.objects.filter(pk=slot.pk).update(**changes)
    with pytest.raises(SlotClosed):
        hold(slot)
    assert taken(slot) == 0


def test_an_unpublished_activity_takes_no_bookings():
    slot = SlotFactory(activity=TourFactory(live=False))
    with pytest.raises(SlotClosed):
        hold(slot)


def test_overdue_holds_give_way_to_somebody_new():
    slot = SlotFactory(capacity=2)
    late = hold(slot, 2)
    run_out(late)
    booking = hold(slot, 1)
    late.refresh_from_db()
    assert (late.state, booking.state, taken(slot)) == (Booking.State.EXPIRED, Booking.State.HELD, 1)


def test_holds_that_are_not_overdue_do_not_give_way():
    slot = SlotFactory(capacity=2)
    held = hold(slot, 2)
    with pytest.raises(SlotFull):
        hold(slot)
    held.refresh_from_db()
    assert held.state == Booking.State.HELD


def test_expiring_gives_back_the_seats_of_overdue_holds_alone():
    slot = SlotFactory(capacity=6)
    overdue, held, confirmed = hold(slot, 2), hold(slot, 1), BookingFactory(slot=slot, seats=2)
    run_out(overdue)
    assert services.expire_overdue() == 1
    states = Booking.objects.filter(pk__in=[overdue.pk, held.pk, confirmed.pk]).order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["expired", "held", "confirmed"]
    assert (taken(slot), services.expire_overdue()) == (3, 0)


def test_expiring_at_a_later_moment_needs_no_clock():
    slot = SlotFactory()
    hold(slot)
    assert services.expire_overdue(at=timezone.now() + timedelta(minutes=14)) == 0
    assert services.expire_overdue(at=timezone.now() + timedelta(minutes=16)) == 1


def test_a_pin_mail_that_waits_is_taken_back_when_the_hold_expires():
    booking = hold(SlotFactory())
    run_out(booking)
    services.expire_overdue()
    assert [mail.state for mail in mails(booking, "pin")] == [Notice.State.DROPPED]


def test_a_hold_can_be_renewed_once():
    booking = hold(SlotFactory())
    renewed = services.renew(booking=booking)
    assert renewed.held_until > booking.held_until
    with pytest.raises(NotChangeable):
        services.renew(booking=booking)


def test_a_hold_that_ran_out_cannot_be_renewed():
    booking = hold(SlotFactory())
    run_out(booking)
    with pytest.raises(HoldExpired):
        services.renew(booking=booking)


def test_a_slot_shows_as_bookable_exactly_while_a_hold_would_succeed(django_assert_num_queries):
    slot = SlotFactory(capacity=2)
    hold(slot, 1)
    assert list(Slot.objects.bookable_for(1)) == [slot]
    assert list(Slot.objects.bookable_for(2)) == []


def test_holding_costs_the_same_number_of_queries_for_one_guest_and_for_six(django_assert_num_queries):
    slots = [SlotFactory(capacity=6), SlotFactory(capacity=6)]
    with django_assert_num_queries(QUERIES):
        hold(slots[0], 1)
    with django_assert_num_queries(QUERIES):
        hold(slots[1], 6)


QUERIES = 13
