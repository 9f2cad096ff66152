"""The desk's help when a mail did not arrive."""

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import courses, notices
from bookings.errors import NotChangeable
from bookings.models import Booking, Party
from bookings.services import confirming, seats
from notices import services as outbox

# What a person needs in each state to go on.
MAILED = {
    Booking.State.CONFIRMED: notices.write_confirmed,
    Booking.State.CONSENTING: notices.write_consenting,
}


def resend_confirmation(*, booking, email: str) -> None:
    """Mail what a person needs to go on: the confirmation, or of a hold a new code. `email` is where, from now on.

    What still waits for an earlier address is called off. Raises NotChangeable where there is nothing to confirm, or
    for a hold as `confirming.resend`.
    """
    if booking.state == Booking.State.HELD:
        return confirming.resend(party=booking.party, email=email)
    with transaction.atomic():
        booking = seats.locked(booking)
        if booking.state not in MAILED:
            raise NotChangeable(_("この予約には、送り直す確認メールがありません。"))
        party = booking.party
        if email != party.email:
            outbox.drop(about=party.subject)
            party.email = email
            Party.objects.filter(pk=party.pk).update(email=email)
        booking.sequence += 1  # a mail of its own, and for calendars the same entry once more
        Booking.objects.filter(pk=booking.pk).update(sequence=booking.sequence)
        booking.stops = courses.beside(booking)
        MAILED[booking.state](booking)
