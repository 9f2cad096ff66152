"""The desk's help when a mail did not arrive."""

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import courses, notices
from bookings.errors import NotChangeable
from bookings.models import Booking, Party
from bookings.services import confirming, entering, seats
from notices import services as outbox


def _offered(booking):
    number = f"{booking.wait.offers}:{booking.sequence}"
    notices.write_offered(booking, number=number, wished=booking.party.guests.count())


# What a person needs in each state to go on.
MAILED = {
    Booking.State.CONFIRMED: notices.write_confirmed,
    Booking.State.CONSENTING: notices.write_consenting,
    Booking.State.REQUESTED: notices.write_requested,
    Booking.State.WAITING: notices.write_queued,
    Booking.State.OFFERED: _offered,
    Booking.State.ENTERED: lambda booking: notices.write_entered(booking, entering.choices_of(booking.choice.entry)),
}


def resend_confirmation(*, booking, email: str) -> None:
    """Mail what a person needs to go on: the newest word about what it has, or a new code where it has shown no address.

    `email` is where, from now on; what still waits for an earlier address is called off. Raises NotChangeable of what
    has ended, or for a code as `confirming.resend`.
    """
    if booking.awaits_code:
        return confirming.resend(party=booking.party, email=email)
    with transaction.atomic():
        booking = seats.locked(booking)
        if booking.state not in MAILED:
            raise NotChangeable(
                _("この予約には、送り直す確認メールがありません。"),
                _("終わった申し込みなら、新しく申し込んでもらってください。"),
            )
        party = booking.party
        if email != party.email:
            outbox.drop(about=party.subject, to=party.email)  # what waits for the host stays
            party.email = email
            Party.objects.filter(pk=party.pk).update(email=email)
        booking.sequence += 1  # a mail of its own, and for calendars the same entry once more
        Booking.objects.filter(pk=booking.pk).update(sequence=booking.sequence)
        booking.stops = courses.beside(booking)
        MAILED[booking.state](booking)
