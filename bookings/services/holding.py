"""The first step of a booking: seats for fifteen minutes, until the mail address is confirmed."""

import json
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import courses, notices, proofs
from bookings.errors import (
    ConsentMissing,
    HoldExpired,
    KeyReused,
    NotChangeable,
    PartyTooLarge,
    PartyTooSmall,
    SlotFull,
    asking_for,
)
from bookings.lot_errors import DrawnByLot, EntryLate
from bookings.manners import ANSWER, manners_of
from bookings.models import Booking, Guest, Party
from bookings.services import consenting, seats
from core import tokens
from core.kept import kept
from privacy.services import record_consents

HOLD = timedelta(minutes=15)
CONTACT = ("family_name", "given_name", "family_kana", "given_kana", "email", "phone")


@dataclass(frozen=True)
class NewGuest:
    """One person who wants to come; `grade` is a bookings.grades.Grade."""

    grade: str
    is_self: bool = False


@dataclass(frozen=True)
class NewParty:
    """Who wants to come together, cleaned by a form or serializer. `consents` are purpose keys.

    Among the `answers` stands the version of the manners that were read, where the activity has any.
    """

    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    email: str
    phone: str
    guests: tuple[NewGuest, ...]
    consents: tuple[str, ...] = ()
    answers: dict = field(default_factory=dict)
    least: int = 0  # with how many it would come where it has to wait; 0 for all
    language: str = "ja"
    guardian_phone: str = ""  # with it the party says that its guardian agrees; kept where the rule asks for both


def hold(*, slot, party: NewParty, key: str, source: str = "") -> Booking:
    """Hold seats for a party until its mail address is confirmed.

    `key` comes from the caller and names this one wish: the same key with the same content returns the same booking,
    in whatever state it is by now, with `repeated` set. Raises SlotFull, SlotClosed, PartyTooLarge, PartyTooSmall,
    ConsentMissing or KeyReused; each carries what the visitor can do instead.
    """
    return hold_all(slots=[slot], party=party, key=key, source=source)[0]


def hold_all(*, slots, party: NewParty, key: str, source: str = "") -> list[Booking]:
    """Hold seats for one party in all of these slots or in none; a booking for each, in the order of `slots`.

    For the rest as `hold`; the `slot` of a refusal is the one that could not be had.
    """
    fingerprint = fingerprint_of(slots, party, source)
    for last_try in (False, False, True):
        if earlier := earlier_with(key, fingerprint):
            return earlier
        for slot in slots:
            with asking_for(slot):
                check_party(slot.activity, party)
                if slot.activity.by_lottery:
                    raise DrawnByLot
        consenting.refuse_without_word([slot.activity for slot in slots], party)
        try:
            for slot in slots:
                seats.refuse_without_room(slot, len(party.guests))
            with transaction.atomic():
                return _hold(slots, party, key=key, fingerprint=fingerprint, source=source)
        except IntegrityError:  # the same key arrived meanwhile, or a code was drawn twice: look again
            if last_try:
                raise
        except SlotFull:  # overdue holds may make room, and the same key may have got the last seats meanwhile
            known = Party.objects.filter(idempotency_key=key).exists()
            made_room = [
                seats.expire_overdue(slot=slot) or seats.has_room(slot, len(party.guests)) for slot in slots
            ]  # or others made it
            if last_try or not (all(made_room) or known):
                raise


def fingerprint_of(slots, party, source):
    """What tells one request from another. Keyed, so that it tells nothing about the person it outlives."""
    wish = json.dumps([[slot.pk for slot in slots], source, asdict(party)], sort_keys=True, default=str)
    return tokens.keyed_hash("bookings.request", wish)


def earlier_with(key, fingerprint):
    """The bookings that an earlier request with this key made, none if there was none; KeyReused if it was another."""
    found = _with_key(key)
    if not found:
        return []
    party = found[0]
    if party.fingerprint != fingerprint:
        raise KeyReused
    earlier = list(party.bookings.select_related("party", "slot__activity").order_by("pk"))
    for booking in earlier:
        booking.repeated = True
    return earlier


@kept
def _with_key(key):
    return Party.objects.filter(idempotency_key=key)


def check_party(activity, party: NewParty):
    """Refuse a party that is too large or too small for the activity, or did not agree to what it requires
    and to what it asks visitors to keep."""
    check_size(activity, len(party.guests))
    if set(activity.required_consents) - set(party.consents):
        raise ConsentMissing
    agreed = party.answers.get(ANSWER, "").split(" ")  # of a course the versions of all its stops
    if (version := manners_of(activity).version) and version not in agreed:
        raise ConsentMissing(
            _("当日のきまりを、今のことばで読んでいません。"), _("きまりを読んで、印をつけてください。")
        )


