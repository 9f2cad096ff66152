"""Two tours with one guide, many visitors at once, on the database that is configured."""

from collections import Counter

import pytest
from django.utils import timezone

from bookings import services
from bookings.models import Booking, Slot
from tests.bookings.parties import confirmed, hold
from tests.bookings.racing import race
from tests.factories import CompanyFactory, ResourceFactory, SlotFactory, TourFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = 20


@pytest.fixture
def pairs():
    """For each round two slots of two tours at one time, with one guide; other rounds are other days."""
    company = CompanyFactory()
    tours = [TourFactory(company=company, cancel_hours=0) for _number in range(2)]
    ResourceFactory(company=company, tours=tours)
    ResourceFactory(company=company, tours=reversed(tours))
    services.cancel(booking=confirmed(SlotFactory()), by="guest")  # templates and calendars are loaded
    return [[SlotFactory(activity=tour, days=number + 2, capacity=40) for tour in tours] for number in range(ROUNDS)]


def with_people(pair):
    return Slot.objects.filter(pk__in=[slot.pk for slot in pair], taken__gt=0).count()


def test_two_visitors_at_once_never_get_one_guide_twice(pairs):
    outcomes = race(2, ROUNDS, lambda number, racer: hold(pairs[number][racer]).state)

    assert [Counter(outcome) for outcome in outcomes] == [{"held": 1, "slot_closed": 1}] * ROUNDS
    assert [with_people(pair) for pair in pairs] == [1] * ROUNDS


def test_sixteen_visitors_at_once_all_go_with_the_one_who_came_first(pairs):
    outcomes = race(16, ROUNDS, lambda number, racer: hold(pairs[number][racer % 2]).state)

    assert [Counter(outcome) for outcome in outcomes] == [{"held": 8, "slot_closed": 8}] * ROUNDS
    assert ([with_people(pair) for pair in pairs], services.check_seats()) == ([1] * ROUNDS, [])


def test_the_guide_goes_over_while_others_come_and_nobody_waits_for_each_other(pairs):
    """In every round somebody gives up the first slot while others want both: whoever gets a seat, one slot has people."""
    first = [confirmed(pair[0]) for pair in pairs]

    def run(number, racer):
        if racer == 0:
            return services.cancel(booking=first[number], by="guest").state
        return hold(pairs[number][racer % 2]).state

    outcomes = race(7, ROUNDS, run)
    assert {word for outcome in outcomes for word in outcome} <= {"cancelled", "held", "slot_closed"}
    assert max(with_people(pair) for pair in pairs) == 1
    assert services.check_seats() == []
    assert Booking.objects.overdue(timezone.now()).count() == 0
