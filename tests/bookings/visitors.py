"""What a visitor types and presses, for the tests of the pages and of the API."""

import re
from datetime import timedelta

from django.utils import timezone

from bookings.models import Slot

NAME = {"family_name": "髙田", "given_name": "みのり", "family_kana": "たかだ", "given_kana": "ミノリ"}
CONTACT = NAME | {"email": "minori@example.com", "phone": "０３ー３０００－５７７１"}
KEY = "k" * 32


def typed(slot, /, **changes):
    """The booking form of a student who comes alone."""
    form = {"slot": slot.pk, "coming": "on", "own_grade": "h2", "consent_booking": "on", "key": KEY}
    return form | CONTACT | changes


def body(slot, /, **changes):
    """The same wish in the API."""
    wish = {"slot": slot.pk, "contact": CONTACT, "guests": [{"self": True, "grade": "h2"}], "consents": ["booking"]}
    return wish | changes


def book_url(slot):
    return f"/tours/{slot.activity.slug}/book/"


def page_of(booking, name=""):
    return f"/bookings/{booking.party.token}/{name}"


def text(response):
    return response.content.decode()


def heading(response):
    return re.findall(r"<h1>(.*?)</h1>", text(response))[0]


def too_late(slot):
    """The visit is so near that guests cannot change it any more."""
    now = timezone.now()
    Slot.objects.filter(pk=slot.pk).update(starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))
