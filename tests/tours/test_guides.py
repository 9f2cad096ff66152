"""One guide for two visits: a slot with people keeps the guide from every slot that overlaps it."""

from datetime import timedelta

import pytest

from bookings.errors import SlotClosed
from bookings.models import Booking, Slot
from bookings.services import cancel
from tests.bookings.parties import confirmed, hold
from tests.factories import BookingFactory, CompanyFactory, ResourceFactory, SlotFactory, TourFactory
from tests.html import text
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return CompanyFactory()


@pytest.fixture
def tours(company):
    """Two tours of one company with one guide."""
    tours = [TourFactory(company=company, cancel_hours=0) for _number in range(2)]
    ResourceFactory(company=company, tours=tours)
    return tours


def slot_of(tour, after=0, **fields):
    """A slot that begins so many minutes after ten o'clock and takes an hour."""
    slot = SlotFactory.build(activity=tour, days=9)
    starts = slot.starts_at + timedelta(minutes=after)
    return SlotFactory(activity=tour, starts_at=starts, ends_at=starts + timedelta(hours=1), **fields)


def bookable():
    return set(Slot.objects.bookable_for(1))


def test_a_booked_visit_keeps_the_guide_from_the_other(tours):
    first, second = slot_of(tours[0]), slot_of(tours[1], 30)
    assert bookable() == {first, second}
    hold(first)

    assert bookable() == {first}
    with pytest.raises(SlotClosed) as refusal:
        hold(second)
    assert refusal.value.detail == "この時間は、案内の人か部屋がほかの見学に使われています。"
    second.refresh_from_db()
    assert (second.taken, second.bookings.count()) == (0, 0)


def test_the_guide_is_free_again_when_nobody_comes(tours):
    first, second = slot_of(tours[0]), slot_of(tours[1], 30)
    cancel(booking=confirmed(first), by="desk")

    assert bookable() == {first, second}
    assert hold(second).state == Booking.State.HELD


@pytest.mark.parametrize(
    ("after", "buffer", "free"),
    [(60, 0, True), (60, 1, False), (75, 15, True), (-60, 0, True), (-60, 1, True), (59, 0, False)],
)
def test_visits_one_after_the_other_share_a_guide_if_the_buffer_fits_between(tours, after, buffer, free):
    first = slot_of(tours[0])
    Slot.objects.filter(pk=first.pk).update(busy_until=first.ends_at + timedelta(minutes=buffer))
    second = slot_of(tours[1], after)
    hold(first)

    assert (second in bookable()) is free


def test_another_guide_another_company_or_no_guide_at_all_is_free(tours, company):
    busy = slot_of(tours[0])
    alone = TourFactory(company=company)
    ResourceFactory(company=company, tours=[alone])
    free = [slot_of(tour) for tour in (alone, TourFactory(company=company), TourFactory())]
    hold(busy)

    assert bookable() == {busy, *free}
    assert {hold(slot).state for slot in free} == {Booking.State.HELD}


def test_two_visits_that_already_had_people_when_they_came_to_share_a_guide_go_on_taking_more(company):
    tours = [TourFactory(company=company) for _number in range(2)]
    slots = [slot_of(tour) for tour in tours]
    for slot in slots:
        BookingFactory(slot=slot)
    ResourceFactory(company=company, tours=tours)

    assert bookable() == set(slots)
    assert [hold(slot).state for slot in slots] == [Booking.State.HELD] * 2


def test_the_page_and_the_form_say_why(client, tours):
    slot_of(tours[1], 30)
    hold(slot_of(tours[0]))

    assert "ほかの見学と重なります" in text(client.get(f"/tours/{tours[1].slug}/"))
    assert "ほかの見学と重なります" in text(client.get(f"/tours/{tours[1].slug}/book/"))


def test_three_slots_cost_as_many_queries_as_one(client, tours):
    def page():
        return client.get(f"/tours/{tours[0].slug}/")

    slot_of(tours[0])
    one = len(queries_of(page))
    slot_of(tours[0], 120)
    slot_of(tours[0], 240)
    assert len(queries_of(page)) == one
