import pytest

from tests.bookings.parties import confirmed, hold
from tests.factories import SlotFactory, TourFactory


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


@pytest.fixture
def four_places(db):
    """A slot that guests can change until it begins."""
    return SlotFactory(days=30, capacity=4, activity=TourFactory(cancel_hours=0))


@pytest.fixture
def pair(four_places):
    """A booking for two of the four places."""
    return confirmed(four_places, 2)


@pytest.fixture
def full(four_places, pair, other_pair):
    """The four places, taken by two bookings."""
    return four_places


@pytest.fixture
def other_pair(four_places, pair):
    """A booking for the other two."""
    return confirmed(four_places, 2)
