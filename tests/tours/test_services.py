"""Slots arise from rules: which days, which never, and what happens to them when rules change."""

from datetime import date, time

import pytest
import time_machine

from bookings.models import Booking, Slot
from bookings.services import set_status
from notices.clock import jobs
from tests.factories import (
    AvailabilityRuleFactory,
    BookingFactory,
    ClosureFactory,
    CompanyFactory,
    SlotFactory,
    TourFactory,
)
from tests.tokyo import TOKYO, at
from tours.services import fill_all, make_slots, refresh_slots

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)  # a Monday; the Tuesday after it is 文化の日


def days_of(tour):
    return [slot.starts_at.astimezone(TOKYO).date() for slot in tour.slots.order_by("starts_at")]


def tour_on(rrule="", **rule):
    tour = TourFactory(**rule.pop("tour", {}))
    AvailabilityRuleFactory(tour=tour, rrule=rrule, **rule)
    return tour


def test_a_weekly_rule_fills_ninety_days():
    tour = tour_on("FREQ=WEEKLY;BYDAY=SA", capacity=4, tour={"notice_hours": 48})

    assert make_slots(tour, today=TODAY) == 12
    assert (days_of(tour)[0], days_of(tour)[-1]) == (date(2026, 11, 7), date(2027, 1, 30))
    slot = tour.slots.first()
    assert slot.starts_at == at(2026, 11, 7, 10)
    assert slot.ends_at == at(2026, 11, 7, 11, 30)
    assert slot.books_from == at(2026, 8, 9, 10)
    assert slot.books_until == at(2026, 11, 5, 10)
    assert (slot.capacity, slot.taken, slot.status) == (4, 0, "open")


def test_running_it_again_changes_nothing():
    tour = tour_on("FREQ=WEEKLY;BYDAY=SA")
    make_slots(tour, today=TODAY)
    before = list(tour.slots.values())

    assert make_slots(tour, today=TODAY) == 0
    assert list(tour.slots.values()) == before


def test_the_horizon_moves_on_by_a_day():
    tour = tour_on("FREQ=DAILY", tour={"horizon_days": 10})
    make_slots(tour, today=date(2026, 11, 9))

    assert make_slots(tour, today=date(2026, 11, 10)) == 1
    assert days_of(tour)[-1] == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("rrule", "today", "horizon", "open_days"),
    [
        # 文化の日 (3 Nov) and 勤労感謝の日 (23 Nov)
        ("FREQ=WEEKLY;BYDAY=TU", date(2026, 11, 1), 10, [date(2026, 11, 10)]),
        ("FREQ=WEEKLY;BYDAY=MO", date(2026, 11, 20), 11, [date(2026, 11, 30)]),
        # 29 Dec to 3 Jan
        ("FREQ=DAILY", date(2026, 12, 28), 7, [date(2026, 12, 28), date(2027, 1, 4)]),
        # お盆, with 山の日 on the 11th
        ("FREQ=DAILY", date(2026, 8, 11), 6, [date(2026, 8, 12), date(2026, 8, 17)]),
        # 国民の休日 between two holidays, and the substitute holiday of May
        ("FREQ=DAILY", date(2026, 9, 20), 4, [date(2026, 9, 20), date(2026, 9, 24)]),
        ("FREQ=DAILY", date(2026, 5, 2), 5, [date(2026, 5, 2), date(2026, 5, 7)]),
    ],
)
def test_days_on_which_factories_rest_are_closed_by_themselves(rrule, today, horizon, open_days):
    tour = tour_on(rrule, tour={"horizon_days": horizon})
    make_slots(tour, today=today)

    assert days_of(tour) == open_days


def test_a_date_written_by_hand_wins_over_a_holiday():
    tour = tour_on(day=date(2026, 11, 3), capacity=2)
    make_slots(tour, today=TODAY)

    assert days_of(tour) == [date(2026, 11, 3)]


def test_a_closure_wins_over_everything():
    company = CompanyFactory()
    tour = tour_on(day=date(2026, 11, 5), tour={"company": company})
    AvailabilityRuleFactory(tour=tour, rrule="FREQ=WEEKLY;BYDAY=SA", until_day=date(2026, 11, 28))
    ClosureFactory(company=company, from_day=date(2026, 11, 5), until_day=date(2026, 11, 7))
    ClosureFactory(company=None, from_day=date(2026, 11, 14))
    ClosureFactory(company=CompanyFactory(), from_day=date(2026, 11, 21))
    make_slots(tour, today=TODAY)

    assert days_of(tour) == [date(2026, 11, 21), date(2026, 11, 28)]


def test_a_rule_holds_from_its_first_to_its_last_day():
    tour = tour_on("FREQ=DAILY", from_day=date(2026, 11, 11), until_day=date(2026, 11, 13))
    make_slots(tour, today=TODAY)

    assert days_of(tour) == [date(2026, 11, 11), date(2026, 11, 12), date(2026, 11, 13)]


def test_two_rules_that_name_one_moment_make_one_slot_and_the_single_date_counts():
    tour = tour_on("FREQ=WEEKLY;BYDAY=SA", until_day=date(2026, 11, 7), capacity=6)
    AvailabilityRuleFactory(tour=tour, rrule="", day=date(2026, 11, 7), capacity=20)
    make_slots(tour, today=TODAY)

    assert [slot.capacity for slot in tour.slots.all()] == [20]


