"""A visit that a host and a guest have agreed on in words: a slot for one party alone."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import notices
from bookings.errors import SlotClosed, SlotFull
from bookings.models import Booking, Party, Slot
from bookings.services import seats
from bookings.services.holding import CONTACT, NewParty, fingerprint_of, write_guests
from core import tokens
from privacy.services import record_consents


def arrange(*, slot: Slot, party: NewParty, key: str) -> Booking:
    """Give one party a slot of its own: confirmed at once, closed to everybody else, mailed with its calendar entry.

    `slot` is not saved yet; an empty one that its activity has at that moment is used in its place. Party limits, notice
    and opening days are rules for strangers and do not bind a host; what the slot needs does. The caller has made sure
    that the mail address is the party's. The same key returns the same booking. Raises SlotClosed or SlotFull.
    """
    if earlier := Booking.objects.filter(party__idempotency_key=key).select_related("party", "slot__activity").first():
        return earlier
    for there in _there(slot):
        seats.expire_overdue(slot=there)
    with transaction.atomic():
        slot = _own_slot(slot, len(party.guests))
        seats.fill(slot, len(party.guests))
        booking = _write(slot, party, key)
        notices.write_confirmed(booking)
    return booking


def _there(slot):
    return Slot.objects.filter(activity=slot.activity_id, starts_at=slot.starts_at)


def _own_slot(slot, people):
    """The slot with exactly these places, locked and closed."""
    found = seats.lock(_there(slot).values_list("pk", flat=True))
    own = found[0] if found else slot
    if own.status == Slot.Status.CANCELLED:
        raise SlotClosed(_("この時刻の回は、中止になっています。"), _("開始の時刻を変えてください。"))
    if own.taken:
        raise SlotFull(_("この時刻には、もう予約が入っています。"), _("ほかの日時をえらんでください。"))
    own.ends_at, own.capacity, own.status, own.withdrawn = slot.ends_at, people, Slot.Status.CLOSED, False
    try:
        with transaction.atomic():
            own.save()
    except IntegrityError:  # somebody else made one for this moment just now
        raise SlotFull(_("この時刻には、もう予約が入っています。"), _("ほかの日時をえらんでください。")) from None
    return own


def _write(slot, wish, key):
    """A party whose address is proven, its guests and consents, and the confirmed booking; its seats are taken."""
    now = timezone.now()
    party = Party.objects.create(
        code=tokens.new_code(),
        token=tokens.new_token(),
        idempotency_key=key,
        fingerprint=fingerprint_of([slot], wish, ""),
        language=wish.language,
        answers=wish.answers,
        verified_at=now,
        **{name: getattr(wish, name) for name in CONTACT},
    )
    write_guests(party, wish.guests)
    record_consents(subject=party.subject, keys=wish.consents)
    return Booking.objects.create(party=party, slot=slot, seats=len(wish.guests), state=Booking.State.CONFIRMED)
