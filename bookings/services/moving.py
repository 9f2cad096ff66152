"""Another date for a booking."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import guardians, host_notices, notices
from bookings.errors import GuardianMissing, NotChangeable, SlotClosed, TooLate
from bookings.models import Booking
from bookings.services import seats


def move(*, booking, slot) -> Booking:
    """Carry a confirmed booking to another slot of its activity before its deadline; mails the new calendar entry.

    Code, token and the entry's UID stay. A guardian who signed did so for one date: then it is another booking. Raises
    SlotFull, SlotClosed, TooLate, NotChangeable or GuardianMissing.
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
            host_notices.tell(booking, host_notices.What.MOVED, before=before)
    return booking


def _refuse_unless_movable(booking, slot):
    if booking.state != Booking.State.CONFIRMED:
        raise NotChangeable
    if timezone.now() >= booking.slot.changes_until:
        raise TooLate
    if booking.party.is_signed_for:
        raise NotChangeable(
            _("保護者が確認したのは、いまの日時です。"),
            _("ほかの日に行くときは、取り消してもう一度申し込んでください。"),
        )
    if not booking.can_move:
        raise NotChangeable
    if guardians.is_missing(booking):  # the host has called the visit more dangerous meanwhile
        raise GuardianMissing
    if slot.activity_id != booking.slot.activity_id:
        raise SlotClosed
