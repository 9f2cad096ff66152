"""The waiting list: who comes next, for which seats, until when, and what ends a wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.errors import ConsentMissing, KeyReused, NotChangeable, PartyTooLarge, SlotClosed
from bookings.models import Booking, Slot
from bookings.services import NewGuest, waiting
from bookings.waits import Wait
from tests.bookings.parties import confirmed, hold, mailed_pin, mails, new_party, run_out
from tests.bookings.waits import free, join, now, queued, states, taken
from tests.factories import SlotFactory

pytestmark = pytest.mark.django_db


# Joining


def test_who_joins_holds_no_seats_and_counts_once_the_address_is_confirmed(full):
    booking = join(full, 3)
    assert (booking.state, booking.seats, booking.wait.queued_at, taken(full)) == ("waiting", 3, None, 4)
    services.confirm_by_pin(party=booking.party, pin=mailed_pin(booking))
    booking = now(booking)
    assert (booking.state, booking.held_until, booking.wait.least, taken(full)) == ("waiting", None, 3, 4)
    assert timezone.now() - booking.wait.queued_at < timedelta(minutes=1)
    assert booking.party.verified_at is not None


def test_one_mailbox_has_one_place_in_a_list(full):
    first = join(full, email="greedy@example.com")
    services.confirm_by_pin(party=first.party, pin=mailed_pin(first))
    again = join(full, 2, email="Greedy@example.com")
    with pytest.raises(NotChangeable):
        services.confirm_by_pin(party=again.party, pin=mailed_pin(again))
    assert (now(again).wait.queued_at, now(again).party.verified_at) == (None, None)


def test_confirming_a_wait_twice_changes_nothing(full):
    booking = queued(full)
    before = now(booking).wait.queued_at
    services.confirm_by_pin(party=booking.party, pin=mailed_pin(booking))
    assert (now(booking).wait.queued_at, len(mails(booking, "queued"))) == (before, 1)


def test_who_finds_room_by_now_holds_seats_instead(four_places):
    assert join(four_places, 2).state == Booking.State.HELD


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


def test_every_way_in_which_seats_come_free_makes_an_offer(four_places):
    def change_to_one(booking):
        services.change_party(booking=booking, guests=(NewGuest("parent"),))

    def expire(booking):
        run_out(booking)
        services.expire_overdue()

    for way, first in (
        (free, confirmed(four_places, 2)),
        (change_to_one, confirmed(four_places, 2)),
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


@pytest.mark.parametrize("parties", [1, 3])
def test_freeing_seats_asks_as_often_for_three_who_wait_as_for_one(full, pair, parties, django_assert_num_queries):
    for _party in range(parties):
        queued(full, 4)
    with django_assert_num_queries(17):
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