def check_size(activity, people):
    if people > activity.party_max:
        raise PartyTooLarge(_("1回の申し込みは%(max)d人までです。") % {"max": activity.party_max})
    if people < activity.party_min:
        raise PartyTooSmall(_("%(min)d人から申し込めます。") % {"min": activity.party_min})


def _hold(slots, wish, **request):
    seats.take(slots, len(wish.guests))
    return write_bookings(slots, wish, held_until=timezone.now() + HOLD, **request)


def write_bookings(slots, wish, *, key, fingerprint, source, **fields):
    """A party and its booking in each slot with these `fields`, consents and the mail with the pin.

    Seats are for the caller to take.
    """
    pin = tokens.new_pin()
    party = Party(
        code=tokens.new_code(),
        token=tokens.new_token(),
        idempotency_key=key,
        fingerprint=fingerprint,
        source=source,
        language=wish.language,
        answers=wish.answers,
        **{name: getattr(wish, name) for name in CONTACT},
    )
    party.pin_hash = proofs.hash_pin(party, pin)
    party.save(force_insert=True)
    write_guests(party, wish.guests)
    bookings = [Booking.objects.create(party=party, slot=slot, seats=len(wish.guests), **fields) for slot in slots]
    record_consents(subject=party.subject, keys=wish.consents)
    if wish.guardian_phone:
        consenting.write_box(party, wish, slots)
    courses.tell_stops(bookings)
    notices.write_pin(bookings[0], pin)
    return bookings


def write_guests(party, guests):
    """One row per person, in the order given."""
    Guest.objects.bulk_create(
        Guest(party=party, position=position, grade=guest.grade, is_self=guest.is_self)
        for position, guest in enumerate(guests, start=1)
    )


def renew(*, booking) -> Booking:
    """Fifteen minutes more, once, for all that its party holds. HoldExpired if the time ran out, NotChangeable otherwise."""
    with transaction.atomic():
        bookings = seats.locked_of(booking.party)
        for booking in bookings:
            refuse_unless_held(booking)
            if booking.state != Booking.State.HELD:
                raise NotChangeable
            if booking.renewed:
                raise NotChangeable(_("時間をのばせるのは1回だけです。"), _("時間のうちに確認コードを入れてください。"))
            booking.renewed = True
            booking.held_until = timezone.now() + HOLD
            booking.save(update_fields=["renewed", "held_until", "changed_at"])
    return bookings[-1]


def why_not_held(booking):
    """The refusal that says why no code is asked for a booking (any more), None if it is a hold or an unconfirmed wait."""
    if booking.state in (Booking.State.WAITING, Booking.State.OFFERED) and not booking.awaits_code:
        return NotChangeable(_("メールの確認は終わっています。"), _("席があいたら、メールで知らせます。"))
    if booking.state == Booking.State.CONFIRMED:
        return NotChangeable(_("この予約は、もう決まっています。"))
    if booking.state == Booking.State.CONSENTING:
        return NotChangeable(_("メールの確認は終わっています。"), _("保護者の確認をお待ちください。"))
    if booking.state == Booking.State.ENTERED and not booking.awaits_code:
        return NotChangeable(_("メールの確認は終わっています。"), _("抽選の結果をお待ちください。"))
    if booking.state == Booking.State.NOT_DRAWN:
        return NotChangeable(_("この申し込みの抽選は、もう終わっています。"), HoldExpired.next)
    if booking.state == Booking.State.REQUESTED:
        return NotChangeable(_("メールの確認は終わっています。"), _("主催者の返事をお待ちください。"))
    if booking.state == Booking.State.DECLINED:
        return NotChangeable(_("この申し込みは、お受けできませんでした。"), HoldExpired.next)
    if booking.state == Booking.State.CANCELLED:
        return NotChangeable(_("この予約は取り消されています。"), HoldExpired.next)
    if booking.state == Booking.State.ENTERED and booking.held_until <= timezone.now():
        return EntryLate()
    if booking.state == Booking.State.EXPIRED or booking.held_until <= timezone.now():
        return HoldExpired()
    return None


def refuse_unless_held(booking):
    """Raise that refusal."""
    if refusal := why_not_held(booking):
        raise refusal
