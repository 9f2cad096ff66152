"""Another date for a booking."""

from django.db import transaction
from django.utils import timezone

from bookings import notices
from bookings.errors import NotChangeable, SlotClosed, TooLate
from bookings.models import Booking
from bookings.services import seats


def move(*, booking, slot) -> Booking:
    """Carry a confirmed booking to another slot of its activity before its deadline; mails the new calendar entry.

    Code, token and the entry's UID stay. Raises SlotFull, SlotClosed, TooLate or NotChangeable.
    """
    if not seats.has_room(slot, booking.seats):
        seats.expire_overdue(slot=slot)
    with transaction.atomic():
        booking, slot = seats.locked_beside(booking, slot)
        _refuse_unless_movable(booking, slot)
        before = booking.slot
        if slot.pk != before.pk:
            seats.carry(booking, slot, sequence=booking.sequence + 1)
            notices.write_moved(booking, before=before)
    return booking


def _refuse_unless_movable(booking, slot):
    if booking.state != Booking.State.CONFIRMED:
        raise NotChangeable
    if timezone.now() >= booking.slot.changes_until:
        raise TooLate
    if not booking.can_move:
        raise NotChangeable
    if slot.activity_id != booking.slot.activity_id:
        raise SlotClosed
