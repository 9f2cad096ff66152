from datetime import datetime, time

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from notices import clock, worker
from notices.clock import Job
from notices.models import Notice

JOBS = {
    "bookings.check_seats": "daily at 03:40",
    "bookings.day_lists": "every 300 s",
    "bookings.expire": "every 30 s",
    "bookings.host_news": "every 300 s",
    "bookings.remind": "every 300 s",
    "directory.imports": "every 2 s",
    "events.refresh_slots": "every 3600 s",
    "notices.outbox": "every 1 s",
    "pictures.renditions": "every 2 s",
    "pictures.share": "every 3 s",
    "privacy.erase_expired": "daily at 03:10",
    "readings.compute": "every 60 s",
    "readings.refresh": "daily at 03:50",
    "stories.publish_scheduled": "every 60 s",
    "tours.enquiries": "every 3600 s",
    "tours.fill_slots": "every 3600 s",
    "tours.tell_openings": "every 600 s",
}


@pytest.fixture
def registry(monkeypatch):
    """An empty registry for the test to fill."""
    monkeypatch.setattr(clock, "_jobs", {})
    return clock


def said(job):
    return f"daily at {job.at:%H:%M}" if job.at else f"every {job.seconds} s"


def test_what_runs_by_itself():
    assert {job.name: said(job) for job in clock.jobs()} == JOBS


@pytest.mark.django_db
def test_every_job_has_run_once_and_the_outbox_last(registry):
    ran = []
    registry.every(1, "outbox")(lambda: ran.append("outbox"))
    registry.daily(time(3), "erase")(lambda: ran.append("erase"))
    registry.every(30, "expire")(lambda: ran.append("expire"))
    assert [job.name for job in clock.jobs() if clock.run(job)] == ["erase", "expire", "outbox"] == ran


@pytest.mark.django_db
def test_failing_job_is_told_without_its_words_and_stops_no_other(registry, caplog):
    def quote():
        raise ValueError("花子 hanako@example.com")

    ran = []
    registry.every(60, "quote")(quote)
    registry.every(1, "next")(lambda: ran.append("next"))
    assert [clock.run(job) for job in clock.jobs()] == [False, True]
    assert ran == ["next"]
    [record] = [record for record in caplog.records if record.name == "notices.clock"]
    assert record.getMessage().startswith("job quote failed: ValueError\n")
    assert "hanako" not in caplog.text.replace('raise ValueError("花子 hanako@example.com")', "")


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        ("2026-11-21T03:09:59+09:00", 1),
        ("2026-11-21T03:10:00+09:00", 86_400),
        ("2026-11-20T18:11:00+00:00", 86_340),
    ],
)
def test_daily_job_runs_at_its_local_time(now, seconds):
    job = Job("erase", run=None, seconds=86_400, at=time(3, 10))
    assert job.seconds_until_next(datetime.fromisoformat(now)) == seconds


def test_the_worker_runs_what_is_daily_when_it_starts_and_then_at_its_hour(registry, monkeypatch):
    """As bookings.check_seats; a clock that is moved on by whoever would sleep."""
    ran = []

    def check_seats():
        ran.append(f"{timezone.localtime():%d %H:%M}")
        clock.stopping.asked = len(ran) == 3

    registry.daily(time(3, 40), "seats")(check_seats)
    monkeypatch.setattr(clock.stopping, "asked", False)
    monkeypatch.setattr(worker.signal, "signal", lambda *_given: None)
    monkeypatch.setattr(worker, "NAP", 600)
    with time_machine.travel(datetime.fromisoformat("2026-11-21T18:00+09:00"), tick=False) as moment:
        monkeypatch.setattr(worker, "monotonic", lambda: timezone.now().timestamp())
        monkeypatch.setattr(worker, "sleep", moment.shift)
        worker.run_until_stopped()
    assert ran == ["21 18:00", "22 03:40", "23 03:40"]


def test_failing_job_pauses_longer_each_time():
    frequent, rare = Job("outbox", None, 1), Job("publish", None, 60)
    assert [worker.pause(frequent, failures) for failures in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert [worker.pause(rare, failures) for failures in range(3)] == [60, 60, 60]
    assert worker.pause(Job("erase", None, 86_400, time(3, 10)), 1) <= 3600


@pytest.mark.django_db(transaction=True)
def test_work_once_empties_the_outbox(write, mailoutbox):
    for _number in range(60):
        write()
    call_command("work", "--once")
    assert len(mailoutbox) == 60
    assert set(Notice.objects.values_list("state", flat=True)) == {Notice.State.SENT}
