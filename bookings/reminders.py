"""The mails about a booking whose moment comes by itself: before the visit, and the morning after it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from bookings import notices
from bookings.models import Booking, Slot
from bookings.services import seats
from core.dates import local
from notices import services as outbox
from notices.models import Notice

EVENING, MORNING = time(18), time(9)
THANKS_FOR = timedelta(days=2)  # later thanks would only be odd
AHEAD, BEHIND = timedelta(days=4), timedelta(days=7)  # no slot outside has a mail that is due


@dataclass(frozen=True)
class Mail:
    """One mail per booking and date of its slot, a reminder per party and day. It leaves from `opens` on and makes no sense any more at `ends`.

    `number` tells apart mails of one `kind`.
    """

    kind: str
    number: str
    opens: Callable[[Slot], datetime]
    ends: Callable[[Slot], datetime]
    write: Callable

    def of(self, slot) -> str:
        """The number under which it is written about a slot: another start is another mail."""
        return f"{self.number}:{slot.starts_at:%Y%m%d%H%M}"

    def key(self, booking) -> str:
        return notices.key(self.kind, booking, self.of(booking.slot))

    def fits(self, booking, at) -> bool:
        """Whether it is true and of use at `at`.

        Whoever has booked or changed since it was due has just had a mail that says the same.
        """
        opens = self.opens(booking.slot)
        confirmed = booking.state == Booking.State.CONFIRMED
        return confirmed and booking.changed_at <= opens <= at < self.ends(booking.slot)


def evening_before(slot, days) -> datetime:
    return _at(local(slot.starts_at).date() - timedelta(days=days), EVENING)


def morning_after(slot) -> datetime:
    return _at(local(slot.ends_at).date() + timedelta(days=1), MORNING)


def _at(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))


MAILS = (
    Mail(
        notices.REMINDER,
        "3",
        opens=lambda slot: evening_before(slot, 3),
        ends=lambda slot: evening_before(slot, 1),  # then the next one says the same
        write=notices.write_reminder,
    ),
    Mail(
        notices.REMINDER,
        "1",
        opens=lambda slot: evening_before(slot, 1),
        ends=lambda slot: slot.starts_at,
        write=notices.write_reminder,
    ),
    Mail(
        notices.THANKS,
        "0",
        opens=morning_after,
        ends=lambda slot: morning_after(slot) + THANKS_FOR,
        write=notices.write_thanks,
    ),
)


def write_due(at=None) -> int:
    """Write what is due at `at` (now if None), however late the clock is; returns how many mails. Twice is once."""
    at = at or timezone.now()
    _call_off(at)
    return sum(_write(mail, booking, at) for mail, booking in list(_unwritten(_due(at))))


def _due(at) -> Iterable[tuple[Mail, Booking]]:
    near = Booking.objects.filter(state=Booking.State.CONFIRMED, slot__starts_at__range=(at - BEHIND, at + AHEAD))
    reminded = set()  # pairs of a party and a day: the first visit's mail speaks of all of them
    for booking in near.select_related("slot").order_by("slot__starts_at", "pk"):
        day = booking.party_id, local(booking.slot.starts_at).date()
        mails = [mail for mail in MAILS if mail.kind != notices.REMINDER or day not in reminded]
        reminded.add(day)
        yield from ((mail, booking) for mail in mails if mail.fits(booking, at))


def _unwritten(due):
    """Those not in the outbox yet, so that a run of which nothing is left to do asks twice and writes nothing."""
    due = {mail.key(booking): (mail, booking) for mail, booking in due}
    written = set(Notice.objects.filter(dedupe_key__in=list(due)).values_list("dedupe_key", flat=True))
    return (pair for key, pair in due.items() if key not in written)


@transaction.atomic
def _write(mail, booking, at) -> bool:
    """With the slot locked: the person may be cancelling at this moment."""
    booking = seats.locked(booking)
    if not mail.fits(booking, at):
        return False
    mail.write(booking, mail.of(booking.slot))
    return True


def _call_off(at):
    """Drop what still waits (the mail server was away) though the visit has begun or has another date by now."""
    kinds = {mail.kind for mail in MAILS}
    waiting = dict(Notice.objects.filter(kind__in=kinds, state=Notice.State.WAITING).values_list("dedupe_key", "about"))
    about = {int(key.split(":")[1]) for key in waiting}
    still_true = {
        mail.key(booking)
        for booking in Booking.objects.filter(pk__in=about).select_related("slot")
        for mail in MAILS
        if mail.fits(booking, at)
    }
    outbox.drop_keys(waiting.keys() - still_true)
