"""The addresses behind secrets: one for who asks, one for who answers. Both are whole addresses, for mails.

The answering one names the enquiry without its token, which opens more.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from bookings.proofs import booking_number
from core import tokens
from tours.models import Enquiry

PURPOSE = "tours.enquiry"


def asker_url(enquiry: Enquiry) -> str:
    """In the language that is active: it is the asker's."""
    return settings.BASE_URL + reverse("tours:enquiry", args=[enquiry.token])


def host_url(enquiry: Enquiry) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + reverse("tours:enquiry_host", args=[host_secret(enquiry)])


def host_secret(enquiry: Enquiry) -> str:
    """The enquiry's number and 64 hex digits."""
    return f"{enquiry.pk}-{tokens.keyed_hash(PURPOSE, f'{enquiry.token}:{enquiry.pk}')}"


def of_host(secret: str) -> Enquiry | None:
    """The enquiry that such a secret opens, None if it opens none."""
    known = Enquiry.objects.confirmed().select_related("tour__company", "booking__slot")
    enquiry = known.filter(pk=booking_number(secret)).first()
    proven = enquiry and tokens.matches(PURPOSE, f"{enquiry.token}:{enquiry.pk}", secret.partition("-")[2])
    return enquiry if proven else None
