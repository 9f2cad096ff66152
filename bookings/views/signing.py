"""What the pages around a guardian's word show: of the party, of the guardian, on paper."""

from dataclasses import dataclass

from django.conf import settings

from bookings import guardian_links, guardians, kinds
from bookings.manners import Manners, manners_of
from bookings.models import Booking
from bookings.qr import qr_svg
from bookings.services.signing import is_open


@dataclass(frozen=True)
class Visit:
    """What a guardian wants to know of one booking; `hazard` is None where its kind asks no guardian."""

    booking: Booking
    url: str
    host: str
    practical: list[tuple[str, str]]
    hazard: guardians.Hazard | None
    manners: Manners


def asks_link(booking) -> bool:
    """Whether a guardian will be asked by a link once the mail address is confirmed."""
    return guardians.is_missing(booking)


def consenting(booking):
    """The page of a party while its guardian is asked."""
    url = guardian_links.signing_url(booking.party)
    return {
        "guests": list(booking.party.guests.all()),
        "signing_url": url,
        "line_url": guardian_links.line_url(booking),
        "message": guardian_links.message(booking),
        "qr": qr_svg(url),
        "contact": settings.CONTACT,
    }


def about(party):
    """What guardians read, on a screen or on paper: the visits that wait for them, or all where none does."""
    bookings = bookings_of(party)
    waiting = [booking for booking in bookings if is_open(booking)]
    return {
        "party": party,
        "guests": list(party.guests.all()),
        "visits": [_visit(booking) for booking in waiting or bookings],
        "until": min((booking.held_until for booking in waiting), default=None),
        "contact": settings.CONTACT,
    }


def bookings_of(party):
    """All of a party, the oldest first."""
    return list(party.bookings.select_related("party", "slot__activity").order_by("pk"))


def wording_shown(shown) -> str:
    """What a guardian agrees to who reads this."""
    return guardians.wording(visit.hazard for visit in shown["visits"] if visit.hazard)


def _visit(booking):
    activity = booking.slot.activity
    kind = kinds.get(activity.kind)
    child = kind.child(activity)
    manners = manners_of(activity, child)
    practical = kinds.practical(activity, child)
    return Visit(
        booking=booking,
        url=kind.url(activity),
        host=kind.host(activity),
        practical=[(label, text) for label, text in practical if text != manners.in_brief],  # they stand there in full
        hazard=guardians.hazard_of(activity, child),
        manners=manners,
    )
