"""Until when a visit takes bookings: hours or business days, and later once somebody is sure to come."""

from datetime import date, timedelta

import pytest
import time_machine

from bookings.errors import SlotClosed
from bookings.models import Booking, Slot
from bookings.windows import why_not
from tests.bookings.parties import confirmed, hold
from tests.factories import AvailabilityRuleFactory, BookingFactory, ClosureFactory, SlotFactory, TourFactory
from tests.tokyo import at
from tours.services import make_slots, refresh_slots

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)


def tour_on(rrule, **fields):
    tour = TourFactory(**fields)
    AvailabilityRuleFactory(tour=tour, rrule=rrule)
    make_slots(tour, today=MONDAY)
    return tour


def test_two_business_days_end_with_the_day_and_a_closed_day_does_not_count():
    tour = tour_on("FREQ=WEEKLY;BYDAY=SA", notice_workdays=2, notice_hours=5)
    assert tour.slots.first().books_until == at(2026, 11, 6)  # Saturday the 7th: Friday, Thursday until midnight

    ClosureFactory(company=tour.company, from_day=date(2026, 11, 5))
    refresh_slots(tour, today=MONDAY)
    assert tour.slots.first().books_until == at(2026, 11, 5)


def test_buffers_are_kept_with_the_slot_and_follow_the_tour():
    tour = tour_on("FREQ=WEEKLY;BYDAY=SA", buffer_before=15, buffer_after=30)
    slot = tour.slots.first()
    assert (slot.busy_from, slot.busy_until) == (at(2026, 11, 7, 9, 45), at(2026, 11, 7, 12))

    tour.buffer_before = tour.buffer_after = 0
    tour.save()
    refresh_slots(tour, today=MONDAY)
    slot.refresh_from_db()
    assert (slot.busy_from, slot.busy_until) == (None, None)


@pytest.mark.parametrize(("running", "joins"), [(None, None), (2, 2), (48, None), (0, 0)])
def test_a_running_visit_has_its_own_notice_only_where_it_is_shorter(running, joins):
    slot = tour_on("FREQ=WEEKLY;BYDAY=SA", notice_hours=48, running_notice_hours=running).slots.first()

    assert slot.joins_until == (None if joins is None else slot.starts_at - timedelta(hours=joins))


@pytest.fixture
def running():
    """A visit at ten o'clock: a day's notice, two hours once somebody is sure to come."""
    with time_machine.travel(at(2026, 11, 6, 15), tick=False):
        starts = at(2026, 11, 7, 10)
        yield SlotFactory(starts_at=starts, books_until=at(2026, 11, 6, 10), joins_until=at(2026, 11, 7, 8))


def test_after_the_notice_an_empty_visit_is_closed(running):
    assert list(Slot.objects.bookable_for(1)) == []
    with pytest.raises(SlotClosed):
        hold(running)


def test_after_the_notice_a_visit_that_somebody_comes_to_takes_more(running):
    BookingFactory(slot=running)

    assert list(Slot.objects.bookable_for(1)) == [running]
    assert confirmed(running).state == Booking.State.CONFIRMED


def test_a_hold_alone_does_not_make_a_visit_run(running):
    BookingFactory(slot=running, state=Booking.State.HELD)

    assert list(Slot.objects.bookable_for(1)) == []


def test_the_shorter_notice_ends_too(running):
    BookingFactory(slot=running)
    with time_machine.travel(at(2026, 11, 7, 8), tick=False):
        assert list(Slot.objects.bookable_for(1)) == []
        assert why_not(running) == "受付終了"
