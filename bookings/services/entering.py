"""Entries for a lottery: a party with up to three dates that it would come on, none of which holds a seat.

An entry counts once its address is confirmed, and a household enters once. What locks a round has locked slots before.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import kinds, notices
from bookings.errors import NotChangeable, PartyTooLarge, SlotClosed
from bookings.lot_errors import AlreadyEntered, RoundClosed
from bookings.lots import Choice, Entry, Lottery
from bookings.models import Activity, Booking, Slot
from bookings.services import consenting, seats
from bookings.services.holding import NewParty, check_party, earlier_with, fingerprint_of, write_bookings

State = Booking.State
CONFIRM = timedelta(hours=24)  # to confirm the address; nobody loses a chance meanwhile


def slots_of(lottery):
    """The slots whose seats a round draws, in their order."""
    slots = Slot.objects.filter(activity=lottery.activity_id, status=Slot.Status.OPEN, starts_at__gt=lottery.closes_at)
    if lottery.from_day:
        slots = slots.filter(starts_at__date__gte=lottery.from_day)
    if lottery.until_day:
        slots = slots.filter(starts_at__date__lte=lottery.until_day)
    return slots.order_by("starts_at", "pk")


def counted(lottery):
    """The bookings of a round that count, by entry and rank."""
    rows = Booking.objects.filter(choice__entry__lottery=lottery, state=State.ENTERED, held_until=None)
    return rows.order_by("choice__entry", "choice__rank")


def enter(*, lottery, slots, party: NewParty, key: str, source: str = "", is_local: bool = False) -> Booking:
    """Enter a round with one to three slots, the first choice first; the booking of the first choice.

    The same key with the same content returns the same entry. Raises RoundClosed, SlotClosed for a slot that the round
    does not draw, PartyTooLarge, PartyTooSmall, ConsentMissing or KeyReused.
    """
    fingerprint = fingerprint_of(slots, party, [source, is_local])
    for last_try in (False, True):
        if earlier := earlier_with(key, fingerprint):
            return earlier[0]
        _refuse_unless_open(lottery)
        _check(lottery, slots, party)
        try:
            return _write(lottery, slots, party, is_local, key=key, fingerprint=fingerprint, source=source)
        except IntegrityError:  # the same key arrived meanwhile, or a code was drawn twice: look again
            if last_try:
                raise
    return None


def _refuse_unless_open(lottery):
    taking = kinds.public(lottery.activity).filter(
        mode=Activity.Mode.BOOKING, acceptance=Activity.Acceptance.LOTTERY, paused_at=None
    )
    if not taking.exists() or not Lottery.objects.open().filter(pk=lottery.pk).exists():
        raise RoundClosed


def _check(lottery, slots, party):
    check_party(lottery.activity, party)
    consenting.refuse_without_word([lottery.activity], party)
    chosen = [slot.pk for slot in slots]
    if len(set(chosen)) < len(chosen) or slots_of(lottery).filter(pk__in=chosen).count() < len(chosen):
        raise SlotClosed(_("この日時は、この抽選ではえらべません。"))
    if full := next((slot for slot in slots if slot.left < len(party.guests)), None):
        raise PartyTooLarge(
            _("えらんだ日時のうち、席が%(places)d人分しかない回があります。") % {"places": full.left},
            _("人数をへらすか、ほかの日時をえらんでください。"),
        )


@transaction.atomic
def _write(lottery, slots, party, is_local, **request):
    until = min(timezone.now() + CONFIRM, lottery.closes_at)
    bookings = write_bookings(slots, party, state=State.ENTERED, held_until=until, **request)
    local = is_local and lottery.locals_first  # what does not count is not kept
    entry = Entry.objects.create(lottery=lottery, party=bookings[0].party, is_local=local)
    Choice.objects.bulk_create(
        Choice(entry=entry, booking=booking, rank=rank) for rank, booking in enumerate(bookings, start=1)
    )
    return bookings[0]


def count(booking) -> None:
    """Let one choice of an entry count whose address is confirmed; the slots of its party are locked.

    With the last of them the party gets a mail. AlreadyEntered if the household has entered the round before.
    """
    entry = booking.choice.entry
    lottery = Lottery.objects.select_for_update(no_key=True).get(pk=entry.lottery_id)
    if lottery.drawn_at:
        raise RoundClosed
    if _of_household(lottery, booking.party).exists():
        raise AlreadyEntered
    seats.move(booking, to=State.ENTERED, only_from=[State.ENTERED], held_until=None)
    if not booking.party.bookings.filter(state=State.ENTERED, held_until__isnull=False).exists():
        notices.write_entered(booking, choices_of(entry))


def _of_household(lottery, party):
    """What others with the same mail address or telephone number have entered the round with."""
    same = Q(party__email__iexact=party.email)
    if party.phone:
        same |= Q(party__phone=party.phone)
    return counted(lottery).filter(same).exclude(party=party.pk)


def choices_of(entry):
    """The choices of an entry that have not ended otherwise, the first one first, each with its booking and slot."""
    shown = entry.choices.filter(booking__state__in=(State.ENTERED, State.NOT_DRAWN))
    return list(shown.select_related("booking__slot").order_by("rank"))


def withdraw(*, booking) -> Booking:
    """Take an entry back before the draw, with all its choices. Who has done so is returned as they are.

    NotChangeable once it is drawn.
    """
    with transaction.atomic():
        bookings = seats.locked_of(booking.party)
        entered = [booking for booking in bookings if booking.state == State.ENTERED]
        _end(entered, to=State.CANCELLED)
    if not entered and bookings[-1].state != State.CANCELLED:
        raise NotChangeable(_("この抽選は、もう終わっています。"))
    return bookings[-1]


def _end(bookings, *, to):
    for booking in bookings:
        seats.move(booking, to=to, only_from=[State.ENTERED])
        notices.drop_pin(booking.party)


def strike(booking) -> None:
    """End one choice because its date will not be; its slot is locked. An entry that has others goes on with those."""
    others = booking.party.bookings.filter(state=State.ENTERED).exclude(pk=booking.pk).exists()
    told = not booking.awaits_code
    _end([booking], to=State.CANCELLED)
    if told:
        notices.write_choice_off(booking, others=others)
    if others:  # the page of a party shows its newest booking, which must be one that is still drawn
        Booking.objects.filter(pk=booking.pk).delete()


def end_entries(at=None) -> int:
    """End the entries whose address was not confirmed in time at `at` (now if None). Returns how many choices."""
    late = Booking.objects.filter(state=State.ENTERED, held_until__lte=at or timezone.now())
    parties = {booking.party_id: booking for booking in late.select_related("party").order_by("party")}
    return sum(_end_late(booking) for booking in parties.values())


@transaction.atomic
def _end_late(booking):
    bookings = [one for one in seats.locked_of(booking.party) if one.state == State.ENTERED and one.awaits_code]
    _end(bookings, to=State.EXPIRED)
    return len(bookings)
