"""What happens to a booking afterwards, and to its slot."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import host_notices, notices
from bookings.errors import HoldExpired, NotChangeable, TooLate
from bookings.models import Booking, Slot
from bookings.services import consenting, entering, seats, waiting
from bookings.services.holding import NewGuest, check_size, write_guests

GUEST = "guest"
What = host_notices.What


def cancel(*, booking, by: str) -> Booking:
    """Cancel a booking and mail the calendar's cancellation. `by` is "guest" or "desk"; the desk has no deadline.

    A booking that is cancelled already is returned as it is. Raises TooLate or NotChangeable (time ran out before).
    """
    if by == GUEST and booking.state == Booking.State.ENTERED:
        return entering.withdraw(booking=booking)  # with all its choices; only the desk calls off one date
    with transaction.atomic():
        booking = seats.locked(booking)
        confirmed = booking.state == Booking.State.CONFIRMED
        if by == GUEST and confirmed and timezone.now() >= booking.slot.changes_until:
            raise TooLate
        _end(booking, by_guest=by == GUEST)
    if booking.state != Booking.State.CANCELLED:
        raise NotChangeable(_("この仮予約は、もう時間切れになっています。"), HoldExpired.next)
    return booking


def call_off(*, booking) -> Booking:
    """The guest cannot come and says so after the deadline: the seats come back at once, and the host is told.

    Before the deadline it is `cancel`. A booking that is cancelled already is returned as it is. Raises TooLate once
    the visit has begun, NotChangeable for what is no booking.
    """
    with transaction.atomic():
        booking = seats.locked(booking)
        if booking.state == Booking.State.CONFIRMED:
            if timezone.now() >= booking.slot.starts_at:
                raise TooLate(
                    _("もう始まっているので、ここからは知らせられません。"), _("主催者に直接連絡してください。")
                )
            _end(booking, by_guest=True, late=booking.can_call_off)
        elif booking.state != Booking.State.CANCELLED:
            raise NotChangeable
    return booking


def _end(booking, *, by_guest, late=False):
    """End whatever holds seats or waits for some; whoever's address is confirmed gets a mail, and the hosts hear of it."""
    before = booking.state
    if before == Booking.State.ENTERED:
        entering.strike(booking)
        booking.state = Booking.State.CANCELLED
    elif before in waiting.ON_THE_LIST:
        told = not by_guest and not booking.awaits_code
        waiting.strike(booking)
        if told:
            notices.write_wait_ended(booking, "cancelled")
    elif seats.move(booking, to=Booking.State.CANCELLED, only_from=Booking.HOLDING, sequence=booking.sequence + 1):
        notices.drop_pin(booking.party)
        if before == Booking.State.CONFIRMED:
            notices.write_cancelled(booking, by_guest=by_guest)
            _tell_hosts(booking, late=late)
        elif before == Booking.State.CONSENTING:
            notices.write_withdrawn(booking, by_guest=by_guest)
        elif before == Booking.State.REQUESTED:
            notices.write_withdrawn(booking, by_guest=by_guest)
            host_notices.tell(booking, What.WITHDRAWN)


def _tell_hosts(booking, *, late):
    if late:
        host_notices.write_called_off(booking)
    else:
        host_notices.tell(booking, What.CANCELLED)


def change_party(*, booking, guests: tuple[NewGuest, ...]) -> Booking:
    """Other guests, more or fewer, for a confirmed booking before its deadline; mails the new calendar entry.

    Where the host has agreed to these people, some of them may stay away, and nobody else comes. Raises PartyTooLarge,
    PartyTooSmall, SlotFull (says how many places are left), SlotClosed, TooLate, NotChangeable.
    """
    with transaction.atomic():
        booking = seats.locked(booking)
        if booking.state != Booking.State.CONFIRMED:
            raise NotChangeable
        if not booking.can_change:
            raise TooLate
        if booking.slot.activity.by_approval and _grades(guests) - _grades(booking.party.guests.all()):
            raise NotChangeable(
                _("この見学は、申し込みを見て返事をもらったので、来る人をふやせません。"),
                _("来る人をへらすか、取り消してもう一度申し込んでください。"),
            )
        consenting.refuse_unless_covered(booking, guests)
        if not _fewer_of_a_large_party(booking, guests):
            check_size(booking.slot.activity, len(guests))
        seats.resize(booking, len(guests), sequence=booking.sequence + 1)
        booking.party.guests.all().delete()
        write_guests(booking.party, guests)
        notices.write_changed(booking)
        host_notices.tell(booking, What.CHANGED)
    return booking


def _fewer_of_a_large_party(booking, guests):
    """Whether a party that its host took although it is larger than others may be comes with fewer people."""
    most = booking.slot.activity.party_max
    return most < len(guests) < booking.seats


def _grades(guests):
    return Counter(guest.grade for guest in guests)


def change_capacity(*, slot, capacity: int) -> Slot:
    """Give a slot another capacity; new places are offered to those who wait. NotChangeable if more people than that hold seats."""
    with transaction.atomic():
        [slot] = seats.lock([slot.pk])
        if capacity < slot.taken:
            raise NotChangeable(
                _("もう%(taken)d人が予約しています。定員をそれより少なくすることはできません。")
                % {"taken": slot.taken},
                _("先に予約を取り消すか、定員をふやしてください。"),
            )
        slot.capacity = capacity
        slot.save(update_fields=["capacity"])
        seats.freed(slot.pk)
    return slot


def set_status(*, slot, status: str) -> Slot:
    """Open or close a slot, or cancel it with all its bookings: everybody with a confirmed one gets a mail.

    Those who wait are offered the places of a slot that opens, and told of one that is cancelled.
    """
    with transaction.atomic():
        [slot] = seats.lock([slot.pk])
        slot.status, slot.withdrawn = Slot.Status(status), False  # a person's word: no rule opens it again
        slot.save(update_fields=["status", "withdrawn"])
        if slot.status == Slot.Status.CANCELLED:
            for booking in slot.bookings.live():
                cancel(booking=booking, by="desk")
            slot.refresh_from_db()
        elif slot.status == Slot.Status.OPEN:
            seats.freed(slot.pk)
    return slot
