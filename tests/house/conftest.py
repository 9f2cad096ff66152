"""One of everything, for the tests that go through every address."""

import pytest
from django.urls import reverse

from bookings import proofs
from bookings.models import Booking
from tests.factories import BookingFactory, EventFactory, SlotFactory, TourFactory


@pytest.fixture
def world(db):
    """One of everything, and the addresses that lead there."""
    tour, event = TourFactory(), EventFactory()
    SlotFactory(activity=event)
    booking = BookingFactory(slot=SlotFactory(activity=tour), state=Booking.State.CONFIRMED)
    party = booking.party

    def address(name):
        app, kind = name.split(":")
        if app == "bookings":
            return reverse(name, args=[party.token, proofs.make(party)] if kind == "link" else [party.token])
        if kind.startswith("booking-"):
            return reverse(name, args=[party.code])
        slugs = {"company": tour.company.slug, "tour": tour.slug, "event": event.slug}
        slugs |= {"attendees": event.slug, "export": event.slug, "book": tour.slug if app == "tours" else event.slug}
        query = f"?activity={tour.slug}" if name == "api:slots" else ""
        return reverse(name, args=[slugs[kind]] if kind in slugs else []) + query

    address.booking = booking
    return address
