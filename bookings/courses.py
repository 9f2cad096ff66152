"""A course: one party with bookings of several activities on one day, made all or none.

A party with several dates of one activity (a draw's choices) is none.
"""

from bookings.models import Booking

State = Booking.State


def stops_of(bookings) -> list[Booking]:
    """The bookings of one party in the order of the day if they make a course, else []."""
    if len({booking.slot.activity_id for booking in bookings}) < 2:
        return []
    return sorted(bookings, key=lambda booking: (booking.slot.starts_at, booking.pk))


def tell_stops(bookings) -> None:
    """Give each of a party's bookings `stops`: all of them in their order if they make a course."""
    stops = stops_of(bookings)
    for booking in bookings:
        booking.stops = stops


def beside(booking) -> list[Booking]:
    """The stops of the course that a booking belongs to, itself among them; [] where it belongs to none."""
    others = Booking.objects.select_related("slot__activity").filter(party=booking.party_id).exclude(pk=booking.pk)
    bookings = [booking, *others]
    for other in bookings:
        other.party = booking.party
    return stops_of(bookings)


def confirmed(stops) -> list[Booking]:
    return [stop for stop in stops if stop.state == State.CONFIRMED]


def pick(bookings, number: str) -> Booking | None:
    """The booking that a page is about, of all of a party's: of a course the stop with this number (1 is the first) as if
    it were `alone`; without a number what the party has to do something about. The newest of what is no course."""
    if not bookings:
        return None
    tell_stops(bookings)
    stops = bookings[-1].stops
    if not stops:
        return bookings[-1]
    if number.isascii() and number.isdecimal() and len(number) < 3 and 1 <= int(number) <= len(stops):
        stops[int(number) - 1].alone = True
        return stops[int(number) - 1]
    return next((stop for stop in stops if _is_asked(stop)), None) or next(iter(confirmed(stops)), stops[-1])


def _is_asked(stop):
    return (stop.awaits_code and not stop.is_overdue) or stop.state == State.CONSENTING


def is_shown_whole(booking) -> bool:
    """Whether the page of a booking is that of its course: nobody asked for one stop, and no word is still to come for
    all that is left."""
    if not booking.stops or booking.alone:
        return False
    live = [stop for stop in booking.stops if stop.state in Booking.LIVE]
    return not live or booking.is_overdue or not all(map(_is_asked, live))


def number_of(booking) -> int:
    """Which stop of its course a booking is, 1 for the first; 0 where it belongs to none."""
    stops = beside(booking)
    return stops.index(booking) + 1 if stops else 0
