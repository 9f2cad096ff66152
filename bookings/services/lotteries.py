"""Rounds of drawing seats: opened and changed by the desk, drawn once, and repeated from their logs."""

import secrets
from datetime import timedelta
from itertools import groupby

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import guards, notices
from bookings.errors import Refused
from bookings.lot_errors import NotDrawable, NotNominable, RoundUndrawn
from bookings.lots import Entry, Loss, Lottery
from bookings.models import Booking, Slot
from bookings.services import drawing, entering, seats, settling
from bookings.services.drawing import Ticket
from bookings.windows import with_barred
from core.tokens import keyed_hash

State = Booking.State
SEEDS = 10**12  # a number that can still be read aloud
LOSS_COUNTS = timedelta(days=365)


class _NoRoom(Exception):
    """A slot that had places when the lots were drawn cannot have people: what it needs is in use."""


def open_round(*, activity, **fields) -> Lottery:
    """Open a round of an activity that is drawn by lot; `fields` are its times and rules. RoundUndrawn beside another."""
    try:
        with transaction.atomic():
            return Lottery.objects.create(activity=activity, **fields)
    except IntegrityError:
        raise RoundUndrawn from None


def change_times(*, lottery, closes_at, results_on) -> Lottery:
    """Another end of a round that nobody has drawn. NotDrawable after that."""
    with transaction.atomic():
        lottery = _locked(lottery)
        if lottery.drawn_at:
            raise NotDrawable
        lottery.closes_at, lottery.results_on = closes_at, results_on
        lottery.save(update_fields=["closes_at", "results_on"])
    return lottery


def drop_round(*, lottery) -> None:
    """Take back a round that nobody has entered; NotDrawable otherwise."""
    with transaction.atomic():
        lottery = _locked(lottery)
        if lottery.drawn_at or lottery.entries.exists():
            raise NotDrawable(_("申し込みがあるので、取りやめられません。"), _("しめ切りをまって、抽選してください。"))
        lottery.delete()


def nominate(*, lottery, code: str, reason: str, by) -> Entry:
    """Let an entry that counts come before the lots. NotNominable if there is none, NotDrawable after the draw."""
    with transaction.atomic():
        entry = _entry_to_nominate(lottery, code)
        entry.nominated_at, entry.nominated_by, entry.reason = timezone.now(), by, reason
        entry.save(update_fields=["nominated_at", "nominated_by", "reason"])
    return entry


def take_back(*, lottery, code: str) -> Entry:
    """Take a nomination back before the draw; raises as `nominate`."""
    with transaction.atomic():
        entry = _entry_to_nominate(lottery, code)
        entry.nominated_at, entry.nominated_by, entry.reason = None, None, ""
        entry.save(update_fields=["nominated_at", "nominated_by", "reason"])
    return entry


def _entry_to_nominate(lottery, code):
    if _locked(lottery).drawn_at:
        raise NotDrawable
    counting = entering.counted(lottery).filter(party__code=code).values("choice__entry")
    entry = Entry.objects.select_related("party").filter(pk__in=counting).first()
    if entry is None:
        raise NotNominable
    return entry


def _locked(lottery):
    return Lottery.objects.select_for_update(no_key=True, of=("self",)).select_related("activity").get(pk=lottery.pk)


def draw_round(*, lottery, seed: int | None = None, by=None) -> Lottery:
    """Draw a round that has closed: winners are confirmed, the others are not drawn, everybody gets a mail. All or nothing.

    Without a seed the system's random source gives one. Raises NotDrawable before the end of entries, and the second time.
    """
    with transaction.atomic():
        slots = {slot.pk: slot for slot in seats.lock(_slots_asked_for(lottery))}
        lottery = _locked(lottery)
        _refuse_unless_drawable(lottery)
        _end_chosen(_chosen(lottery).exclude(held_until=None), State.EXPIRED)
        lottery.drawn_at, lottery.drawn_by = timezone.now(), by
        lottery.seed = secrets.randbelow(SEEDS) if seed is None else seed
        lottery.log = _draw(lottery, slots)
        lottery.save(update_fields=["drawn_at", "drawn_by", "seed", "log"])
    return lottery


def _slots_asked_for(lottery):
    return Booking.objects.filter(choice__entry__lottery=lottery).values_list("slot", flat=True)


def _chosen(lottery):
    return Booking.objects.filter(choice__entry__lottery=lottery, state=State.ENTERED)


