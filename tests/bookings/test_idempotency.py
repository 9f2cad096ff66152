"""The same key is the same wish: sent twice it is one booking, with another body it is refused."""

import pytest

from bookings.errors import KeyReused, SlotFull
from bookings.models import Booking, Party, Slot
from bookings.services import NewGuest
from notices.models import Notice
from tests.bookings.parties import confirmed, hold, run_out
from tests.factories import SlotFactory

pytestmark = pytest.mark.django_db


def test_the_same_wish_sent_twice_is_one_booking_and_one_mail():
    slot = SlotFactory(capacity=6)
    first, second = hold(slot, 2, key="k"), hold(slot, 2, key="k")
    assert (first.pk, Party.objects.count(), Slot.objects.get().taken) == (second.pk, 1, 2)
    assert Notice.objects.count() == 1


def test_the_same_wish_is_answered_even_when_it_filled_the_slot():
    slot = SlotFactory(capacity=2)
    assert hold(slot, 2, key="k") == hold(slot, 2, key="k")


def test_the_same_wish_finds_its_booking_in_whatever_state_it_is_by_now():
    slot = SlotFactory(capacity=2)
    booking = confirmed(slot, 2, key="k")
    assert hold(slot, 2, key="k").state == booking.state == Booking.State.CONFIRMED


@pytest.mark.parametrize(
    "changes",
    [
        {"people": 3},
        {"email": "other@example.com"},
        {"guests": (NewGuest("e6"), NewGuest("e6"))},
        {"answers": {"help": "筆談"}},
    ],
    ids=["people", "contact", "who is the contact", "answers"],
)
def test_the_same_key_with_another_body_is_refused(changes):
    slot = SlotFactory(capacity=6)
    hold(slot, 2, key="k")
    with pytest.raises(KeyReused):
        hold(slot, changes.pop("people", 2), key="k", **changes)
    assert (Party.objects.count(), Slot.objects.get().taken) == (1, 2)


def test_the_same_key_for_another_slot_is_refused():
    hold(SlotFactory(), key="k")
    with pytest.raises(KeyReused):
        hold(SlotFactory(), key="k")


def test_a_refused_wish_may_be_sent_again_with_the_same_key():
    slot = SlotFactory(capacity=2)
    in_the_way = hold(slot, 2)
    with pytest.raises(SlotFull):
        hold(slot, 2, key="k")
    run_out(in_the_way)
    assert hold(slot, 2, key="k").state == Booking.State.HELD


def test_a_code_drawn_twice_is_drawn_again(monkeypatch):
    draws = iter(["BCDFGHJK", "BCDFGHJK", "KJHGFDCB"])
    monkeypatch.setattr("core.tokens.new_code", lambda: next(draws))
    slot = SlotFactory(capacity=2)
    assert [hold(slot).party.code, hold(slot).party.code] == ["BCDFGHJK", "KJHGFDCB"]
    assert Slot.objects.get().taken == 2
