"""The demo's dates are relative to today, whatever day that is."""

from datetime import UTC, datetime

import pytest

from desk.demo.building import build_demo
from directory.places import load_stations, load_towns, load_vocabularies


@pytest.mark.parametrize("day", [datetime(2027, 1, 1, 3, tzinfo=UTC), datetime(2028, 2, 29, 3, tzinfo=UTC)])
def test_demo_can_be_made_on_any_day(db, day, time_machine):
    time_machine.move_to(day)
    load_towns()
    load_stations()
    load_vocabularies()
    assert build_demo()["bookings"] == 64
