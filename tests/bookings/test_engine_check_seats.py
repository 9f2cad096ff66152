"""The nightly check: taken is the sum of the seats that bookings hold, and only one module changes it."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from bookings import services, tasks
from bookings.models import Booking, Slot
from bookings.services import Drift
from tests.factories import BookingFactory, SlotFactory

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def drifted(db):
    """Two slots with every kind of booking; one of them lost a seat."""
    slots = [SlotFactory(capacity=20), SlotFactory(capacity=20)]
    for slot in slots:
        for seats, state in enumerate(Booking.State.values, start=1):
            BookingFactory(slot=slot, seats=seats, state=state)
    Slot.objects.filter(pk=slots[1].pk).update(taken=2)
    return slots[1]


def test_a_slot_that_disagrees_with_its_bookings_is_named(drifted):
    assert services.check_seats() == [Drift(slot_id=drifted.pk, taken=2, held=18)]


def test_the_command_names_the_slot_and_exits_with_one(drifted):
    err = StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("check_seats", stderr=err)
    assert (exit_.value.code, err.getvalue()) == (1, f"slot {drifted.pk}: 2 seats taken, bookings hold 18\n")


def test_the_command_is_content_with_slots_that_agree(db):
    BookingFactory(seats=3)
    SlotFactory()
    out = StringIO()
    call_command("check_seats", stdout=out)
    assert out.getvalue() == "Every slot agrees with its bookings.\n"


def test_the_nightly_check_logs_a_drift_as_an_error(drifted, caplog):
    tasks.check_seats()
    lines = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert lines == [("ERROR", f"slot {drifted.pk}: 2 seats taken, bookings hold 18")]


def test_only_the_seats_module_writes_taken():
    writes = re.compile(r"\btaken=F\(|\.taken\s*[-+]?=[^=]|[\"']taken[\"']\s*\]")
    apps = [path.parent for path in ROOT.glob("*/apps.py")]
    writers = [path for app in apps for path in app.rglob("*.py") if writes.search(path.read_text())]
    assert [str(path.relative_to(ROOT)) for path in writers] == ["bookings/services/seats.py"]
