"""A tour of a company that nobody may see cannot be booked or found, even by somebody who kept a slot's number."""

import pytest

from bookings import kinds
from bookings.errors import SlotClosed
from tests.bookings.parties import hold
from tests.bookings.visitors import body
from tests.factories import CompanyFactory, SlotFactory, TourFactory

REASONS = [{"hidden": True}, {"live": False}, {"basis": "register"}]


@pytest.mark.parametrize("reason", REASONS)
def test_slot_of_a_company_that_is_not_public_gives_no_seat(db, reason):
    slot = SlotFactory(activity=TourFactory(company=CompanyFactory(**reason)))
    with pytest.raises(SlotClosed):
        hold(slot)
    slot.refresh_from_db()
    assert slot.taken == 0


@pytest.mark.parametrize("reason", REASONS)
def test_the_api_knows_its_dates_as_little_as_one_that_never_was(client, db, reason):
    tour = TourFactory(company=CompanyFactory(**reason))
    full, _other = SlotFactory(activity=tour, capacity=0, days=7), SlotFactory(activity=tour, days=8)
    answers = [
        client.post("/api/v1/bookings/", body(full, slot=number), content_type="application/json")
        for number in (full.pk, 10**9)
    ]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json() == answers[1].json() == {"errors": {"slot": ["この日時は見つかりません。"]}}


@pytest.mark.parametrize("reason", REASONS)
def test_its_other_dates_are_not_offered(db, reason):
    tour = TourFactory(company=CompanyFactory(**reason))
    full, _other = SlotFactory(activity=tour, days=7), SlotFactory(activity=tour, days=8)
    assert kinds.get("tour").alternatives(full, 1) == []
