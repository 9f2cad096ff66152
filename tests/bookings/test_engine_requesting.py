"""Wishes that a host answers: who hears what, what becomes of the seats, and that an answer counts once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import proofs, services
from bookings.errors import NotChangeable, TooLate
from bookings.models import Activity, Booking, Slot
from directory.models import Membership
from notices.models import Notice
from notices.services import send_due
from tests.bookings.parties import hold, mails, run_out, verified
from tests.factories import EventFactory, SlotFactory, TourFactory, UserFactory

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def slot():
    """Of a company with one owner, who answers every wish."""
    tour = TourFactory(acceptance=Activity.Acceptance.APPROVAL)
    Membership.objects.create(user=UserFactory(email="shacho@example.com"), company=tour.company)
    return SlotFactory(days=7, capacity=4, activity=tour)


def taken(slot):
    return Slot.objects.get(pk=slot.pk).taken


def told(booking, kind):
    return [mail.to for mail in mails(booking, kind)]


def test_a_confirmed_address_makes_a_request_that_keeps_its_seats_for_three_days(slot):
    before = timezone.now()
    booking = verified(slot, 3)
    assert (booking.state, taken(slot)) == (State.REQUESTED, 3)
    assert timedelta(hours=72) <= booking.held_until - before < timedelta(hours=72, minutes=1)
    assert Booking.objects.get().party.verified_at >= before


def test_no_request_waits_beyond_the_start_of_the_visit():
    slot = SlotFactory(days=2, activity=TourFactory(acceptance="approval"))
    assert verified(slot).held_until == slot.starts_at


def test_guest_and_host_hear_of_it_and_nothing_goes_into_a_calendar(slot):
    booking = verified(slot, 2)
    [to_guest], [to_host] = mails(booking, "requested"), mails(booking, "host_request")
    assert (to_guest.to, to_host.to) == ("hanako@example.com", "shacho@example.com")
    assert (to_guest.calendar, to_host.calendar, told(booking, "confirmed")) == ("", "", [])
    assert "返事を待っています" in to_guest.subject
    link = f"http://127.0.0.1:8000/bookings/{proofs.make_answer(booking)}/answer/"
    assert link in to_host.text.splitlines()


def test_the_hosts_mails_say_how_many_and_never_who(slot):
    booking = verified(slot, 2, phone="03-5000-0000")
    services.approve(booking=booking)
    let_the_deadline_pass(booking)
    services.call_off(booking=booking)
    said = [mail.subject + mail.text + mail.html for mail in Notice.objects.filter(to="shacho@example.com")]
    assert ["社会人・そのほか 2人" in words for words in said] == [True, True]
    personal = ("見本", "花子", "ミホン", "hanako@", "5000", booking.party.token)
    assert [word for word in personal for words in said if word in words] == []


@pytest.mark.parametrize("contact", ["", "ward@example.com"])
def test_without_an_owner_the_wards_contact_is_asked_and_without_that_the_desk_alone(settings, contact):
    settings.CONTACT = {"name": "区", "email": contact}
    for activity in (TourFactory(acceptance="approval"), EventFactory(acceptance="approval")):
        booking = verified(SlotFactory(activity=activity), email=f"{activity.kind}@example.com")
        assert told(booking, "host_request") == [contact] * bool(contact)
        assert booking in Booking.objects.open_requests()


def test_helpers_and_people_who_left_are_not_asked(slot):
    company = slot.activity.company
    Membership.objects.create(user=UserFactory(), company=company, role=Membership.Role.HELPER)
    Membership.objects.create(user=UserFactory(is_active=False), company=company)
    assert told(verified(slot), "host_request") == ["shacho@example.com"]


def test_confirming_twice_asks_once(slot):
    booking = verified(slot)
    assert services.confirm(booking=booking).state == State.REQUESTED
    assert len(mails(booking, "host_request")) == 1


def test_approval_confirms_and_brings_the_calendar_entry(slot):
    booking = services.approve(booking=verified(slot, 2))
    [mail] = mails(booking, "confirmed")
    assert (booking.state, taken(slot), mail.calendar_method) == (State.CONFIRMED, 2, "REQUEST")


def test_declining_gives_the_seats_back_and_tells_why(slot):
    booking = services.decline(booking=verified(slot, 2), reply="その日は<機械>を休めます。")
    [mail] = mails(booking, "declined")
    assert (booking.state, taken(slot), mail.calendar) == (State.DECLINED, 0, "")
    assert "主催者から：\nその日は<機械>を休めます。\n" in mail.text
    assert "その日は&lt;機械&gt;を休めます。" in mail.html


def test_an_english_guest_hears_in_english(slot):
    booking = services.decline(booking=verified(slot, language="en"))
    assert [mail.language for mail in mails(booking, "requested") + mails(booking, "declined")] == ["en", "en"]
    assert mails(booking, "host_request")[0].language == "ja"


@pytest.mark.parametrize(("answer", "other"), [("approve", "decline"), ("decline", "approve")])
def test_an_answer_counts_once_and_the_other_one_comes_too_late(slot, answer, other):
    booking = verified(slot)
    answered = [getattr(services, answer)(booking=booking).state for _time in range(2)]
    with pytest.raises(NotChangeable):
        getattr(services, other)(booking=booking)
    assert [Booking.objects.get().state] * 2 == answered
    assert len(mails(booking, "confirmed")) + len(mails(booking, "declined")) == 1


@pytest.mark.parametrize("ended", ["cancelled", "overdue", "expired", "held"])
def test_nobody_answers_what_does_not_wait(slot, ended):
    booking = hold(slot) if ended == "held" else verified(slot)
    if ended == "cancelled":
        services.cancel(booking=booking, by="guest")
    if ended in ("overdue", "expired"):
        run_out(booking)
    if ended == "expired":
        services.expire_overdue()
    for answer in (services.approve, services.decline):
        with pytest.raises(NotChangeable):
            answer(booking=booking)
    assert Booking.objects.get().state == (
        State.HELD if ended == "held" else ended if ended == "cancelled" else State.EXPIRED
    )


def test_what_nobody_answers_expires_and_both_hear_of_it(slot):
    booking = verified(slot, 2)
    run_out(booking)
    assert (services.expire_overdue(), services.expire_overdue()) == (1, 0)
    assert (Booking.objects.get().state, taken(slot)) == (State.EXPIRED, 0)
    assert told(booking, "unanswered") == ["hanako@example.com"]
    assert told(booking, "host_unanswered") == ["shacho@example.com"]


def test_an_overdue_request_gives_way_to_somebody_who_books(slot):
    run_out(verified(slot, 4))
    assert (hold(slot, 3).state, taken(slot)) == (State.HELD, 3)


def test_a_guest_may_withdraw_at_any_time_before_the_answer(slot):
    booking = verified(slot, 2)
    let_the_deadline_pass(booking)
    booking = services.cancel(booking=booking, by="guest")
    [mail] = mails(booking, "cancelled")
    assert (booking.state, taken(slot), mail.calendar) == (State.CANCELLED, 0, "")
    assert mail.subject.startswith("申し込みを取り消しました")


def test_a_cancelled_slot_tells_whoever_still_waits_for_an_answer(slot):
    booking = verified(slot)
    services.set_status(slot=slot, status=Slot.Status.CANCELLED)
    assert [mail.subject[:7] for mail in mails(booking, "cancelled")] == ["中止のお知らせ"]


def test_words_to_a_guest_are_erased_with_the_guest(slot):
    booking = services.decline(booking=verified(slot), reply="花子さんへ")
    services.erase_expired(at=slot.ends_at + timedelta(days=91))
    assert Booking.objects.get().reply == ""
    assert {notice.to for notice in Notice.objects.filter(about=booking.party.subject)} == {""}


def test_an_activity_that_answers_at_once_asks_nobody():
    booking = verified(SlotFactory())
    assert (booking.state, told(booking, "host_request"), told(booking, "requested")) == (State.CONFIRMED, [], [])


def test_what_a_host_gets_leaves_like_any_other_mail(slot, mailoutbox):
    verified(slot)
    send_due()
    assert [mail.to for mail in mailoutbox if "返事をお願いします" in mail.subject] == [["shacho@example.com"]]


def let_the_deadline_pass(booking):
    start = timezone.now() + timedelta(hours=1)
    Slot.objects.filter(pk=booking.slot_id).update(starts_at=start, ends_at=start + timedelta(hours=1))


# Who cannot come, after the deadline


@pytest.fixture
def late(slot):
    """A confirmed booking for two, after its deadline."""
    booking = services.approve(booking=verified(slot, 2))
    let_the_deadline_pass(booking)
    return Booking.objects.select_related("slot__activity").get(pk=booking.pk)


def test_who_cannot_come_frees_the_seats_at_once_and_the_host_hears_that_it_was_late(late):
    booking = services.call_off(booking=late)
    [mail] = mails(booking, "cancelled")
    assert (booking.state, booking.sequence, taken(booking.slot)) == (State.CANCELLED, 1, 0)
    assert (mail.calendar_method, told(booking, "host_called_off")) == ("CANCEL", ["shacho@example.com"])


def test_saying_so_twice_is_saying_it_once(late):
    services.call_off(booking=late)
    assert services.call_off(booking=late).state == State.CANCELLED
    assert len(mails(late, "host_called_off")) == 1


def test_before_the_deadline_it_is_a_cancellation_and_troubles_no_host(slot):
    booking = services.call_off(booking=services.approve(booking=verified(slot)))
    assert (booking.state, told(booking, "host_called_off")) == (State.CANCELLED, [])


def test_once_the_visit_has_begun_it_is_too_late(late):
    Slot.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(TooLate):
        services.call_off(booking=late)
    assert taken(late.slot) == 2


def test_only_a_booking_can_be_called_off(slot):
    for booking in (hold(slot), verified(slot)):
        with pytest.raises(NotChangeable):
            services.call_off(booking=booking)
    assert taken(slot) == 2
