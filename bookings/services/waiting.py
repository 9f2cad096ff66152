"""The waiting list of a slot: parties for which it is full, in the order in which their addresses were confirmed.

Seats that come free are offered in the transaction that freed them, so that no newcomer gets between. A smaller party
passes a larger one only for seats that the larger cannot use. What leads to an offer always has the slot locked.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import notices
from bookings.errors import NotChangeable, OfferGone, PartyTooLarge, Refused, SlotFull
from bookings.models import Booking, Slot, in_time
from bookings.services import seats, settling
from bookings.services.holding import (
    NewGuest,
    NewParty,
    check_size,
    earlier_with,
    fingerprint_of,
    hold,
    write_bookings,
    write_guests,
)
from bookings.waits import Wait

State = Booking.State
CONFIRM = timedelta(hours=24)  # to confirm the address; nobody loses a seat meanwhile
ANSWER = timedelta(hours=24)
ANSWER_AT_LEAST = timedelta(minutes=30)
UNANSWERED = 2  # offers in a row, and the wait is over
ON_THE_LIST = (State.WAITING, State.OFFERED)


def join(*, slot, party: NewParty, key: str, source: str = "") -> Booking:
    """Put a party on the waiting list of a slot that is full for it; if it has room by now, the seats are held instead.

    A wait counts once the mail address is confirmed, like a hold. The same key with the same content returns the same
    booking. Raises SlotClosed, PartyTooLarge, PartyTooSmall, ConsentMissing or KeyReused.
    """
    try:
        return hold(slot=slot, party=party, key=key, source=source)
    except SlotFull:
        least = _least(slot, party)
    fingerprint = fingerprint_of([slot], party, source)
    try:
        with transaction.atomic():
            until = timezone.now() + CONFIRM
            [booking] = write_bookings(
                [slot], party, key=key, fingerprint=fingerprint, source=source, state=State.WAITING, held_until=until
            )
            Wait.objects.create(booking=booking, least=least)
            return booking
    except IntegrityError:  # the same key arrived meanwhile
        if earlier := earlier_with(key, fingerprint):
            return earlier[0]
        raise


def _least(slot, party):
    people = len(party.guests)
    least = max(min(party.least or people, people), slot.activity.party_min)
    if least > slot.capacity:
        raise PartyTooLarge(_("この回の定員は%(capacity)d人です。") % {"capacity": slot.capacity})
    return least


def enqueue(booking) -> None:
    """Let a wait count whose address is confirmed; its slot is locked. Seats that are free by now are offered at once.

    NotChangeable if the address has a place in this slot or its list already: one mailbox cannot fill a list.
    """
    same = Booking.objects.live().filter(slot=booking.slot_id, party__email__iexact=booking.party.email)
    if same.exclude(pk=booking.pk).exclude(party__verified_at=None).exists():
        raise NotChangeable(
            _("このメールアドレスでは、この回にもう申し込んでいます。"),
            _("人数は、先の申し込みのページで変えられます。"),
        )
    if not seats.move(booking, to=State.WAITING, only_from=[State.WAITING], held_until=None):
        return
    Wait.objects.filter(booking=booking).update(queued_at=timezone.now())
    pass_on(booking.slot_id)
    booking.refresh_from_db(fields=["state", "seats", "held_until"])
    if booking.state == State.WAITING:
        notices.write_queued(booking)


def pass_on(slot_id) -> None:
    """Offer the free seats of a locked slot to those who wait, in their order, to each as many as fit.

    A slot that takes no bookings makes no offers.
    """
    queue = list(Wait.objects.queue(slot_id).filter(declined=False).select_related("booking__party"))
    slot = seats.if_open(Slot.objects.select_related("activity").get(pk=slot_id)) if queue else None
    if slot is None:
        return
    free, passed = slot.left, []
    for wait in queue:
        if wait.least > free:
            passed.append(wait.pk)
            continue
        people = min(free, wait.booking.seats)
        if not _offer(wait, slot, people):
            return
        Wait.objects.filter(pk__in=passed).update(passed_seats=people, passed_free=free)
        free -= people


def _offer(wait, slot, people):
    booking, wished = wait.booking, wait.booking.seats
    booking.slot = slot
    until = answer_until(slot, timezone.now())
    try:
        with transaction.atomic():
            seats.move(booking, to=State.OFFERED, only_from=[State.WAITING], seats=people, held_until=until)
    except Refused:  # something else keeps this slot empty; whoever freed it must not be refused for that
        return False
    wait.offers, wait.passed_seats, wait.passed_free = wait.offers + 1, None, None
    wait.save(update_fields=["offers", "passed_seats", "passed_free"])
    notices.write_offered(booking, number=wait.offers, wished=wished)
    return True


def answer_until(slot, at):
    """Until when an offer made at `at` can be answered: a day; near the date half of the time until booking closes.

    At least half an hour, and never longer than booking is open.
    """
    closes = slot.books_until if slot.books_until > at else slot.joins_until or slot.starts_at
    closes = min(closes, slot.starts_at)
    return min(closes, at + max(ANSWER_AT_LEAST, min(ANSWER, (closes - at) / 2)))


def accept(*, booking, guests: tuple[NewGuest, ...] = ()) -> Booking:
    """Take the seats of an offer; where not all can come, `guests` are those who do. Mails the confirmation.

    Where a guardian or the host has to be asked, they are. A booking that is so already is returned as it is. Raises
    OfferGone, PartyTooLarge or PartyTooSmall.
    """
    with transaction.atomic():
        booking = seats.locked(booking)
        offered = booking.state == State.OFFERED and booking.held_until > timezone.now()
        if offered:
            _bring(booking, guests)
            settling.settle(booking)
            Wait.objects.filter(booking=booking).delete()
    if not offered and booking.state not in (State.CONFIRMED, State.CONSENTING, State.REQUESTED):
        seats.expire_overdue(slot=booking.slot)  # so that the page shows what the refusal says
        raise OfferGone
    return booking


def _bring(booking, guests):
    """Those who come instead of all, if they are named; never more than the seats on offer."""
    party = booking.party
    if (len(guests) or party.guests.count()) > booking.seats:
        raise PartyTooLarge(
            _("いま案内できる席は%(seats)d人分です。") % {"seats": booking.seats}, _("来る人をえらんでください。")
        )
    if guests:
        check_size(booking.slot.activity, len(guests))
        party.guests.all().delete()
        write_guests(party, guests)
        seats.resize(booking, len(guests))


def decline(*, booking) -> Booking:
    """Say no to an offer and stay on the list, at its end; the seats are offered to others. OfferGone if it has ended."""
    with transaction.atomic():
        booking = seats.locked(booking)
        if booking.state == State.OFFERED:
            _go_to_the_end(booking, unanswered=0, declined=True)
            pass_on(booking.slot_id)
    if booking.state != State.WAITING:
        raise OfferGone
    return booking


def leave(*, booking) -> Booking:
    """Leave the list, with or without an offer. Who has left already is returned as they are; else NotChangeable."""
    with transaction.atomic():
        booking = seats.locked(booking)
        if booking.state in ON_THE_LIST:
            strike(booking)
    if booking.state != State.CANCELLED:
        raise NotChangeable(_("いまはキャンセル待ちではありません。"))
    return booking


def strike(booking, *, to=State.CANCELLED) -> None:
    """Take a party off the list, as many as it wished to be; its slot is locked."""
    wished = booking.party.guests.count()
    if seats.move(booking, to=to, only_from=ON_THE_LIST, seats=wished):
        notices.drop_pin(booking.party)
        notices.drop_offer(booking.party)


def _go_to_the_end(booking, **answer):
    """Back on the list, behind all who wait now. Whoever calls it passes the seats on."""
    wished = booking.party.guests.count()
    Wait.objects.filter(booking=booking).update(queued_at=timezone.now(), **answer)
    seats.move(booking, to=State.WAITING, only_from=[State.OFFERED], quietly=True, seats=wished, held_until=None)
    notices.drop_offer(booking.party)


def _end_unanswered(booking):
    """The first time to the end of the list, the second time off it."""
    unanswered = booking.wait.unanswered + 1
    if unanswered < UNANSWERED:
        _go_to_the_end(booking, unanswered=unanswered)
        pass_on(booking.slot_id)
    else:
        Wait.objects.filter(booking=booking).update(unanswered=unanswered)
        strike(booking, to=State.EXPIRED)
        notices.write_wait_ended(booking, "unanswered")
    return True


def end_waits(at=None) -> int:
    """End the waits that lead to nothing at `at` (now if None): unconfirmed too long, or booking has closed.

    Returns how many.
    """
    at = at or timezone.now()
    closed = Q(booking__slot__books_until__lte=at) & (
        Q(booking__slot__joins_until=None) | Q(booking__slot__joins_until__lte=at)
    )
    waits = Wait.objects.filter(closed | Q(booking__held_until__lte=at), booking__state=State.WAITING)
    return sum(_end_wait(wait.booking) for wait in list(waits.select_related("booking").order_by("pk")))


@transaction.atomic
def _end_wait(booking):
    booking = seats.locked(booking)
    counted = not booking.awaits_code
    if booking.state != State.WAITING:
        return False
    strike(booking, to=State.EXPIRED)
    if counted:
        notices.write_wait_ended(booking, "closed")
    return True


def offer_freed(slot_id) -> None:
    """Seats of a locked slot have come free: who said no to earlier ones is asked again."""
    if Wait.objects.queue(slot_id).exists():
        Wait.objects.queue(slot_id).filter(declined=True).update(declined=False)
        pass_on(slot_id)


def offer_opened(activity_id) -> None:
    """Offer the free seats of an activity that takes bookings again, in the caller's transaction.

    So no newcomer gets between those who wait and what was closed to everybody.
    """
    slot_ids = list(_left().filter(activity=activity_id).values_list("pk", flat=True))
    seats.lock(slot_ids)
    for slot_id in slot_ids:
        pass_on(slot_id)


def offer_left() -> int:
    """Offer seats that came free where nobody told: booking began, or the time to book became longer.

    Returns in how many slots it tried.
    """
    slot_ids = list(_left().values_list("pk", flat=True))
    for slot_id in slot_ids:
        with transaction.atomic():
            seats.lock([slot_id])
            pass_on(slot_id)
    return len(slot_ids)


def _left():
    """Open slots in which somebody waits for no more seats than there are, in the order in which they are locked."""
    fits = Wait.objects.filter(
        booking__state=State.WAITING,
        queued_at__isnull=False,
        declined=False,
        least__lte=F("booking__slot__capacity") - F("booking__slot__taken"),
    )
    return Slot.objects.filter(in_time(), status=Slot.Status.OPEN, pk__in=fits.values("booking__slot")).order_by("pk")


seats.when_freed.append(offer_freed)
seats.when_overdue[State.OFFERED] = _end_unanswered
