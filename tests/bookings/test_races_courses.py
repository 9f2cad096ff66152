"""Courses at the same moment, on the database that is configured: nobody waits for each other, all or nothing."""

import uuid
from collections import Counter

import pytest

from bookings import services
from bookings.models import Booking, Slot
from tests.bookings.parties import confirmed, hold, new_party
from tests.bookings.racing import race
from tests.factories import CompanyFactory, ResourceFactory, SlotFactory, TourFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = 12


@pytest.fixture
def courses():
    """For each round three slots of three companies with one place each; each needs a guide, whose numbers run the
    other way than the slots' and whose other tour would want them too."""
    tours = [TourFactory(company=CompanyFactory(), cancel_hours=0) for _stop in range(3)]
    for tour in reversed(tours):
        ResourceFactory(company=tour.company, tours=[tour, TourFactory(company=tour.company)])
    services.cancel(booking=confirmed(SlotFactory()), by="guest")  # templates and calendars are loaded
    return [[SlotFactory(activity=tour, days=number + 2, capacity=1) for tour in tours] for number in range(ROUNDS)]


def hold_all(slots):
    return services.hold_all(slots=slots, party=new_party(), key=uuid.uuid4().hex)


def taken(course):
    return list(Slot.objects.filter(pk__in=[slot.pk for slot in course]).order_by("pk").values_list("taken", flat=True))


def test_of_eight_courses_in_both_orders_one_gets_all_of_its_stops(courses):
    def run(number, racer):
        return len(hold_all(courses[number][:: 1 if racer % 2 else -1]))

    outcomes = race(8, ROUNDS, run)
    assert [Counter(outcome) for outcome in outcomes] == [{3: 1, "slot_full": 7}] * ROUNDS
    assert [taken(course) for course in courses] == [[1, 1, 1]] * ROUNDS
    assert (services.check_seats(), Booking.objects.filter(state="held").count()) == ([], 3 * ROUNDS)


def test_a_course_and_a_single_visit_race_for_the_last_place(courses):
    """Whoever is first; a course that misses one stop holds none of the others."""

    def run(number, racer):
        return str(len(hold_all(courses[number]))) if racer % 2 else hold(courses[number][1]).state

    outcomes = race(6, ROUNDS, run)
    got = [Counter(outcome) - Counter({"slot_full": 5}) for outcome in outcomes]
    assert all(one in (Counter({"3": 1}), Counter({"held": 1})) for one in got)
    assert [taken(course) for course in courses] == [[1, 1, 1] if one["3"] else [0, 1, 0] for one in got]
    assert services.check_seats() == []
