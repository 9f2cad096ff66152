"""Changes of several bookings of one party at once, all or none; a refusal says of which slot it speaks."""

from django.db import transaction

from bookings import guards
from bookings.errors import asking_for
from bookings.models import Booking
from bookings.services import changing, seats


def cancel_all(*, bookings, by: str) -> list[Booking]:
    """Cancel these bookings. Each has a mail of its own: calendars take one entry out at a time. Raises as `cancel`."""
    return _each(bookings, lambda booking: changing.cancel(booking=booking, by=by))


def change_all(*, bookings, guests) -> list[Booking]:
    """Other guests for all of these confirmed bookings. Raises as `change_party`."""
    return _each(bookings, lambda booking: changing.change_party(booking=booking, guests=guests))


@transaction.atomic
def _each(bookings, act):
    """Slots first, then what all of them need: the seats that come back may be offered to others on the spot."""
    slots = seats.lock([booking.slot_id for booking in bookings])
    guards.lock([slot.pk for slot in slots])
    changed = []
    for booking in bookings:
        with asking_for(booking.slot):
            changed.append(act(booking))
    return changed
