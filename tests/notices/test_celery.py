"""Production's way: a real Celery worker with its beat, a real Redis that goes away, a real mail server."""

import subprocess
import sys

import pytest
from django.conf import settings as project

from bookings.services import NewGuest, NewParty, confirm, hold
from core.caches import RedisOrDatabaseCache
from notices import clock
from notices.models import Notice
from tests import children
from tests.factories import SlotFactory
from tests.waiting import until

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def broker(redis_server, settings, monkeypatch):
    """A running Redis that this process, too, takes for its own."""
    redis_server.start()
    settings.REDIS_URL = redis_server.url
    monkeypatch.setattr(RedisOrDatabaseCache, "_asked_again_at", 0.0)
    settings.CACHES = {"default": {"BACKEND": "core.caches.RedisOrDatabaseCache", "LOCATION": "cache_table"}}
    return redis_server


@pytest.fixture
def celery(sink, broker, tmp_path):
    """`celery -A config worker -B`, sending to the sink."""
    env = children.environment(tmp_path, EMAIL_URL=sink.url, REDIS_URL=broker.url)
    command = ["-m", "celery", "-A", "config", "worker", "-B", "--concurrency", "1", "--loglevel", "WARNING"]
    with children.running(*command, env=env, log=tmp_path / "celery.log") as child:
        yield child


def book(slot, number):
    """One visitor books and confirms: two mails. Returns the address."""
    email = f"visitor{number}@example.com"
    party = NewParty("見本", "花子", "ミホン", "ハナコ", email, "", (NewGuest("adult", True),), ("booking",))
    confirm(booking=hold(slot=slot, party=party, key=f"key-{number}"))
    return email


def no_mail_waits():
    return not Notice.objects.filter(state=Notice.State.WAITING).exists()


def both_have_noticed(log):
    """The worker lost its connection, and beat failed to send a task."""
    said = log.read_text()
    return "Connection to broker lost" in said and "Message Error" in said


def test_bookings_go_on_without_redis_and_their_mails_leave_when_it_is_back(client, celery, broker, sink, tmp_path):
    slot = SlotFactory(capacity=10)
    before = book(slot, 1)
    until(no_mail_waits, seconds=60)
    broker.stop()
    until(lambda: both_have_noticed(tmp_path / "celery.log"), seconds=60)
    during = [book(slot, number) for number in (2, 3)]
    health = client.get("/healthz")
    assert (health.status_code, health.json()["broker"]) == (200, "down")
    assert health.json()["outbox"]["waiting"] == Notice.objects.filter(state=Notice.State.WAITING).count() > 0
    broker.start()
    until(no_mail_waits, seconds=90)
    slot.refresh_from_db()
    assert slot.taken == 3
    assert sorted(set(sink.recipients)) == sorted([before, *during])
    assert len(sink.message_ids) == len(set(sink.message_ids))
    assert celery.poll() is None


def test_beat_starts_the_same_jobs_as_embedded_mode(tmp_path, broker):
    """In a process of its own, as the worker reads it."""
    ask = "from config.celery import app; print(*sorted(e['task'] for e in app.conf.beat_schedule.values()), sep='\\n')"
    env = children.environment(tmp_path, REDIS_URL=broker.url)
    said = subprocess.run(
        [sys.executable, "-c", ask], cwd=project.BASE_DIR, env=env, capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines() == sorted(job.name for job in clock.jobs())


def test_without_a_broker_celery_says_what_to_run_instead(tmp_path):
    env = children.environment(tmp_path)
    said = subprocess.run(
        [sys.executable, "-c", "import config.celery"],
        cwd=project.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "REDIS_URL is not set: without a broker, run `manage.py work`" in said.stderr
