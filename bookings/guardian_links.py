"""Where a guardian signs, and how a party sends them there."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bookings import proofs
from core.templatetags.dates import when

LINE = "https://line.me/R/share?"


def signing_url(party) -> str:
    """The whole address of the guardian's page, in the party's language."""
    with translation.override(party.language):
        return settings.BASE_URL + reverse("bookings:consent", args=[proofs.make_signing(party)])


def message(booking) -> str:
    """What the party writes to its guardian, without the link."""
    words = {"title": booking.slot.activity.localized_title, "when": when(booking.slot)}
    return _("「%(title)s」（%(when)s）に行きたいので、読んで確認してください。") % words


def line_url(booking) -> str:
    """What opens LINE with the message and the link; nothing is asked of LINE before somebody presses it."""
    return LINE + urlencode({"text": f"{message(booking)}\n{signing_url(booking.party)}"})