def _refuse_unless_drawable(lottery):
    if lottery.drawn_at:
        raise NotDrawable
    if timezone.now() < lottery.closes_at:
        raise NotDrawable(_("まだ申し込みを受け付けています。"), _("しめ切りをまって、抽選してください。"))


def _entries(lottery, slots):
    """By the number of an entry its bookings that count, the first choice first; their slots are the locked ones."""
    bookings = list(entering.counted(lottery).select_related("party", "choice__entry"))
    for booking in bookings:
        booking.slot = slots[booking.slot_id]
    return {number: list(rows) for number, rows in groupby(bookings, lambda booking: booking.choice.entry_id)}


def _draw(lottery, slots):
    """Draw until all who won have their seats, and return the log: a slot whose guide is in use has no places after all."""
    places, drawn = _places(slots), {"seed": lottery.seed, "locals_first": lottery.locals_first}
    guards.lock(sorted(slots))
    while True:
        entries = _entries(lottery, slots)
        tickets = _tickets(lottery, entries)
        result = drawing.draw(tickets, places, **drawn)
        try:
            with transaction.atomic():
                _seat(lottery, entries, result.won)
        except _NoRoom as refused:
            [slot] = refused.args
            places[slot] = 0
        else:
            _tell_losers(entries, result.won)
            return drawing.log_of(tickets, places, result, **drawn)


def _places(slots):
    """The free seats of each slot, none where nobody could go."""
    barred = {slot.pk for slot in with_barred(Slot.objects.filter(pk__in=slots)) if slot.barred}
    now = timezone.now()
    return {
        pk: slot.left if slot.status == Slot.Status.OPEN and slot.starts_at > now and pk not in barred else 0
        for pk, slot in slots.items()
    }


def _tickets(lottery, entries):
    since = timezone.localdate() - LOSS_COUNTS
    lost = set(Loss.objects.filter(activity=lottery.activity_id, lost_on__gte=since).values_list("address", flat=True))
    households, tickets = {}, []
    for number, bookings in sorted(entries.items()):
        entry, party = bookings[0].choice.entry, bookings[0].party
        tickets.append(
            Ticket(
                number=number,
                household=_household(households, party, number),
                people=bookings[0].seats,
                choices=tuple(booking.slot_id for booking in bookings),
                nominated=entry.nominated_at is not None,
                local=entry.is_local,
                lost=_address(party) in lost,
            )
        )
    return tickets


def _household(households, party, number):
    """The number of the first entry with the same mail address or telephone number. Entering refuses a second one; what
    slipped through must still not win twice."""
    names = [("mail", party.email.lower()), *([("phone", str(party.phone))] if party.phone else [])]
    first = min((households[name] for name in names if name in households), default=number)
    for name in names:
        households.setdefault(name, first)
    return first


def _address(party):
    return keyed_hash("bookings.loss", party.email.lower())


def _seat(lottery, entries, won):
    """Give the winners their seats and end their other choices; the others are not drawn."""
    for number, slot in sorted(won.items(), key=lambda both: (both[1], both[0])):
        booking = next(booking for booking in entries[number] if booking.slot_id == slot)
        try:
            settling.settle(booking)
        except Refused:
            raise _NoRoom(slot) from None
    Entry.objects.filter(pk__in=list(entries)).update(won=False)
    Entry.objects.filter(pk__in=list(won)).update(won=True)
    _chosen(lottery).filter(choice__entry__won=True).delete()
    _end_chosen(_chosen(lottery), State.NOT_DRAWN)
    _remember(lottery, entries, won)


def _end_chosen(bookings, state):
    """Choices hold no seats: all of them end in one statement."""
    bookings.update(state=state, changed_at=timezone.now())


def _remember(lottery, entries, won):
    """Who comes first in the next round: a hash of the address, and none any more of those who won."""
    winners = {_address(entries[number][0].party) for number in won}
    losers = {_address(bookings[0].party) for bookings in entries.values()} - winners
    Loss.objects.filter(activity=lottery.activity, address__in=winners).delete()
    Loss.objects.bulk_create(
        [Loss(activity=lottery.activity, address=address, lost_on=timezone.localdate()) for address in sorted(losers)],
        update_conflicts=True,
        unique_fields=["activity", "address"],
        update_fields=["lost_on"],
    )


def _tell_losers(entries, won):
    for number, bookings in entries.items():
        if number not in won:
            notices.write_not_drawn(bookings[0])
