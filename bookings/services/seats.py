"""The only code that changes Slot.taken.

Taking seats is one guarded UPDATE. Everything else locks the slot first (several slots in primary-key order) and
moves seats only if the booking was still in a state that allows it: without the guard, cancels drifted in 10 of 10
rounds of a race. The locks are for PostgreSQL; on SQLite every transaction that writes is alone already.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import courses, guards, kinds, notices
from bookings.closed import why_closed
from bookings.errors import NotChangeable, SlotClosed, SlotFull, asking_for
from bookings.models import Activity, Booking, Slot, in_time
from core.kept import kept, kept_update

# What other modules of the engine do, told by them when they are imported: this one knows neither answers nor lists.
# What ends a booking of this state when its time has run out (its slot is locked); whether it did.
when_overdue: dict[Booking.State, Callable[[Booking], bool]] = {}
# What is told the number of a locked slot in which seats have become free, in the same transaction.
when_freed: list[Callable[[int], None]] = []


@dataclass(frozen=True)
class Drift:
    """A slot whose count is wrong: `taken` is stored, `held` is the sum over its bookings."""

    slot_id: int
    taken: int
    held: int


def _open_now(slot, at=None):
    taking = kinds.public(slot.activity).taking()
    return Slot.objects.filter(in_time(at), pk=slot.pk, status=Slot.Status.OPEN, activity__in=taking)


def if_open(slot):
    """The slot as it is now with its activity if it takes bookings at this moment, else None."""
    return _open_now(slot).select_related("activity").first()


def has_room(slot, people):
    """Whether the slot has so many free seats at this moment; whether it takes bookings at all is for `take` to say."""
    return bool(_with_room(slot.pk, people))


@kept
def _with_room(slot, people):
    return Slot.objects.filter(pk=slot, taken__lte=F("capacity") - people).values_list("pk")


def refuse_without_room(slot, people):
    """Refuse by a mere look, before a transaction: in a rush, those who come too late then wait for no lock."""
    if not has_room(slot, people):
        with asking_for(slot):
            refuse_full(_open_now(slot).first(), slot)


def take(slots, people):
    """Take seats for people who book at this moment, in each of these slots; SlotFull or SlotClosed if that cannot be.

    One statement for each slot, in primary-key order. What slots need besides is settled when all rows are locked.
    """
    slots = sorted(slots, key=lambda slot: slot.pk)
    for slot in slots:
        if not _take(slot.pk, slot.activity_id, (slot.activity.kind,), timezone.now(), people):
            with asking_for(slot):
                refuse_full(_open_now(slot).first(), slot)
    _settle(slots, people)


@kept_update
def _take(slot, activity, kind, at, people):
    slot = Slot(pk=slot, activity=Activity(pk=activity, kind=kind[0]))
    return _open_now(slot, at).filter(taken__lte=F("capacity") - people), {"taken": F("taken") + people}


def _settle(slots, people):
    if guards.lock([slot.pk for slot in slots]):
        for slot in slots:
            with asking_for(slot):
                guards.settle(slot.pk, people)


def fill(slot, people):
    """Take seats in a locked slot that is meant for one party alone; SlotClosed if nobody may see its activity, or if
    what it needs is not free."""
    if not kinds.public(slot.activity).exists():
        raise SlotClosed(_("この見学は、いま公開されていません。"), _("先に公開してから、日時を決めてください。"))
    if not Slot.objects.filter(pk=slot.pk, taken__lte=F("capacity") - people).update(taken=F("taken") + people):
        raise SlotFull
    guards.lock([slot.pk])
    guards.settle(slot.pk, people)


def refuse_full(slot, asked_for):
    """Raise the refusal that fits a slot without enough room; None stands for one that takes no bookings now, which
    `asked_for` still names."""
    if slot is None:
        raise why_closed(asked_for)
    if slot.left:
        raise SlotFull(
            _("この回の残りは、あと%(left)d人です。") % {"left": slot.left},
            _("人数をへらすか、ほかの日時をえらんでください。"),
        )
    raise SlotFull


def lock(slot_ids):
    """Lock slots until the transaction ends, in primary-key order: unordered locks deadlocked in 10 of 12 rounds.

    Each comes with its activity, which is read and not locked.
    """
    return _lock(list(slot_ids)) if slot_ids else []


@kept
def _lock(slot_ids):
    slots = Slot.objects.select_for_update(no_key=True, of=("self",)).select_related("activity")
    return slots.filter(pk__in=slot_ids).order_by("pk")


@kept
def _lock_of(party):
    slots = Slot.objects.select_for_update(no_key=True, of=("self",)).select_related("activity")
    return slots.filter(pk__in=Booking.objects.filter(party=party).values("slot")).order_by("pk")


@kept
def of_party(party):
    """All bookings of a party, the oldest first."""
    return Booking.objects.select_related("party").filter(party=party).order_by("pk")


def locked(booking):
    """The booking as it is now, with party, slot and activity; its slot stays locked until the transaction ends.

    NotChangeable if it was carried to another slot at this very moment.
    """
    return locked_beside(booking)[0]


def locked_of(party):
    """All bookings of a party as they are now, the oldest first, with slots and activities; the slots stay locked.

    NotChangeable if one of them was carried to another slot at this very moment.
    """
    slots = {slot.pk: slot for slot in _lock_of(party.pk)}
    bookings = of_party(party.pk)
    for booking in bookings:
        if booking.slot_id not in slots:
            raise NotChangeable
        booking.slot, booking.party = slots[booking.slot_id], bookings[0].party
    courses.tell_stops(bookings)
    return bookings


def locked_beside(booking, *others):
    """The same, with other slots locked beside its own: the booking, then each of them."""
    pks = [slot.pk for slot in others]
    slots = {slot.pk: slot for slot in lock([booking.slot_id, *pks])}
    booking = Booking.objects.select_related("party").get(pk=booking.pk)
    if booking.slot_id not in slots:
        raise NotChangeable
    booking.slot = slots[booking.slot_id]
    return booking, *(slots[pk] for pk in pks)


def move(booking, *, to, only_from, quietly=False, **fields):
    """Change the state of a booking whose slot is locked, if it still is one of `only_from`; seats come or go with it.

    Returns whether it changed. `fields` are further columns to write, as values: a locked booking is up to date.
    With a new number of `seats` it gives back those it held. `quietly` leaves it to the caller to tell who waits.
    SlotFull if it held no seats and there are not enough.
    """
    held = booking.seats if booking.state in Booking.HOLDING else 0
    if not _write(booking, Booking.objects.filter(state__in=only_from), state=to.value, **fields):
        return False
    if held and to not in Booking.HOLDING:
        Slot.objects.filter(pk=booking.slot_id).update(taken=F("taken") - held)
        if not quietly:
            freed(booking.slot_id)
    elif to in Booking.HOLDING and not held:
        room = Slot.objects.filter(pk=booking.slot_id)
        if not room.filter(taken__lte=F("capacity") - booking.seats).update(taken=F("taken") + booking.seats):
            refuse_full(room.get(), booking.slot)
        _settle([booking.slot], booking.seats)
    return True


def freed(slot_id):
    """Tell whoever waits that a locked slot has room again."""
    for tell in when_freed:
        tell(slot_id)


def _write(booking, rows, **fields):
    """Write columns of a booking if it is one of `rows`, to the row and to the object; whether it is one."""
    fields["changed_at"] = timezone.now()
    if not rows.filter(pk=booking.pk).update(**fields):
        return False
    for name, value in fields.items():
        setattr(booking, name, value)
    return True


def resize(booking, seats, **fields):
    """Give a booking whose slot is locked more or fewer seats; SlotFull or SlotClosed if it cannot grow so much."""
    room = Slot.objects.filter(pk=booking.slot_id)
    if seats > booking.seats:
        growable = _open_now(booking.slot)
        room = growable.filter(taken__lte=F("capacity") + booking.seats - seats)
        if not room.exists():
            refuse_full(growable.first(), booking.slot)
    fewer = seats < booking.seats
    room.update(taken=F("taken") + seats - booking.seats)
    _write(booking, Booking.objects, seats=seats, **fields)
    if fewer:
        freed(booking.slot_id)


def carry(booking, slot, **fields):
    """Carry a booking that holds seats over to another slot; both are locked. SlotFull or SlotClosed without a place."""
    left = booking.slot_id
    Slot.objects.filter(pk=left).update(taken=F("taken") - booking.seats)
    take([slot], booking.seats)
    _write(booking, Booking.objects, slot=slot, **fields)
    freed(left)


def expire_overdue(*, at=None, slot=None) -> int:
    """End the bookings whose time ran out at `at` (now if None), of one slot or of all. Returns how many."""
    overdue = Booking.objects.overdue(at)
    if slot:
        overdue = overdue.filter(slot=slot)
    slot_ids = overdue.order_by("slot_id").values_list("slot_id", flat=True).distinct()
    return sum(_expire_in(slot_id, overdue) for slot_id in list(slot_ids))


@transaction.atomic
def _expire_in(slot_id, overdue):
    lock([slot_id])
    expired = 0
    late = overdue.filter(slot_id=slot_id).select_related("party", "slot__activity")
    for booking in late.order_by("held_until", "pk"):
        expired += when_overdue[booking.state](booking)
    return expired


def _end_hold(booking):
    ended = move(booking, to=Booking.State.EXPIRED, only_from=[Booking.State.HELD])
    if ended:
        notices.drop_pin(booking.party)
    return ended


when_overdue[Booking.State.HELD] = _end_hold


def check_seats() -> list[Drift]:
    """Slots where `taken` is not the sum of the seats that bookings hold. Empty, or a defect."""
    held = Coalesce(Sum("bookings__seats", filter=Q(bookings__state__in=Booking.HOLDING)), 0)
    slots = Slot.objects.annotate(held=held).exclude(taken=F("held")).order_by("pk")
    return [Drift(slot.pk, slot.taken, slot.held) for slot in slots]
