"""Forgetting people: when, what goes, and what stays for the statistics."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import services
from bookings.models import Party, Slot
from privacy.registry import rules
from tests.bookings.parties import confirmed, hold, mails, run_out
from tests.factories import SlotFactory

pytestmark = pytest.mark.django_db


def test_a_party_is_erased_ninety_days_after_its_visit():
    slot = SlotFactory()
    party = confirmed(slot, 2, answers={"help": "筆談"}).party
    assert services.erase_expired(at=slot.ends_at + timedelta(days=89)) == 0
    assert services.erase_expired(at=slot.ends_at + timedelta(days=91)) == 1
    erased = Party.objects.get(pk=party.pk)
    assert (erased.contact_name, erased.family_kana, erased.given_kana) == ("", "", "")
    assert (erased.email, str(erased.phone), erased.answers, erased.fingerprint) == ("", "", {}, "")
    assert (erased.token != party.token, erased.code) == (True, party.code)
    assert erased.guests.count() == 2


def test_the_mails_to_a_party_are_erased_with_it():
    slot = SlotFactory()
    booking = confirmed(slot)
    services.erase_expired(at=slot.ends_at + timedelta(days=91))
    sent = mails(booking, "pin") + mails(booking, "confirmed")
    assert [(mail.to, mail.text, mail.html, mail.calendar) for mail in sent] == [("",) * 4] * 2


def test_erasing_leaves_the_seats_as_they_are_and_does_nothing_twice():
    slot = SlotFactory()
    confirmed(slot, 2)
    later = slot.ends_at + timedelta(days=91)
    assert [services.erase_expired(at=later), services.erase_expired(at=later)] == [1, 0]
    assert (Slot.objects.get().taken, services.check_seats()) == (2, [])


def test_a_wish_that_was_never_confirmed_is_erased_after_a_week():
    booking = hold(SlotFactory(days=60))
    run_out(booking)
    services.expire_overdue()
    assert services.erase_expired(at=timezone.now() + timedelta(days=6)) == 0
    assert services.erase_expired(at=timezone.now() + timedelta(days=8)) == 1


def test_a_confirmed_booking_of_a_coming_visit_is_kept_whether_or_not_the_address_was_verified():
    confirmed(SlotFactory(days=60))
    assert services.erase_expired(at=timezone.now() + timedelta(days=30)) == 0


def test_the_nightly_erasure_knows_this_rule():
    assert rules()["bookings.parties"] is services.erase_expired
