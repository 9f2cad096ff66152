"""The waiting list: who comes next, for which seats, until when, and what ends a wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.errors import ConsentMissing, HoldExpired, KeyReused, NotChangeable, OfferGone, PartyTooLarge, SlotClosed
from bookings.models import Booking, Party, Slot
from bookings.services import NewGuest, waiting
from bookings.waits import Wait
from notices.models import Notice
from tests.bookings.parties import confirmed, hold, mailed_pin, mails, new_party, run_out
from tests.bookings.waits import join, now, queued, states
from tests.factories import SlotFactory, TourFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot():
    """Four places, all taken by two parties."""
    return SlotFactory(days=30, capacity=4, activity=TourFactory(cancel_hours=0))


@pytest.fixture
def pair(slot):
    return confirmed(slot, 2)


@pytest.fixture
def other_pair(slot, pair):
    return confirmed(slot, 2)


@pytest.fixture
def full(slot, other_pair):
    return slot


def taken(slot):
    return Slot.objects.get(pk=slot.pk).taken


def free(booking):
    services.cancel(booking=booking, by="guest")


# Joining


def test_who_joins_holds_no_seats_and_counts_once_the_address_is_confirmed(full):
    booking = join(full, 3)
    assert (booking.state, booking.seats, booking.wait.queued_at, taken(full)) == ("waiting", 3, None, 4)
    services.confirm_by_pin(party=booking.party, pin=mailed_pin(booking))
    booking = now(booking)
    assert (booking.state, booking.held_until, booking.wait.least, taken(full)) == ("waiting", None, 3, 4)
    assert timezone.now() - booking.wait.queued_at < timedelta(minutes=1)
    assert booking.party.verified_at is not None


def test_confirming_a_wait_twice_changes_nothing(full):
    booking = queued(full)
    before = now(booking).wait.queued_at
    services.confirm_by_pin(party=booking.party, pin=mailed_pin(booking))
    assert (now(booking).wait.queued_at, len(mails(booking, "queued"))) == (before, 1)


def test_who_finds_room_by_now_holds_seats_instead(slot):
    assert join(slot, 2).state == Booking.State.HELD


def test_the_same_key_joins_once_and_another_wish_with_it_is_refused(full):
    first, second = join(full, 2, key="k"), join(full, 2, key="k")
    assert (first.pk, second.repeated) == (second.pk, True)
    with pytest.raises(KeyReused):
        join(full, 2, key="k", least=1)
    assert Wait.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"consents": ()}, ConsentMissing), ({"people": 7}, PartyTooLarge), ({"people": 5}, PartyTooLarge)],
    ids=["no consent", "more than the activity takes", "more than the slot ever has"],
)
def test_a_party_that_could_not_book_cannot_wait(full, changes, refusal):
    with pytest.raises(refusal):
        join(full, **changes)
    assert not Wait.objects.exists()


def test_five_can_wait_for_four_places_if_they_would_come_with_four(full):
    assert join(full, 5, least=4).wait.least == 4


def test_nobody_waits_for_a_slot_that_takes_no_bookings(full):
    Slot.objects.filter(pk=full.pk).update(status=Slot.Status.CLOSED)
    with pytest.raises(SlotClosed):
        join(full)


def test_a_wait_is_no_hold_that_could_be_renewed(full):
    with pytest.raises(NotChangeable):
        services.renew(booking=join(full))


def test_a_new_code_can_be_sent_to_a_corrected_address(full):
    booking = join(full)
    services.resend(party=booking.party, email="new@example.com")
    services.confirm_by_pin(party=booking.party, pin=mailed_pin(booking))
    assert now(booking).wait.queued_at is not None


# Order


def test_the_order_is_that_of_the_confirmed_addresses(full, pair):
    early, late = join(full, 2), join(full, 2)
    services.confirm(booking=late)
    services.confirm(booking=early)
    free(pair)
    assert states(late, early) == ["offered", "waiting"]


def test_whose_address_is_not_confirmed_is_skipped(full, pair):
    unconfirmed, counts = join(full, 2), queued(full, 2)
    free(pair)
    assert states(unconfirmed, counts) == ["waiting", "offered"]


def test_a_smaller_party_passes_a_larger_one_for_seats_the_larger_cannot_use(full, pair):
    three, two = queued(full, 3), queued(full, 2)
    free(pair)
    assert states(three, two) == ["waiting", "offered"]
    assert (now(three).wait.passed_seats, now(three).wait.passed_free) == (2, 2)
    assert now(two).wait.passed_seats is None


def test_a_larger_party_comes_first_for_seats_it_can_use(full, pair, other_pair):
    three, two = queued(full, 3), queued(full, 2)
    services.change_capacity(slot=full, capacity=7)
    assert (states(three, two), taken(full)) == (["offered", "waiting"], 7)


def test_seats_are_offered_to_as_many_parties_as_fit(full, pair, other_pair):
    one, two, three = queued(full, 1), queued(full, 3), queued(full, 1)
    services.change_capacity(slot=full, capacity=6)
    assert (states(one, two, three), taken(full)) == (["offered", "waiting", "offered"], 6)


def test_a_party_that_would_come_with_fewer_is_offered_what_fits(full, pair):
    booking = queued(full, 4, least=2)
    free(pair)
    booking = now(booking)
    assert (booking.state, booking.seats, booking.party.guests.count(), taken(full)) == ("offered", 2, 4, 4)


def test_seats_that_nobody_on_the_list_can_use_are_for_newcomers(full, pair):
    three = queued(full, 3)
    free(pair)
    assert (hold(full, 2).state, states(three)) == ("held", ["waiting"])


def test_newcomers_get_none_of_the_seats_that_are_offered(full, pair):
    queued(full, 2)
    free(pair)
    assert join(full, 1).state == Booking.State.WAITING


# What makes offers


def test_every_way_in_which_seats_come_free_makes_an_offer(slot):
    def change_to_one(booking):
        services.change_party(booking=booking, guests=(NewGuest("e4"),))

    def expire(booking):
        run_out(booking)
        services.expire_overdue()

    for way, first in (
        (free, confirmed(slot, 2)),
        (change_to_one, confirmed(slot, 2)),
        (expire, hold(SlotFactory(capacity=2), 2)),
    ):
        services.change_capacity(slot=first.slot, capacity=Slot.objects.get(pk=first.slot_id).taken)
        waits = queued(first.slot, 1)
        way(first)
        assert states(waits) == ["offered"]
        waiting.leave(booking=waits)
    assert services.check_seats() == []


def test_more_places_and_a_slot_that_opens_make_offers(full, pair):
    booking = queued(full, 2)
    services.set_status(slot=full, status="closed")
    services.change_capacity(slot=full, capacity=6)
    assert states(booking) == ["waiting"]
    services.set_status(slot=full, status="open")
    assert states(booking) == ["offered"]


def test_seats_that_came_free_before_the_address_was_confirmed_are_offered_then(full, pair):
    booking = join(full, 2)
    free(pair)
    services.confirm(booking=booking)
    assert (states(booking), len(mails(booking, "offered")), mails(booking, "queued")) == (["offered"], 1, [])


@pytest.mark.parametrize("changes", [{"books_until": timezone.now()}, {"status": "closed"}])
def test_a_slot_that_takes_no_bookings_makes_no_offers(full, pair, changes):
    booking = queued(full, 2)
    Slot.objects.filter(pk=full.pk).update(**changes)
    free(pair)
    assert (states(booking), taken(full)) == (["waiting"], 2)


# How long an offer stands


@pytest.mark.parametrize(
    ("left", "answer"),
    [("720:00", "24:00"), ("48:00", "24:00"), ("30:00", "15:00"), ("00:50", "00:30"), ("00:20", "00:20")],
)
def test_an_offer_stands_a_day_and_shorter_near_the_date(left, answer):
    def hours(text):
        return timedelta(hours=int(text.split(":")[0]), minutes=int(text.split(":")[1]))

    at = timezone.now()
    closes = at + hours(left)
    slot = Slot(books_until=closes, starts_at=closes + timedelta(hours=5))
    assert waiting.answer_until(slot, at) - at == hours(answer)
    begins_first = Slot(books_until=closes + timedelta(days=9), starts_at=closes)
    assert waiting.answer_until(begins_first, at) - at == hours(answer)


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
    waiting.accept(booking=first, guests=(NewGuest("e4"),))
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


@pytest.mark.parametrize("parties", [1, 3])
def test_freeing_seats_asks_as_often_for_three_who_wait_as_for_one(full, pair, parties, django_assert_num_queries):
    for _party in range(parties):
        queued(full, 4)
    with django_assert_num_queries(15):
        free(pair)


def test_a_slot_that_opens_by_its_rules_makes_offers_by_the_clock(full, pair):
    booking, declined = queued(full, 2), queued(full, 2)
    Slot.objects.filter(pk=full.pk).update(status=Slot.Status.CLOSED)
    free(pair)
    assert (services.offer_left(), states(booking)) == (0, ["waiting"])
    Slot.objects.filter(pk=full.pk).update(status=Slot.Status.OPEN)
    assert (services.offer_left(), services.offer_left(), states(booking)) == (1, 0, ["offered"])
    waiting.decline(booking=booking)
    waiting.decline(booking=declined)
    assert (services.offer_left(), states(booking, declined)) == (0, ["waiting", "waiting"])


def test_a_wish_says_how_many_would_come(full):
    wish = new_party(3, least=2)
    booking = waiting.join(slot=full, party=wish, key="k")
    assert booking.wait.least == 2
