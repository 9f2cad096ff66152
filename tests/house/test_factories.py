"""The rows that tests start from are what they say."""

import pytest

from bookings.models import Booking, Slot
from directory.models import Company
from tests.factories import (
    AvailabilityRuleFactory,
    BookingFactory,
    ClosureFactory,
    CompanyFactory,
    EventFactory,
    FieldFactory,
    PartyFactory,
    ProcessFactory,
    SlotFactory,
    StaffFactory,
    StationFactory,
    TourFactory,
)

pytestmark = pytest.mark.django_db


def test_company_is_public_and_keeps_its_vocabularies():
    field, process = FieldFactory(), ProcessFactory()
    company = CompanyFactory(fields=[field], processes=[process])

    assert list(Company.objects.public().filter(fields=field, processes=process)) == [company]


def test_booking_keeps_seats_in_step_with_the_slot():
    slot = SlotFactory(capacity=5)
    BookingFactory(slot=slot, seats=3)
    BookingFactory(slot=slot, seats=2, state=Booking.State.CANCELLED)

    assert Slot.objects.get(pk=slot.pk).taken == slot.taken == 3
    assert [party.guests.count() for party in slot_parties(slot)] == [3, 2]


def slot_parties(slot):
    return [booking.party for booking in slot.bookings.order_by("pk")]


def test_slots_of_tours_and_events_can_be_booked_now():
    slots = [SlotFactory(activity=TourFactory()), SlotFactory(activity=EventFactory(companies=[CompanyFactory()]))]

    assert list(Slot.objects.bookable_for(6).order_by("pk")) == slots
    assert [slot.activity.kind for slot in slots] == ["tour", "event"]


def test_guests_can_be_named_by_grade():
    assert [guest.grade for guest in PartyFactory(guests=["e4", "parent"]).guests.all()] == ["e4", "parent"]


def test_the_rest_is_made_by_its_factory():
    AvailabilityRuleFactory()
    ClosureFactory(from_day="2026-12-01")
    StationFactory()
    assert StaffFactory().check_password("secret")
