"""Another date: what stays, what changes, and who is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from bookings import services
from bookings.errors import NotChangeable, SlotClosed, SlotFull, TooLate
from bookings.models import Booking, Slot
from tests.bookings.parties import confirmed, hold, mails, run_out, verified
from tests.factories import SlotFactory, TourFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour():
    return TourFactory(cancel_hours=24)


@pytest.fixture
def old(tour):
    return SlotFactory(activity=tour, days=7, capacity=4)


@pytest.fixture
def new(tour):
    return SlotFactory(activity=tour, days=9, capacity=4)


def seats(*slots):
    return [Slot.objects.get(pk=slot.pk).taken for slot in slots]


def entry(mail):
    return next(iter(Calendar.from_ical(mail.calendar).walk("VEVENT")))


def test_a_booking_takes_its_seats_along_and_keeps_code_token_and_uid(old, new):
    before = confirmed(old, 3)
    booking = services.move(booking=before, slot=new)
    assert (booking.slot, booking.sequence, seats(old, new)) == (new, 1, [0, 3])
    assert (booking.party.code, booking.party.token) == (before.party.code, before.party.token)
    [first], [second] = mails(booking, "confirmed"), mails(booking, "changed")
    assert (entry(first)["UID"], entry(first)["SEQUENCE"]) == (entry(second)["UID"], 0)
    assert (entry(second)["SEQUENCE"], entry(second)["DTSTART"].dt) == (1, timezone.localtime(new.starts_at))
    assert second.calendar_method == "REQUEST"


def test_the_mail_names_both_dates(old, new):
    [mail] = mails(services.move(booking=confirmed(old), slot=new), "changed")
    dates = [f"{timezone.localtime(slot.starts_at):%-m月%-d日}" for slot in (old, new)]
    assert mail.subject.startswith("予約の日時を変えました")
    assert [mail.text.count(date) for date in dates] == [1, 1]
    assert f"前の日時：{dates[0]}" in mail.text
    assert f"<s>{dates[0]}" in mail.html


def test_the_same_date_again_changes_nothing(old):
    booking = services.move(booking=confirmed(old, 2), slot=old)
    assert (booking.sequence, seats(old), mails(booking, "changed")) == (0, [2], [])


def test_a_full_date_is_refused_and_says_how_many_places_are_left(old, new):
    booking = confirmed(old, 2)
    hold(new, 3)
    with pytest.raises(SlotFull) as refusal:
        services.move(booking=booking, slot=new)
    assert refusal.value.detail == "この回の残りは、あと1人です。"
    assert (Booking.objects.get(pk=booking.pk).slot, seats(old, new)) == (old, [2, 3])


def test_overdue_holds_give_way(old, new):
    run_out(hold(new, 4))
    services.move(booking=confirmed(old, 2), slot=new)
    assert seats(old, new) == [0, 2]


@pytest.mark.parametrize("changes", [{"status": "closed"}, {"books_until": timezone.now() - timedelta(days=1)}])
def test_a_date_that_takes_no_bookings_is_refused(old, new, changes):
    booking = confirmed(old)
    Slot.objects.filter(pk=new.pk).update(**changes)
    with pytest.raises(SlotClosed):
        services.move(booking=booking, slot=new)
    assert seats(old, new) == [1, 0]


def test_a_date_of_something_else_is_refused(old):
    other = SlotFactory()
    with pytest.raises(SlotClosed):
        services.move(booking=confirmed(old), slot=other)
    assert seats(old, other) == [1, 0]


def test_after_the_deadline_no_date_can_be_changed(old, new):
    booking, start = confirmed(old), timezone.now() + timedelta(hours=1)
    Slot.objects.filter(pk=old.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))
    with pytest.raises(TooLate):
        services.move(booking=booking, slot=new)
    assert seats(old, new) == [1, 0]


def test_only_a_confirmed_booking_has_a_date_to_change(old, new):
    for booking in (hold(old), services.cancel(booking=confirmed(old), by="guest")):
        with pytest.raises(NotChangeable):
            services.move(booking=booking, slot=new)
    assert seats(old, new) == [1, 0]


def test_a_host_who_agreed_to_one_date_did_not_agree_to_another():
    tour = TourFactory(acceptance="approval")
    old, new = (SlotFactory(activity=tour, days=days) for days in (7, 9))
    booking = services.approve(booking=verified(old))
    with pytest.raises(NotChangeable):
        services.move(booking=booking, slot=new)
    assert seats(old, new) == [1, 0]


def test_whoever_saw_the_booking_at_its_old_date_is_told_to_look_again(old, new):
    stale = confirmed(old)
    services.move(booking=stale, slot=new)
    with pytest.raises(NotChangeable):
        services.cancel(booking=Booking(pk=stale.pk, slot_id=old.pk), by="guest")
    assert seats(old, new) == [0, 1]
