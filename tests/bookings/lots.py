"""Rounds and entries, shared by the tests of lotteries."""

import uuid
from datetime import timedelta

from django.utils import timezone

from bookings import services
from bookings.lots import Lottery
from bookings.models import Activity
from bookings.services import NewGuest, entering
from tests.bookings.parties import new_party
from tests.factories import SlotFactory, TourFactory

DAY = timedelta(days=1)


def lottery_tour(**fields):
    return TourFactory(**{"acceptance": Activity.Acceptance.LOTTERY, "cancel_hours": 0} | fields)


def round_of(activity, **fields):
    """A round that has been open for a day and closes in two."""
    now = timezone.now()
    times = {"opens_at": now - DAY, "closes_at": now + 2 * DAY, "results_on": timezone.localdate() + 3 * DAY}
    return Lottery.objects.create(activity=activity, **times | fields)


def slots_for(activity, *capacities):
    """One slot with each capacity, on following days."""
    return [
        SlotFactory(activity=activity, days=30 + number, capacity=capacity)
        for number, capacity in enumerate(capacities)
    ]


def enter(lottery, slots, people=1, *, key="", is_local=False, **changes):
    """An entry of adults whose address is not confirmed; every party has an address and no telephone unless it says otherwise."""
    key = key or uuid.uuid4().hex
    adults = tuple(NewGuest("adult", is_self=position == 0) for position in range(people))
    party = new_party(**{"email": f"{key}@example.com", "phone": "", "guests": adults} | changes)
    return entering.enter(lottery=lottery, slots=slots, party=party, key=key, is_local=is_local)


def entered(lottery, slots, people=1, **changes):
    """An entry that counts."""
    return services.confirm(booking=enter(lottery, slots, people, **changes))


def close(lottery):
    """Let the time to enter be over."""
    Lottery.objects.filter(pk=lottery.pk).update(closes_at=timezone.now())
    lottery.refresh_from_db()
    return lottery
