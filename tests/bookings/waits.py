"""Steps of parties that wait, shared by the tests of the waiting list."""

import uuid

from bookings import services
from bookings.models import Booking, Slot
from bookings.services import waiting
from tests.bookings.parties import new_party


def join(slot, people=1, *, key="", **changes):
    """A party for which the slot is full; its address is not confirmed yet."""
    return waiting.join(slot=slot, party=new_party(people, **changes), key=key or uuid.uuid4().hex)


def queued(slot, people=1, **changes):
    """A party that counts in the list."""
    return services.confirm(booking=join(slot, people, **changes))


def now(booking):
    """The booking as it is by now."""
    return Booking.objects.select_related("party", "slot__activity", "wait").get(pk=booking.pk)


def states(*bookings):
    return [now(booking).state for booking in bookings]


def taken(slot):
    return Slot.objects.get(pk=slot.pk).taken


def free(booking):
    """Give the seats of a booking back."""
    services.cancel(booking=booking, by="guest")
