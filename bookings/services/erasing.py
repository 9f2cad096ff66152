"""What the law asks to forget: the person goes, the numbers stay."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from bookings.models import Booking, Entry, GuardianConsent, Party
from bookings.services.holding import CONTACT
from core import tokens
from notices.retention import blank

AFTER_VISIT = timedelta(days=90)
NEVER_CONFIRMED = timedelta(days=7)


def erase_expired(at=None) -> int:
    """Erase contacts and answers 90 days after the visit, and 7 days after a wish that was never confirmed.

    Guests keep their school year and bookings their seats, for statistics. Returns how many parties were erased.
    """
    at = at or timezone.now()
    live = Booking.objects.live().filter(party=OuterRef("pk"))
    visited = Q(last_visit__lt=at - AFTER_VISIT)
    unconfirmed = Q(verified_at=None, created_at__lt=at - NEVER_CONFIRMED) & ~Exists(live)
    parties = Party.objects.filter(erased_at=None).annotate(last_visit=Max("bookings__slot__ends_at"))
    due = parties.filter(visited | unconfirmed).order_by("pk").values_list("pk", flat=True)
    return sum(_erase(pk, at) for pk in list(due))


@transaction.atomic
def _erase(pk, at):
    """A new token ends every link that was mailed; the old idempotency key and hashes could be guessed back.

    The source stays, with slot, seats and state: it tells what brought people, not who they were.
    """
    blank([Party(pk=pk).subject])
    Booking.objects.filter(party=pk).update(reply="")
    Entry.objects.filter(party=pk).update(reason="")
    GuardianConsent.objects.filter(party=pk).update(name="", phone="")
    return Party.objects.filter(pk=pk, erased_at=None).update(
        **dict.fromkeys((*CONTACT, "pin_hash", "fingerprint"), ""),
        answers={},
        token=tokens.new_token(),
        idempotency_key=f"erased:{pk}",
        erased_at=at,
    )
