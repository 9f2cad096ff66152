"""Wishes that a host answers: taken or declined, by the mailed link or at the desk, or left until their time runs out."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import host_notices, notices
from bookings.errors import NotChangeable
from bookings.models import Booking
from bookings.services import seats

ANSWER = timedelta(hours=72)
State = Booking.State


def request(booking) -> None:
    """Ask the host about seats that nobody else has to speak about; the slot is locked, the seats stay held for the answer."""
    until = min(timezone.now() + ANSWER, booking.slot.starts_at)
    only_from = [State.HELD, State.OFFERED, State.CONSENTING]
    if seats.move(booking, to=State.REQUESTED, only_from=only_from, held_until=until):
        notices.write_requested(booking)
        host_notices.write_request(booking)


def approve(*, booking) -> Booking:
    """Take a party: the booking is confirmed and mailed with its calendar entry.

    A booking that is confirmed already is returned as it is. Raises NotChangeable where it was ended otherwise.
    """
    return _answer(booking, State.CONFIRMED, notices.write_confirmed)


def decline(*, booking, reply: str = "") -> Booking:
    """Decline a party, with a sentence for it; the seats come back.

    A booking that is declined already is returned as it is. Raises NotChangeable where it was ended or taken.
    """
    return _answer(booking, State.DECLINED, notices.write_declined, reply=reply)


def _answer(booking, to, tell, **fields):
    with transaction.atomic():
        booking = seats.locked(booking)
        refusal = why_not_open(booking)
        if not refusal and seats.move(booking, to=to, only_from=[State.REQUESTED], **fields):
            tell(booking)
    if refusal and booking.state != to:
        seats.expire_overdue(slot=booking.slot)  # so that the page shows what the refusal says
        raise refusal
    return booking


def why_not_open(booking):
    """The refusal that says what became of a request, None if it still waits for its answer."""
    if booking.state == State.REQUESTED and booking.held_until > timezone.now():
        return None
    return NotChangeable(
        {
            State.CONFIRMED: _("この申し込みは、もう受けています。"),
            State.DECLINED: _("この申し込みは、もうことわっています。"),
            State.CANCELLED: _("この申し込みは、取り消されました。"),
        }.get(booking.state, _("返事の期限をすぎたので、この申し込みは取り消しになりました。")),
        _("あなたがすることは、もうありません。"),
    )


def _end_unanswered(booking):
    ended = seats.move(booking, to=State.EXPIRED, only_from=[State.REQUESTED])
    if ended:
        notices.write_unanswered(booking)
        host_notices.write_unanswered(booking)
    return ended


seats.when_overdue[State.REQUESTED] = _end_unanswered