def test_nothing_is_made_for_a_time_that_is_over():
    tour = tour_on("FREQ=DAILY", tour={"horizon_days": 1})
    with time_machine.travel(at(2026, 11, 9, 10, 30), tick=False):
        make_slots(tour)

    assert days_of(tour) == [date(2026, 11, 10)]


def states_of(tour):
    return [
        (slot.starts_at.astimezone(TOKYO).day, slot.status, slot.taken) for slot in tour.slots.order_by("starts_at")
    ]


@pytest.fixture
def saturdays():
    """Saturdays in November: the 7th booked by two people, the 14th given up, the 21st never booked."""
    tour = tour_on("FREQ=WEEKLY;BYDAY=SA", until_day=date(2026, 11, 21))
    make_slots(tour, today=TODAY)
    booked, given_up, _never_booked = tour.slots.order_by("starts_at")
    BookingFactory(slot=booked, seats=2)
    BookingFactory(slot=given_up, state=Booking.State.CANCELLED)
    return tour


def test_when_a_rule_goes_no_slot_takes_bookings_any_more_and_the_guests_stay(saturdays):
    saturdays.rules.all().delete()

    assert make_slots(saturdays, today=TODAY) == 0
    assert states_of(saturdays) == [(7, "closed", 2), (14, "closed", 0)]
    assert Booking.objects.get(slot__taken=2).state == Booking.State.CONFIRMED


def test_a_closed_day_takes_no_more_bookings_keeps_its_guests_and_opens_again_when_the_closure_goes(saturdays):
    before = list(saturdays.slots.values())
    closure = ClosureFactory(company=saturdays.company, from_day=date(2026, 11, 7), until_day=date(2026, 11, 14))
    make_slots(saturdays, today=TODAY)
    assert states_of(saturdays) == [(7, "closed", 2), (14, "closed", 0), (21, "open", 0)]

    closure.delete()
    assert make_slots(saturdays, today=TODAY) == 0
    assert list(saturdays.slots.values()) == before


def test_a_single_date_is_closed_by_a_closure_and_opens_again_on_a_holiday_too():
    tour = tour_on(day=date(2026, 11, 3))
    make_slots(tour, today=TODAY)
    BookingFactory(slot=tour.slots.get(), seats=3)
    closure = ClosureFactory(company=None, from_day=date(2026, 11, 3))
    make_slots(tour, today=TODAY)
    assert states_of(tour) == [(3, "closed", 3)]

    closure.delete()
    make_slots(tour, today=TODAY)
    assert states_of(tour) == [(3, "open", 3)]


def test_what_a_person_closed_or_cancelled_stays_so_whatever_the_rules_say(saturdays):
    booked, given_up, never_booked = saturdays.slots.order_by("starts_at")
    set_status(slot=given_up, status=Slot.Status.CLOSED)
    set_status(slot=never_booked, status=Slot.Status.CANCELLED)
    closure = ClosureFactory(company=saturdays.company, from_day=date(2026, 11, 1), until_day=date(2026, 11, 30))
    make_slots(saturdays, today=TODAY)
    closure.delete()
    make_slots(saturdays, today=TODAY)

    assert states_of(saturdays) == [(7, "open", 2), (14, "closed", 0), (21, "cancelled", 0)]


def test_slots_that_are_over_are_never_touched():
    tour = TourFactory()
    over = SlotFactory(activity=tour, starts_at=at(2026, 10, 3, 10))
    make_slots(tour, today=TODAY)

    assert list(tour.slots.all()) == [over]


def test_new_notice_and_horizon_reach_all_coming_slots():
    tour = tour_on("FREQ=WEEKLY;BYDAY=SA")
    make_slots(tour, today=TODAY)
    BookingFactory(slot=tour.slots.first())
    tour.notice_hours, tour.horizon_days = 72, 30
    tour.save()
    refresh_slots(tour, today=TODAY)

    slot = tour.slots.first()
    assert slot.books_until == at(2026, 11, 4, 10)
    assert slot.books_from == at(2026, 10, 8, 10)


def test_new_places_and_hours_reach_empty_slots_alone():
    tour = tour_on("FREQ=WEEKLY;BYDAY=SA", until_day=date(2026, 11, 14), capacity=6)
    make_slots(tour, today=TODAY)
    booked, empty = tour.slots.order_by("starts_at")
    BookingFactory(slot=booked)
    tour.rules.update(capacity=3, ends=time(12))

    assert refresh_slots(tour, today=TODAY) == 1
    booked.refresh_from_db()
    empty.refresh_from_db()
    assert (booked.capacity, booked.ends_at) == (6, at(2026, 11, 7, 11, 30))
    assert (empty.capacity, empty.ends_at) == (3, at(2026, 11, 14, 12))


def test_the_clock_fills_published_tours_of_public_companies_alone():
    shown = tour_on("FREQ=WEEKLY;BYDAY=SA")
    draft = tour_on("FREQ=WEEKLY;BYDAY=SA", tour={"live": False})
    hidden = tour_on("FREQ=WEEKLY;BYDAY=SA", tour={"company": CompanyFactory(hidden=True)})
    with time_machine.travel(at(2026, 11, 2, 9), tick=False):
        assert fill_all() == 12

    assert [tour.slots.count() for tour in (shown, draft, hidden)] == [12, 0, 0]


def test_the_clock_knows_the_jobs():
    assert {"tours.fill_slots", "events.refresh_slots"} <= {job.name for job in jobs()}
