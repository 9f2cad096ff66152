"""The event whose attendees are listed and handed out."""

import pytest

from tests.factories import EventFactory, SlotFactory
from tests.tokyo import at


@pytest.fixture
def event(db):
    return EventFactory(slug="koryukai", title="町工場と話す夜")


@pytest.fixture
def slot(event):
    return SlotFactory(activity=event, starts_at=at(2026, 12, 5, 10), ends_at=at(2026, 12, 5, 11, 30), capacity=40)
