"""A tour of a company that nobody may see cannot be booked, even by somebody who kept a slot's number."""

import pytest

from bookings.errors import SlotClosed
from tests.bookings.parties import hold
from tests.factories import CompanyFactory, SlotFactory, TourFactory


@pytest.mark.parametrize("reason", [{"hidden": True}, {"live": False}, {"basis": "register"}])
def test_slot_of_a_company_that_is_not_public_gives_no_seat(db, reason):
    slot = SlotFactory(activity=TourFactory(company=CompanyFactory(**reason)))
    with pytest.raises(SlotClosed):
        hold(slot)
    slot.refresh_from_db()
    assert slot.taken == 0
