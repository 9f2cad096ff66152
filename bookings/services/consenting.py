"""Young people who come by themselves: their seats are kept until a guardian has spoken.

What guardians answer is in `signing`; what the party says of them when it books is kept here.
"""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import guardians, notices
from bookings.errors import GuardianMissing
from bookings.guardian_rule import Level, young
from bookings.models import Booking, GuardianConsent
from bookings.services import seats
from notices.models import Notice
from privacy.services import record_consents

LONGEST = timedelta(days=7)
AT_LEAST = timedelta(hours=3)
REMIND = timedelta(days=1)  # before the time runs out
State = Booking.State


def ask(booking) -> None:
    """Keep the seats of a booking for a guardian's word; its slot is locked. The party gets the link to pass on."""
    until = ask_until(booking.slot, timezone.now())
    if seats.move(booking, to=State.CONSENTING, only_from=[State.HELD, State.OFFERED, State.ENTERED], held_until=until):
        notices.write_consenting(booking)


def ask_until(slot, at):
    """Until when a guardian asked at `at` can answer: a week, and no longer than booking is open.

    Until then somebody else can still use the seats, and the host knows in time who comes. Three hours at least, which
    cost nobody a seat: booking has closed. Never beyond the start.
    """
    closes = slot.books_until if slot.books_until > at else slot.joins_until or slot.starts_at
    return min(slot.starts_at, at + LONGEST, max(closes, at + AT_LEAST))


def refuse_without_word(activities, wish) -> None:
    """GuardianMissing if a new party has to say that its guardian agrees and does not; a signature is asked for later."""
    if not wish.guardian_phone and _strictest(activities, wish) == Level.BOX:
        raise GuardianMissing(
            _("この人たちだけで来るには、保護者の了解がいります。"), _("了解をもらって、電話番号を入れてください。")
        )


def _strictest(activities, wish):
    """What these activities ask of a party together: who signs for one of them has no box to tick for another."""
    grades = [guest.grade for guest in wish.guests]
    return max((guardians.level_of(activity, grades) for activity in activities), key=lambda level: level.rank)


def write_box(party, wish, slots) -> None:
    """Keep that a new party has asked its guardian, and their telephone number, where that is what the slots ask for."""
    if _strictest([slot.activity for slot in slots], wish) != Level.BOX:
        return
    shown = guardians.wording(filter(None, (guardians.hazard_of(slot.activity) for slot in slots)))
    GuardianConsent.objects.create(
        party=party, how=GuardianConsent.How.BOX, phone=wish.guardian_phone, wording=shown, signed_at=timezone.now()
    )
    record_consents(subject=party.subject, keys=[guardians.PURPOSE])


def refuse_unless_covered(booking, guests) -> None:
    """GuardianMissing if these people need more than a guardian has said, or are young people of whom none has spoken.

    Whoever wants that books anew: then the right guardian is asked.
    """
    grades = [guest.grade for guest in guests]
    if not young(grades):
        return
    now = young(guest.grade for guest in booking.party.guests.all())
    others = Counter(young(grades)) - Counter(now)
    for one in booking.party.bookings.live().select_related("slot__activity"):
        one.party = booking.party
        if guardians.is_missing(one, grades) or (
            others and guardians.level_of(one.slot.activity, grades) != Level.NONE
        ):
            raise GuardianMissing


def _end_unsigned(booking):
    ended = seats.move(booking, to=State.EXPIRED, only_from=[State.CONSENTING])
    if ended:
        notices.drop_consent_reminder(booking.party)
        notices.write_unsigned(booking)
    return ended


seats.when_overdue[State.CONSENTING] = _end_unsigned


def remind(at=None) -> int:
    """Write to the parties whose guardian's time ends within a day of `at` (now if None); returns how many.

    Once for each, and not where all the time was no longer than that.
    """
    at = at or timezone.now()
    due = Booking.objects.filter(state=State.CONSENTING, held_until__gt=at, held_until__lte=at + REMIND)
    asked_before = due.filter(changed_at__lte=F("held_until") - REMIND).order_by("pk")
    keys = {notices.key(notices.CONSENT_REMINDER, booking, booking.sequence): booking for booking in asked_before}
    written = set(Notice.objects.filter(dedupe_key__in=list(keys)).values_list("dedupe_key", flat=True))
    return sum(_remind(booking) for key, booking in keys.items() if key not in written)


@transaction.atomic
def _remind(booking) -> bool:
    """With the slot locked: the guardian may be answering at this moment."""
    booking = seats.locked(booking)
    if booking.state != State.CONSENTING:
        return False
    notices.write_consent_reminder(booking)
    return True
