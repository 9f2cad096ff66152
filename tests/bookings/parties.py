"""Wishes and steps of visitors that the tests of the seat engine share."""

import re
import uuid
from datetime import timedelta

from django.utils import timezone

from bookings import services
from bookings.models import Booking
from bookings.services import NewGuest, NewParty
from notices.models import Notice


def new_party(people=1, **changes):
    """A wish of `people` adults, the first of them the contact."""
    wish = {
        "family_name": "見本",
        "given_name": "花子",
        "family_kana": "ミホン",
        "given_kana": "ハナコ",
        "email": "hanako@example.com",
        "phone": "03-5000-0000",
        "guests": tuple(NewGuest("adult", is_self=position == 0) for position in range(people)),
        "consents": ("booking",),
    }
    return NewParty(**wish | changes)


def hold(slot, people=1, *, key="", **changes):
    return services.hold(slot=slot, party=new_party(people, **changes), key=key or uuid.uuid4().hex)


def confirmed(slot, people=1, **changes):
    return services.confirm(booking=hold(slot, people, **changes))


def mails(booking, kind):
    """The messages of one kind about a booking's party, oldest first."""
    return list(Notice.objects.filter(about=booking.party.subject, kind=f"bookings.{kind}").order_by("pk"))


def mailed_pin(booking):
    """The six digits as the person reads them: alone on a line of the newest mail."""
    [pin] = re.findall(r"^\d{6}$", mails(booking, "pin")[-1].text, re.MULTILINE)
    return pin


def other_than(pin):
    return f"{(int(pin) + 1) % 1_000_000:06d}"


def run_out(booking):
    """Let the fifteen minutes of a hold be over."""
    Booking.objects.filter(pk=booking.pk).update(held_until=timezone.now() - timedelta(seconds=1))


def verified(slot, people=1, **changes):
    """What a hold becomes when the person types the code from the mail."""
    booking = hold(slot, people, **changes)
    return services.confirm_by_pin(party=booking.party, pin=mailed_pin(booking))
