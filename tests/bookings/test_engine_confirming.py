"""Confirming a hold: by the pin typed in, by the mailed link, too late, and after too many mistakes."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from bookings import proofs, services
from bookings.errors import HoldExpired, NotChangeable, TooManyMails, TooManyTries, WrongPin
from bookings.models import Booking, Party, Slot
from notices.models import Notice
from tests.bookings.parties import confirmed, hold, mailed_pin, mails, other_than, run_out
from tests.factories import SlotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return hold(SlotFactory(capacity=6), 2)


def state(booking):
    return Booking.objects.get(pk=booking.pk).state


def tries(booking):
    return Party.objects.get(pk=booking.party_id).pin_tries


def test_the_mailed_pin_confirms(held):
    booking = services.confirm_by_pin(party=held.party, pin=mailed_pin(held))
    party = Party.objects.get(pk=held.party_id)
    assert (booking.pk, booking.state) == (held.pk, Booking.State.CONFIRMED)
    assert timezone.now() - party.verified_at < timedelta(minutes=1)
    assert Slot.objects.get().taken == 2


def test_a_pin_may_be_typed_in_full_width_and_with_spaces(client, held):
    typed = " ".join(chr(ord(digit) + 0xFEE0) for digit in mailed_pin(held))
    client.post(reverse("bookings:manage", args=[held.party.token]), {"pin": typed})
    held.refresh_from_db()
    assert held.state == Booking.State.CONFIRMED


def test_the_mailed_link_confirms(held):
    [mail] = mails(held, "pin")
    proof = proofs.make(held.party)
    assert f"http://127.0.0.1:8000/bookings/{held.party.token}/confirm/{proof}/\n" in mail.text
    assert services.confirm_by_link(party=held.party, proof=proof).state == Booking.State.CONFIRMED


def test_another_partys_link_and_pin_do_not_confirm(held):
    other = hold(held.slot)
    with pytest.raises(WrongPin):
        services.confirm_by_link(party=held.party, proof=proofs.make(other.party))
    other.party.pin_hash = held.party.pin_hash
    assert not proofs.pin_matches(other.party, mailed_pin(held))
    assert state(held) == Booking.State.HELD


def test_confirming_twice_is_confirming_once(held):
    pin = mailed_pin(held)
    services.confirm_by_pin(party=held.party, pin=pin)
    services.confirm_by_pin(party=held.party, pin=pin)
    services.confirm_by_link(party=held.party, proof=proofs.make(held.party))
    assert (state(held), len(mails(held, "confirmed"))) == (Booking.State.CONFIRMED, 1)


def test_a_confirmed_booking_still_asks_for_the_right_pin(held):
    pin = mailed_pin(held)
    services.confirm_by_pin(party=held.party, pin=pin)
    with pytest.raises(WrongPin):
        services.confirm_by_pin(party=held.party, pin=other_than(pin))


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "確認コード", "123456\x00", "😀" * 10_000])
def test_what_is_no_pin_is_a_wrong_pin(held, typed):
    Party.objects.filter(pk=held.party_id).update(pin_hash=proofs.hash_pin(held.party, "999999"))
    with pytest.raises(WrongPin):
        services.confirm_by_pin(party=held.party, pin=typed)
    assert (state(held), tries(held)) == (Booking.State.HELD, 1)


def test_after_five_wrong_pins_the_right_one_is_refused_too(held):
    pin = mailed_pin(held)
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongPin) as refusal:
            services.confirm_by_pin(party=held.party, pin=other_than(pin))
        assert refusal.value.detail == f"確認コードがちがいます。あと{left}回ためせます。"
    with pytest.raises(WrongPin) as refusal:
        services.confirm_by_pin(party=held.party, pin=other_than(pin))
    assert str(refusal.value.next) == "新しい確認コードをメールで受け取ってください。"
    with pytest.raises(TooManyTries):
        services.confirm_by_pin(party=held.party, pin=pin)
    assert (state(held), tries(held)) == (Booking.State.HELD, 5)


def test_the_link_still_works_after_five_wrong_pins(held):
    Party.objects.filter(pk=held.party_id).update(pin_tries=5)
    assert services.confirm_by_link(party=held.party, proof=proofs.make(held.party)).state == Booking.State.CONFIRMED


@pytest.mark.django_db(transaction=True)
def test_no_caller_can_roll_the_count_of_wrong_pins_back():
    held = hold(SlotFactory())
    with pytest.raises(RuntimeError), transaction.atomic():
        services.confirm_by_pin(party=held.party, pin=other_than(mailed_pin(held)))


def test_a_late_confirmation_is_refused_and_gives_the_seats_back(held):
    pin = mailed_pin(held)
    run_out(held)
    with pytest.raises(HoldExpired):
        services.confirm_by_pin(party=held.party, pin=pin)
    assert (state(held), Slot.objects.get().taken, tries(held)) == (Booking.State.EXPIRED, 0, 0)
    with pytest.raises(HoldExpired) as refusal:
        services.confirm_by_link(party=held.party, proof=proofs.make(held.party))
    assert str(refusal.value.next) == "日時をえらぶところから、もう一度申し込んでください。"


def test_a_cancelled_hold_cannot_be_confirmed(held):
    pin = mailed_pin(held)
    services.cancel(booking=held, by="guest")
    with pytest.raises(NotChangeable):
        services.confirm_by_pin(party=held.party, pin=pin)
    assert (state(held), Slot.objects.get().taken) == (Booking.State.CANCELLED, 0)


def test_a_new_pin_ends_the_old_one_and_the_count_of_mistakes(held):
    old = mailed_pin(held)
    Party.objects.filter(pk=held.party_id).update(pin_tries=5)
    services.resend(party=held.party)
    held.party.refresh_from_db()
    assert [mail.state for mail in mails(held, "pin")] == [Notice.State.DROPPED, Notice.State.WAITING]
    assert proofs.pin_matches(held.party, old) == (old == mailed_pin(held))
    assert services.confirm_by_pin(party=held.party, pin=mailed_pin(held)).state == Booking.State.CONFIRMED


def test_a_corrected_address_gets_the_new_mail_and_makes_the_old_link_worthless(held):
    old_proof = proofs.make(held.party)
    services.resend(party=held.party, email="right@example.com")
    party = Party.objects.get(pk=held.party_id)
    assert [mail.to for mail in mails(held, "pin")] == ["hanako@example.com", "right@example.com"]
    with pytest.raises(WrongPin):
        services.confirm_by_link(party=party, proof=old_proof)
    assert services.confirm_by_link(party=party, proof=proofs.make(party)).state == Booking.State.CONFIRMED


def test_the_pin_is_mailed_again_three_times_at_most(held):
    for _again in range(3):
        services.resend(party=held.party)
    with pytest.raises(TooManyMails):
        services.resend(party=held.party)
    assert len(mails(held, "pin")) == 4


def test_no_pin_is_mailed_for_a_confirmed_or_expired_booking(held):
    booking = confirmed(held.slot)
    with pytest.raises(NotChangeable):
        services.resend(party=booking.party, email="stranger@example.com")
    run_out(held)
    with pytest.raises(HoldExpired):
        services.resend(party=held.party)
    assert (len(mails(booking, "pin")), len(mails(held, "pin"))) == (1, 1)


def test_a_stored_pin_cannot_be_read(held):
    pin = mailed_pin(held)
    party = Party.objects.get(pk=held.party_id)
    assert len(party.pin_hash) == 64
    assert [value for value in vars(party).values() if pin == value] == []
