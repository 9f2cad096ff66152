"""What a party does with an offer, what becomes of one that is not answered, and what ends a wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.errors import HoldExpired, NotChangeable, OfferGone, PartyTooLarge
from bookings.models import Booking, Party
from bookings.services import NewGuest, waiting
from bookings.waits import Wait
from notices.models import Notice
from tests.bookings.parties import hold, mailed_pin, mails, run_out
from tests.bookings.waits import free, join, now, queued, states, taken

pytestmark = pytest.mark.django_db


# Answers


@pytest.fixture
def offered(full, pair):
    """Two seats on offer to a party of two."""
    booking = queued(full, 2)
    free(pair)
    return now(booking)


def test_accepting_makes_a_booking_and_mails_its_calendar_entry(offered):
    booking = waiting.accept(booking=offered)
    assert (booking.state, taken(offered.slot), Wait.objects.count()) == ("confirmed", 4, 0)
    [mail] = mails(booking, "confirmed")
    assert mail.calendar_method == "REQUEST"
    assert waiting.accept(booking=offered).state == "confirmed"
    assert len(mails(booking, "confirmed")) == 1


def test_who_accepts_for_fewer_says_who_comes(full, pair):
    booking = queued(full, 4, least=1)
    free(pair)
    with pytest.raises(PartyTooLarge):
        waiting.accept(booking=booking)
    with pytest.raises(PartyTooLarge):
        waiting.accept(booking=booking, guests=(NewGuest("e4"),) * 3)
    booking = waiting.accept(booking=booking, guests=(NewGuest("parent"), NewGuest("e4")))
    assert (booking.state, booking.seats, booking.party.guests.count(), taken(full)) == ("confirmed", 2, 2, 4)


def test_seats_that_are_not_used_go_to_the_next(full, pair):
    first, second = queued(full, 3, least=1), queued(full, 1)
    free(pair)
    waiting.accept(booking=first, guests=(NewGuest("parent"),))
    assert (states(first, second), taken(full)) == (["confirmed", "offered"], 4)


def test_where_the_host_answers_every_wish_accepting_asks_the_host(offered):
    offered.slot.activity.acceptance = "approval"
    offered.slot.activity.save()
    assert waiting.accept(booking=offered).state == Booking.State.REQUESTED
    assert taken(offered.slot) == 4


def test_too_late_to_accept(offered, full):
    after = queued(full, 2)
    run_out(offered)
    with pytest.raises(OfferGone):
        waiting.accept(booking=offered)
    assert states(offered, after) == ["waiting", "offered"]


def test_declining_leads_to_the_end_of_the_list(offered, full):
    after = queued(full, 2)
    waiting.decline(booking=offered)
    assert states(offered, after) == ["waiting", "offered"]
    waiting.leave(booking=after)
    assert states(offered, after) == ["offered", "cancelled"]


def test_who_declines_is_not_asked_again_about_the_same_seats(offered, full):
    waiting.decline(booking=offered)
    assert (states(offered), taken(full), hold(full, 1).state) == (["waiting"], 2, "held")


def test_a_party_that_declines_fewer_seats_waits_for_all_of_its_own(full, pair, other_pair):
    booking = queued(full, 3, least=2)
    free(pair)
    assert waiting.decline(booking=booking).seats == 3
    free(other_pair)
    assert (now(booking).state, now(booking).seats, taken(full)) == ("offered", 3, 3)


def test_leaving_gives_the_seats_to_the_next(offered, full):
    after = queued(full, 1)
    waiting.leave(booking=offered)
    waiting.leave(booking=offered)
    assert (states(offered, after), taken(full)) == (["cancelled", "offered"], 3)


def test_who_has_a_booking_cannot_leave_the_list(pair):
    with pytest.raises(NotChangeable):
        waiting.leave(booking=pair)
    with pytest.raises(OfferGone):
        waiting.decline(booking=pair)
    assert states(pair) == ["confirmed"]


def test_an_unanswered_offer_goes_to_the_next_and_the_party_to_the_end(offered, full):
    second, third = queued(full, 2), queued(full, 2)
    run_out(offered)
    assert services.expire_overdue() == 1
    assert states(offered, second, third) == ["waiting", "offered", "waiting"]
    run_out(second)
    services.expire_overdue()
    assert states(offered, second, third) == ["waiting", "waiting", "offered"]


def test_after_the_second_unanswered_offer_the_wait_is_over(offered):
    run_out(offered)
    services.expire_overdue()
    assert (now(offered).state, now(offered).wait.unanswered) == ("offered", 1)
    run_out(offered)
    services.expire_overdue()
    assert (states(offered), taken(offered.slot)) == (["expired"], 2)
    [mail] = mails(offered, "wait_ended")
    assert "席の案内に2回つづけて返事がなかったので" in mail.text


def test_an_answer_in_between_counts_anew(offered, full):
    for answer in (run_out, lambda booking: waiting.decline(booking=booking), run_out):
        services.expire_overdue()
        answer(offered)
    assert now(offered).wait.unanswered == 0


def test_a_mail_with_an_offer_that_has_not_left_is_taken_back(offered):
    waiting.decline(booking=offered)
    assert [mail.state for mail in mails(offered, "offered")] == [Notice.State.DROPPED]


# What ends waits


def test_the_desk_cancels_a_slot_and_tells_who_waits(full, offered):
    waits, unconfirmed = queued(full, 2), join(full, 1)
    services.set_status(slot=full, status="cancelled")
    assert states(offered, waits, unconfirmed) == ["cancelled"] * 3
    assert ["中止になりました" in mail.text for mail in mails(offered, "wait_ended") + mails(waits, "wait_ended")] == [
        True,
        True,
    ]
    assert (mails(unconfirmed, "wait_ended"), taken(full)) == ([], 0)


def test_a_wait_that_is_never_confirmed_ends_after_a_day_and_nobody_is_told(full):
    booking = join(full)
    assert services.end_waits(at=timezone.now() + timedelta(hours=23)) == 0
    assert services.end_waits(at=timezone.now() + timedelta(hours=25)) == 1
    assert (states(booking), mails(booking, "wait_ended")) == (["expired"], [])
    assert services.erase_expired(at=timezone.now() + timedelta(days=8)) >= 1
    assert Party.objects.get(pk=booking.party_id).email == ""


def test_who_waits_is_told_when_booking_closes(full):
    booking = queued(full)
    assert services.end_waits(at=full.books_until - timedelta(minutes=1)) == 0
    assert services.end_waits(at=full.books_until) == 1
    assert (states(booking), len(mails(booking, "wait_ended"))) == (["expired"], 1)


def test_a_code_that_comes_too_late_lets_nobody_wait(full):
    booking = join(full)
    run_out(booking)
    with pytest.raises(HoldExpired):
        services.confirm_by_pin(party=booking.party, pin=mailed_pin(booking))
    assert now(booking).wait.queued_at is None


def test_a_party_that_waits_is_kept_until_after_the_day(full):
    queued(full)
    assert services.erase_expired(at=timezone.now() + timedelta(days=8)) == 0
