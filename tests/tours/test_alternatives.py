"""What somebody is offered who finds a date full."""

import pytest
import time_machine

from bookings import kinds
from tests.factories import BookingFactory, CompanyFactory, EventFactory, FieldFactory, SlotFactory, TourFactory
from tests.tokyo import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(at(2026, 11, 21, 12), tick=False):
        yield


def slot_on(activity, day, **fields):
    return SlotFactory(activity=activity, starts_at=at(2026, 12, day, 10), **fields)


def instead_of(slot, people):
    return kinds.get(slot.activity.kind).alternatives(slot, people)


def test_other_dates_of_the_tour_that_hold_the_party():
    tour = TourFactory()
    full, small, roomy = slot_on(tour, 5, capacity=1), slot_on(tour, 12, capacity=2), slot_on(tour, 19, capacity=3)
    BookingFactory(slot=full)

    assert instead_of(full, 2) == [small, roomy]
    assert instead_of(full, 3) == [roomy]
    assert instead_of(full, 4) == []


def test_the_nearest_neighbours_of_the_same_field_fill_up_to_three():
    space = FieldFactory()
    tour = TourFactory(company=CompanyFactory(fields=[space], lat=35.56, lon=139.71))
    full, same = slot_on(tour, 5), slot_on(tour, 12)
    far = slot_on(TourFactory(company=CompanyFactory(fields=[space], lat=35.60, lon=139.75)), 6)
    near = slot_on(TourFactory(company=CompanyFactory(fields=[space], lat=35.561, lon=139.711)), 20)
    slot_on(TourFactory(company=CompanyFactory(fields=[FieldFactory()], lat=35.56, lon=139.71)), 6)
    slot_on(TourFactory(company=CompanyFactory(fields=[space], hidden=True, lat=35.56, lon=139.71)), 6)

    assert instead_of(full, 2) == [same, near, far]


def test_a_neighbour_keeps_one_place_even_if_the_tour_has_many_dates():
    space = FieldFactory()
    tour = TourFactory(company=CompanyFactory(fields=[space]))
    full, *same = [slot_on(tour, day) for day in (5, 12, 19, 26)]
    near = slot_on(TourFactory(company=CompanyFactory(fields=[space])), 6)

    assert instead_of(full, 2) == [*same[:2], near]
    near.activity.company.fields.clear()
    near.activity.company.save()
    assert instead_of(full, 2) == same[:3]


def test_a_company_without_a_point_comes_last():
    space = FieldFactory()
    full = slot_on(TourFactory(company=CompanyFactory(fields=[space])), 5)
    unplaced = slot_on(TourFactory(company=CompanyFactory(fields=[space], lat=None, lon=None)), 6)
    placed = slot_on(TourFactory(company=CompanyFactory(fields=[space])), 20)

    assert instead_of(full, 1) == [placed, unplaced]


def test_an_event_offers_its_other_dates():
    event = EventFactory()
    full, other = slot_on(event, 5), slot_on(event, 6)
    slot_on(EventFactory(), 6)

    assert instead_of(full, 2) == [other]


@pytest.mark.parametrize(("activity", "path"), [(TourFactory, "tours"), (EventFactory, "events")])
def test_each_kind_knows_its_addresses_and_its_summary(client, activity, path):
    slot = slot_on(activity(), 5)
    slug = slot.activity.slug
    kind = kinds.get(slot.activity.kind)

    assert (kind.url(slot.activity), kind.book_url(slot.activity)) == (f"/{path}/{slug}/", f"/{path}/{slug}/book/")
    assert client.get(f"/{path}/{slug}/book/?slot={slot.pk}").status_code == 200


def test_a_neighbour_with_room_on_that_very_day_comes_before_a_nearer_one_and_before_other_dates():
    space = FieldFactory()
    tour = TourFactory(company=CompanyFactory(fields=[space], lat=35.56, lon=139.71))
    full, same = slot_on(tour, 5), slot_on(tour, 12)
    near = slot_on(TourFactory(company=CompanyFactory(fields=[space], lat=35.561, lon=139.711)), 4)
    far_tour = TourFactory(company=CompanyFactory(fields=[space], lat=35.60, lon=139.75))
    slot_on(far_tour, 3)
    that_day = slot_on(far_tour, 5)

    assert instead_of(full, 2) == [that_day, same, near]
