"""The sender as a real process that sends to a real SMTP server, and what becomes of the mails when it ends."""

import os
import signal

import pytest
from django.db import connection
from django.utils import timezone

from notices.models import Notice
from tests import children
from tests.waiting import until

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MAILS, MIDDLE = 60, 30
WAITING, SENT = Notice.State.WAITING, Notice.State.SENT


@pytest.fixture
def sender(sink, tmp_path):
    """Starts `manage.py work` on the test database; it sends to the sink."""
    env = children.environment(tmp_path, EMAIL_URL=sink.url)
    return lambda: children.running("manage.py", "work", env=env, log=tmp_path / "work.log")


def count(state):
    return Notice.objects.filter(state=state).count()


def everything_sent():
    return count(WAITING) == 0


def end_in_the_middle(sink, child, number):
    """Let the server send `child` the signal while it answers for one in the middle: received, and not yet told so."""

    def on_mail():
        if len(sink.mails) == MIDDLE:
            os.kill(child.pid, number)

    sink.before_answer = on_mail


def test_kill_in_the_middle_repeats_only_the_message_in_flight(write, sink, sender):
    written = [write().message_id for _number in range(MAILS)]
    with sender() as child:
        end_in_the_middle(sink, child, signal.SIGKILL)
        assert until(lambda: child.poll() is not None) is True
    in_flight = sink.message_ids[MIDDLE - 1]
    assert (count(SENT), list(Notice.objects.exclude(leased_until=None).values_list("message_id", flat=True))) == (
        MIDDLE - 1,
        [in_flight],
    )
    Notice.objects.exclude(leased_until=None).update(leased_until=timezone.now())  # as if the lease had run out
    with sender():
        until(everything_sent)
    assert sorted(sink.message_ids) == sorted([*written, in_flight])


@pytest.mark.once
def test_asked_to_end_it_finishes_the_message_at_hand(write, sink, sender):
    written = [write().message_id for _number in range(MAILS)]
    with sender() as child:
        end_in_the_middle(sink, child, signal.SIGTERM)
        assert until(lambda: child.poll() is not None) is True
        assert child.returncode == 0
    assert (len(sink.mails), count(SENT)) == (MIDDLE, MIDDLE)
    assert Notice.objects.exclude(leased_until=None).count() == 0
    with sender():
        until(everything_sent)
    assert sorted(sink.message_ids) == sorted(written)


@pytest.mark.once
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_idle_worker_ends_cleanly(write, sink, sender, number):
    write()
    with sender() as child:
        until(everything_sent)
        child.send_signal(number)
        until(lambda: child.poll() is not None, seconds=20)
        assert child.returncode == 0


def test_worker_outlives_the_loss_of_its_connections(write, sink, sender):
    """On SQLite there is no server to lose; the rest holds there, too."""
    ours = open_connections()
    write()
    with sender() as child:
        until(everything_sent)
        end_connections(open_connections() - ours)
        write()
        until(everything_sent)
        assert child.poll() is None
    assert len(sink.mails) == 2


def open_connections():
    """The server processes that serve this database."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return {pid for (pid,) in cursor.fetchall()}


def end_connections(pids):
    with connection.cursor() as cursor:
        for pid in pids:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_two_senders_share_the_work_and_send_nothing_twice(write, sink, sender):
    written = [write().message_id for _number in range(MAILS)]
    with sender(), sender():
        until(everything_sent)
    assert sorted(sink.message_ids) == sorted(written)
