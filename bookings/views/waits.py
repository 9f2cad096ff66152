"""The faces of a booking that waits, or waited: of the states alone nobody could tell what to show."""

from bookings.forms import GuestsForm
from bookings.models import Booking
from bookings.views.offers import alternatives, booking_url
from bookings.waits import Wait

State = Booking.State
STATES = (State.WAITING, State.OFFERED, State.CANCELLED, State.EXPIRED)


def is_one(booking):
    """Whether the booking has, or had, a place in a waiting list and no seats of its own."""
    return booking.state in STATES and hasattr(booking, "wait")


def face(booking):
    """The template that fits, and what it shows as a function of the booking."""
    if booking.is_overdue or booking.state not in FACES:
        return "bookings/wait_ended.html", _ended
    return JOINING if booking.awaits_code else FACES[booking.state]


def _waiting(booking):
    return {
        "wait": booking.wait,
        "position": Wait.objects.ahead_of(booking.wait).count() + 1,
        "alternatives": alternatives(booking.slot, booking.seats),
    }


def _offered(booking):
    guests = list(booking.party.guests.all())
    return {
        "wait": booking.wait,
        "wished": len(guests),
        "form": GuestsForm.of(guests) if len(guests) > booking.seats else None,
    }


def _ended(booking):
    return {
        "why": _why(booking),
        "again": booking_url(booking.slot),
        "alternatives": alternatives(booking.slot, booking.seats),
    }


def _why(booking):
    """What ended the wait, in a word for the template."""
    if booking.state == State.OFFERED:
        return "late"
    if booking.state == State.CANCELLED:
        return "cancelled" if booking.slot.status == booking.slot.Status.CANCELLED else "left"
    if booking.wait.queued_at is None:
        return "unconfirmed"
    return "unanswered" if booking.wait.unanswered > 1 else "closed"


JOINING = ("bookings/joining.html", lambda booking: {})
FACES = {
    State.WAITING: ("bookings/waiting.html", _waiting),
    State.OFFERED: ("bookings/offered.html", _offered),
}
