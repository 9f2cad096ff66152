"""A slot for one party alone, agreed on in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.errors import NotChangeable, SlotClosed, SlotFull
from bookings.models import Booking, Slot
from bookings.services import NewGuest
from tests.bookings.parties import hold, mails, new_party, run_out
from tests.factories import ResourceFactory, SlotFactory, TourFactory

pytestmark = pytest.mark.django_db
CLASS = (*[NewGuest("e5")] * 32, NewGuest("teacher"))


@pytest.fixture
def tour():
    """Nobody books it, and a click could bring six people at most."""
    return TourFactory(mode="enquiry", party_max=6, cancel_hours=24)


def slot_of(tour, days=10):
    starts_at = timezone.now().replace(microsecond=0) + timedelta(days=days)
    return Slot(
        activity=tour,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        books_from=starts_at,
        books_until=starts_at,
    )


def arrange(tour, key="k", days=10, guests=CLASS):
    return services.arrange(slot=slot_of(tour, days), party=new_party(guests=guests), key=key)


def test_a_class_of_32_gets_a_slot_of_its_own_and_a_calendar_entry(tour):
    booking = arrange(tour)
    slot = Slot.objects.get()
    assert (booking.state, booking.seats, slot.taken, slot.capacity, slot.status) == ("confirmed", 33, 33, 33, "closed")
    assert sorted({guest.grade for guest in booking.party.guests.all()}) == ["e5", "teacher"]
    [mail] = mails(booking, "confirmed")
    assert "METHOD:REQUEST" in mail.calendar
    assert (booking.party.verified_at is not None, services.check_seats()) == (True, [])


def test_nobody_else_comes_into_that_slot(tour):
    slot = arrange(tour).slot
    with pytest.raises((SlotClosed, SlotFull)):
        hold(slot)


def test_the_same_key_is_one_booking(tour):
    assert arrange(tour).pk == arrange(tour).pk
    assert (Booking.objects.count(), Slot.objects.count()) == (1, 1)


def test_an_empty_slot_at_that_moment_is_used_and_one_with_people_refused():
    tour = TourFactory(audience="schools")
    moment = slot_of(tour).starts_at
    slot = SlotFactory(activity=tour, starts_at=moment, capacity=6)
    run_out(hold(slot, 2))
    booking = services.arrange(slot=slot_of_at(tour, moment), party=new_party(guests=CLASS), key="k")
    slot.refresh_from_db()
    assert (booking.slot_id, slot.capacity, slot.taken, slot.status) == (slot.pk, 33, 33, "closed")
    with pytest.raises(SlotFull, match="slot_full"):
        services.arrange(slot=slot_of_at(tour, moment), party=new_party(), key="other")
    assert services.check_seats() == []


def slot_of_at(tour, moment):
    return Slot(
        activity=tour, starts_at=moment, ends_at=moment + timedelta(hours=1), books_from=moment, books_until=moment
    )


@pytest.mark.parametrize("why", ["cancelled", "hidden", "guide"])
def test_what_cannot_be_is_refused_and_leaves_nothing(tour, why):
    wish = slot_of(tour)
    if why == "cancelled":
        SlotFactory(activity=tour, starts_at=wish.starts_at, status=Slot.Status.CANCELLED)
    elif why == "hidden":
        type(tour.company).objects.update(hidden=True)
    else:
        other = TourFactory(company=tour.company)
        ResourceFactory(company=tour.company, tours=[tour, other])
        hold(SlotFactory(activity=other, starts_at=wish.starts_at))
    before = (Slot.objects.count(), Booking.objects.count())
    with pytest.raises(SlotClosed):
        services.arrange(slot=wish, party=new_party(guests=CLASS), key="k")
    assert ((Slot.objects.count(), Booking.objects.count()), services.check_seats()) == (before, [])


def test_a_class_may_come_with_fewer_and_not_with_more_than_its_host_took(tour):
    booking = arrange(tour)
    booking = services.change_party(booking=booking, guests=CLASS[2:])
    assert (booking.seats, Slot.objects.get().taken) == (31, 31)
    with pytest.raises(Exception, match=r"party_too_large|slot"):
        services.change_party(booking=booking, guests=(*CLASS, *CLASS))
    assert services.check_seats() == []


def test_a_class_that_cancels_leaves_an_empty_closed_slot(tour):
    booking = services.cancel(booking=arrange(tour), by="guest")
    slot = Slot.objects.get()
    assert (booking.state, slot.taken, slot.status) == ("cancelled", 0, "closed")
    with pytest.raises(NotChangeable):
        services.change_party(booking=booking, guests=CLASS)
    assert arrange(tour, key="again").state == "confirmed"
