"""What becomes of seats that somebody wants, has shown to want by their mail address, and still needs a word for."""

from bookings import guardians, host_notices, notices
from bookings.models import Booking
from bookings.services import consenting, requesting, seats

State = Booking.State


def settle(booking) -> None:
    """Ask whom there is to ask about a booking that holds seats, else confirm it; its slot is locked.

    A guardian first, then the host. Called again with every answer.
    """
    if guardians.is_missing(booking):
        consenting.ask(booking)
    elif booking.slot.activity.by_approval:
        requesting.request(booking)
    else:
        seats.move(booking, to=State.CONFIRMED, only_from=[State.HELD, State.OFFERED, State.ENTERED, State.CONSENTING])
        notices.write_confirmed(booking)
        host_notices.tell(booking, host_notices.What.BOOKED)
