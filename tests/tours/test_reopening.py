"""What opens again: those who wait are asked first, before any newcomer can have the seats."""

from datetime import time

import pytest

from bookings import services
from bookings.errors import SlotFull
from bookings.models import Slot
from tests.bookings.parties import confirmed, hold, mails
from tests.bookings.waits import queued, states
from tests.factories import AvailabilityRuleFactory, SlotFactory, TourFactory
from tours.services import make_slots
from tours.stopping import pause, resume

pytestmark = pytest.mark.django_db


def test_the_end_of_a_pause_offers_in_the_same_transaction_what_came_free():
    slot = SlotFactory(days=30, capacity=2, activity=TourFactory(cancel_hours=0))
    booked = confirmed(slot, 2)
    waiting = queued(slot, 2)
    pause(tour=slot.activity, reason="案内の人が休みです。")
    services.cancel(booking=booked, by="guest")
    assert states(waiting) == ["waiting"]
    resume(tour=slot.activity)
    assert (states(waiting), len(mails(waiting, "offered"))) == (["offered"], 1)
    with pytest.raises(SlotFull):
        hold(slot)


def test_a_slot_that_its_rules_open_again_is_offered_at_once():
    rule = AvailabilityRuleFactory(tour=TourFactory(cancel_hours=0, party_max=2), capacity=2, starts=time(10))
    make_slots(rule.tour)
    slot = Slot.objects.order_by("starts_at")[4]
    booked = confirmed(slot, 2)
    waiting = queued(slot, 1)
    Slot.objects.filter(pk=slot.pk).update(status=Slot.Status.CLOSED, withdrawn=True)
    services.cancel(booking=booked, by="guest")
    assert states(waiting) == ["waiting"]
    make_slots(rule.tour)
    assert (states(waiting), Slot.objects.get(pk=slot.pk).status) == (["offered"], "open")
