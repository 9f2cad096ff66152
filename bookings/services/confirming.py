"""The second step of a booking: the person shows that the mail address is theirs."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import notices, proofs
from bookings.errors import TooManyMails, TooManyTries, WrongPin
from bookings.models import Booking, Party
from bookings.services import entering, seats, settling, waiting
from bookings.services.holding import refuse_unless_held, why_not_held
from core import tokens

PIN_TRIES = 5
RESENDS = 3
State = Booking.State
# What a hold, a wait or an entry becomes by its pin.
CONFIRMED = (State.CONFIRMED, State.CONSENTING, State.REQUESTED, State.WAITING, State.OFFERED, State.ENTERED)


def confirm(*, booking) -> Booking:
    """Make a held booking a confirmed one and mail the confirmation with its calendar entry; or, where the host answers
    every wish, a requested one. What waits for seats counts from now on.

    A booking that is so already is returned as it is. Raises HoldExpired (seats of a late one may be gone: the
    person starts again) or NotChangeable.
    """
    return _confirm(booking.party, verified_at=None)


def confirm_by_pin(*, party, pin: str) -> Booking:
    """Confirm with the six digits from the mail. Raises WrongPin, after five of them TooManyTries; or as `confirm`."""
    if any(_is_through(booking) or not why_not_held(booking) for booking in seats.of_party(party.pk)):
        _check_pin(party, pin)
    return _confirm(party, verified_at=timezone.now())


def confirm_by_link(*, party, proof: str) -> Booking:
    """Confirm with the secret part of the mailed link, from any browser. Raises WrongPin for a link that is not (or
    after a corrected address no longer) this party's; or as `confirm`."""
    if not proofs.matches(party, proof):
        raise WrongPin(_("このリンクは使えません。"), _("いちばん新しいメールのリンクを開いてください。"))
    return _confirm(party, verified_at=timezone.now())


def resend(*, party, email: str = "") -> None:
    """Mail a new pin, to a corrected address if one is given; earlier pins and links to another address end.

    Three times per party and only while it is held: HoldExpired, NotChangeable, TooManyMails.
    """
    with transaction.atomic():
        bookings = seats.locked_of(party)
        for booking in _asked_for(bookings):
            refuse_unless_held(booking)
        party = booking.party
        if party.pins_sent > RESENDS:
            raise TooManyMails
        pin = tokens.new_pin()
        party.email = email or party.email
        party.pin_hash = proofs.hash_pin(party, pin)
        party.pin_tries = 0
        party.pins_sent += 1
        party.save(update_fields=["email", "pin_hash", "pin_tries", "pins_sent"])
        notices.drop_pin(party)
        notices.write_pin(booking, pin)


def _asked_for(bookings):
    """Those of a party that its code is for; the newest one where none is left, to say why."""
    return [booking for booking in bookings if booking.awaits_code] or bookings[-1:]


def _confirm(party, verified_at):
    with transaction.atomic():
        bookings = seats.locked_of(party)
        asked_for = _asked_for(bookings)
        refusal = next(filter(None, map(why_not_held, asked_for)), None)
        if not refusal:
            if verified_at:
                Party.objects.filter(pk=party.pk).update(verified_at=verified_at)
            for booking in asked_for:
                _go_on(booking)
    if refusal and not any(map(_is_through, bookings)):
        for booking in bookings:
            seats.expire_overdue(slot=booking.slot)  # so that the page shows what the refusal says
        raise refusal
    return bookings[-1]


def _is_through(booking):
    return booking.state in CONFIRMED and not booking.awaits_code


def _go_on(booking):
    """What becomes of a hold, of a wait or of an entry whose address is confirmed."""
    if booking.state == Booking.State.WAITING:
        waiting.enqueue(booking)
    elif booking.state == Booking.State.ENTERED:
        entering.count(booking)
    else:
        settling.settle(booking)


def _check_pin(party, pin):
    tries = _count_try(party)
    if proofs.pin_matches(party, pin):
        return
    if tries >= PIN_TRIES:
        raise WrongPin(next=TooManyTries.next)
    raise WrongPin(_("確認コードがちがいます。あと%(left)d回ためせます。") % {"left": PIN_TRIES - tries})


# Durable: the count must stay when the refusal that follows ends an enclosing transaction, so there may be none.
@transaction.atomic(durable=True)
def _count_try(party):
    """Count one try before looking at the pin, so that tries at the same moment cannot pass the limit."""
    if not Party.objects.filter(pk=party.pk, pin_tries__lt=PIN_TRIES).update(pin_tries=F("pin_tries") + 1):
        raise TooManyTries
    party.refresh_from_db(fields=["pin_hash", "pin_tries"])
    return party.pin_tries
