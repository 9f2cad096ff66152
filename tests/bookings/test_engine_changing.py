"""What happens to a booking afterwards: cancel, another party, another capacity, a cancelled slot."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.errors import NotChangeable, PartyTooLarge, PartyTooSmall, SlotClosed, SlotFull, TooLate
from bookings.models import Activity, Booking, Slot
from bookings.services import NewGuest
from notices.models import Notice
from tests.bookings.parties import confirmed, hold, mails, run_out
from tests.factories import SlotFactory, TourFactory

pytestmark = pytest.mark.django_db

FAMILY = (NewGuest("parent", is_self=True), NewGuest("e2"), NewGuest("e5"))


@pytest.fixture
def slot():
    return SlotFactory(capacity=4, activity=TourFactory(cancel_hours=24))


def taken(slot):
    return Slot.objects.get(pk=slot.pk).taken


def let_the_deadline_pass(slot):
    """The slot begins in an hour; the guest could change until a day before."""
    start = timezone.now() + timedelta(hours=1)
    Slot.objects.filter(pk=slot.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))


@pytest.mark.parametrize(
    ("table", "change"),
    [("slot", {"books_until": timezone.now() - timedelta(hours=1)}), ("activity", {"paused_at": timezone.now()})],
    ids=["booking has closed", "the visits pause"],
)
def test_a_party_grows_only_where_others_could_book_too(slot, table, change):
    booking = confirmed(slot, 2)
    rows = Slot.objects.filter(pk=slot.pk) if table == "slot" else Activity.objects.filter(pk=slot.activity_id)
    rows.update(**change)
    with pytest.raises(SlotClosed):
        services.change_party(booking=booking, guests=FAMILY)
    services.change_party(booking=booking, guests=FAMILY[:1])
    assert taken(slot) == 1


def test_whom_a_host_has_agreed_to_may_stay_away_and_nobody_else_comes_instead(slot):
    booking = services.change_party(booking=confirmed(slot, 1), guests=FAMILY)
    Activity.objects.filter(pk=slot.activity_id).update(acceptance=Activity.Acceptance.APPROVAL)
    for others in ((*FAMILY, NewGuest("e1")), (FAMILY[0], NewGuest("e1"))):
        with pytest.raises(NotChangeable):
            services.change_party(booking=booking, guests=others)
    services.change_party(booking=booking, guests=FAMILY[:2])
    assert (taken(slot), booking.party.guests.count()) == (2, 2)


def test_a_cancelled_booking_gives_its_seats_back_and_takes_the_entry_out_of_the_calendar(slot):
    booking = services.cancel(booking=confirmed(slot, 3), by="guest")
    [mail] = mails(booking, "cancelled")
    assert (booking.state, booking.sequence, taken(slot)) == (Booking.State.CANCELLED, 1, 0)
    assert (mail.calendar_method, "STATUS:CANCELLED" in mail.calendar) == ("CANCEL", True)


def test_cancelling_twice_is_cancelling_once(slot):
    booking = confirmed(slot, 3)
    services.cancel(booking=booking, by="guest")
    services.cancel(booking=booking, by="guest")
    assert (taken(slot), len(mails(booking, "cancelled"))) == (0, 1)


def test_cancelling_a_hold_tells_nobody_whose_address_is_unconfirmed(slot):
    booking = services.cancel(booking=hold(slot, 3), by="guest")
    assert (booking.state, taken(slot)) == (Booking.State.CANCELLED, 0)
    assert list(Notice.objects.values_list("kind", "state")) == [("bookings.pin", Notice.State.DROPPED)]


def test_an_expired_hold_cannot_be_cancelled(slot):
    booking = hold(slot, 3)
    run_out(booking)
    services.expire_overdue()
    with pytest.raises(NotChangeable):
        services.cancel(booking=booking, by="guest")
    assert taken(slot) == 0


def test_after_the_deadline_the_desk_can_cancel_and_the_guest_cannot(slot):
    booking = confirmed(slot, 3)
    let_the_deadline_pass(slot)
    with pytest.raises(TooLate):
        services.cancel(booking=booking, by="guest")
    assert taken(slot) == 3
    assert services.cancel(booking=booking, by="desk").state == Booking.State.CANCELLED
    assert "主催者の都合で取り消しになりました" in mails(booking, "cancelled")[0].text


@pytest.mark.parametrize(("before", "after"), [(1, 3), (3, 1), (3, 3)])
def test_another_party_takes_or_gives_back_seats_and_updates_the_calendar(slot, before, after):
    booking = confirmed(slot, before)
    booking = services.change_party(booking=booking, guests=FAMILY[:after])
    [mail] = mails(booking, "changed")
    assert (booking.seats, booking.sequence, taken(slot)) == (after, 1, after)
    assert list(booking.party.guests.values_list("grade", flat=True)) == ["parent", "e2", "e5"][:after]
    assert (mail.calendar_method, "SEQUENCE:1\r\n" in mail.calendar) == ("REQUEST", True)


def test_a_party_cannot_grow_beyond_the_room_and_hears_how_much_there_is(slot):
    booking = confirmed(slot, 1)
    hold(slot, 2)
    with pytest.raises(SlotFull) as refusal:
        services.change_party(booking=booking, guests=FAMILY)
    assert refusal.value.detail == "この回の残りは、あと1人です。"
    booking.refresh_from_db()
    assert (booking.seats, booking.sequence, booking.party.guests.count(), taken(slot)) == (1, 0, 1, 3)


def test_a_party_can_shrink_but_not_grow_in_a_slot_that_was_closed(slot):
    booking = confirmed(slot, 2)
    services.set_status(slot=slot, status=Slot.Status.CLOSED)
    with pytest.raises(SlotClosed):
        services.change_party(booking=booking, guests=FAMILY)
    assert services.change_party(booking=booking, guests=FAMILY[:1]).seats == 1


def test_a_changed_party_stays_within_the_limits_of_the_activity():
    slot = SlotFactory(capacity=9, activity=TourFactory(party_min=2, party_max=3, cancel_hours=0))
    booking = confirmed(slot, 2)
    with pytest.raises(PartyTooSmall):
        services.change_party(booking=booking, guests=FAMILY[:1])
    with pytest.raises(PartyTooLarge):
        services.change_party(booking=booking, guests=FAMILY + (NewGuest("e1"),))
    assert taken(slot) == 2


def test_a_party_cannot_change_after_the_deadline(slot):
    booking = confirmed(slot, 1)
    let_the_deadline_pass(slot)
    with pytest.raises(TooLate):
        services.change_party(booking=booking, guests=FAMILY)


def test_only_a_confirmed_booking_can_change_its_party(slot):
    held, cancelled = hold(slot, 1), services.cancel(booking=confirmed(slot, 1), by="guest")
    for booking in (held, cancelled):
        with pytest.raises(NotChangeable):
            services.change_party(booking=booking, guests=FAMILY)
    assert taken(slot) == 1


def test_capacity_can_grow_and_shrink_down_to_the_seats_taken(slot):
    confirmed(slot, 3)
    assert services.change_capacity(slot=slot, capacity=10).capacity == 10
    assert services.change_capacity(slot=slot, capacity=3).capacity == 3
    with pytest.raises(NotChangeable) as refusal:
        services.change_capacity(slot=slot, capacity=2)
    assert refusal.value.detail == "もう3人が予約しています。定員をそれより少なくすることはできません。"
    assert Slot.objects.get(pk=slot.pk).capacity == 3


def test_a_cancelled_slot_cancels_its_bookings_and_tells_everybody_with_a_confirmed_one(slot):
    booking, held = confirmed(slot, 2), hold(slot, 1)
    let_the_deadline_pass(slot)
    slot = services.set_status(slot=slot, status=Slot.Status.CANCELLED)
    assert (slot.status, slot.taken) == (Slot.Status.CANCELLED, 0)
    assert list(slot.bookings.values_list("state", flat=True)) == [Booking.State.CANCELLED] * 2
    assert (len(mails(booking, "cancelled")), len(mails(held, "cancelled"))) == (1, 0)
