"""What runs by itself, and how often: the one registry behind `manage.py work` and Celery's beat.

An app registers its jobs in its `tasks.py`, which is imported once when Django is ready:

    @every(30, "bookings.expire")
    def expire(): ...

A job takes no arguments, is one service call, and does no harm when it runs twice or at the same time in two places.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import close_old_connections
from django.utils import timezone

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One thing to do every `seconds`, or daily at the local time `at` (then `seconds` is a day)."""

    name: str
    run: Callable[[], object]
    seconds: int
    at: time | None = None

    def seconds_until_next(self, now: datetime) -> float:
        """From an aware `now` to the next run, if the last one began at `now`."""
        if self.at is None:
            return self.seconds
        local = timezone.localtime(now)
        following = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return ((following if following > local else following + timedelta(days=1)) - local).total_seconds()


class Stopping:
    """Asked for by a signal. A plain attribute: a threading.Event set in a signal handler can deadlock."""

    asked = False


stopping = Stopping()
_jobs: dict[str, Job] = {}


def every(seconds: int, name: str):
    """Register the decorated callable to run every `seconds`. The same name again replaces the job."""
    return _register(name, seconds)


def daily(at: time, name: str):
    """Register the decorated callable to run once a day at the local time `at`."""
    return _register(name, 24 * 60 * 60, at)


def _register(name, seconds, at=None):
    def register(run):
        _jobs[name] = Job(name, run, seconds, at)
        return run

    return register


def jobs() -> list[Job]:
    """Every job, the rare ones first: so one round of all of them ends with the outbox and what they wrote there."""
    return sorted(_jobs.values(), key=lambda job: (-job.seconds, job.name))


def run(job: Job) -> bool:
    """Run one job and say whether it went well.

    A failure is logged without its own words: they may quote a name or an address.
    """
    close_old_connections()
    try:
        job.run()
    except Exception as error:
        place = "".join(traceback.format_tb(error.__traceback__))
        log.error("job %s failed: %s\n%s", job.name, type(error).__name__, place)
        return False
    finally:
        close_old_connections()
    return True
