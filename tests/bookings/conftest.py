import pytest

from tests.bookings.parties import confirmed, hold
from tests.factories import SlotFactory


@pytest.fixture
def slot(db):
    return SlotFactory(days=7, capacity=6)


@pytest.fixture
def held(slot):
    """A booking for two whose address is not confirmed yet."""
    return hold(slot, 2)


@pytest.fixture
def booked(slot):
    """A confirmed booking for two."""
    return confirmed(slot, 2)
