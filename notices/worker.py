"""Embedded mode's background process: every job of the clock, one after the other."""

import signal
from collections import Counter
from time import monotonic, sleep

from django.utils import timezone

from notices import clock
from notices.services import send_due
from notices.tasks import OUTBOX

NAP = 0.5  # seconds; how long a signal may go unnoticed
REST = 60  # seconds; the longest pause of a frequent job that keeps failing (the database restarts, say)


def run_once() -> list[str]:
    """Run each job once, then empty the outbox; returns the names of those that failed."""
    failed = [job.name for job in clock.jobs() if not clock.run(job)]
    while OUTBOX not in failed and send_due():
        continue
    return failed


def run_until_stopped():
    """Run each job now and then when its time has come, until SIGTERM or SIGINT; the job at hand is finished."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    due = {job: monotonic() for job in clock.jobs()}
    failures = Counter()
    while not clock.stopping.asked:
        job = min(due, key=due.get)
        if (wait := due[job] - monotonic()) > 0:
            sleep(min(wait, NAP))
            continue
        began = monotonic()
        failures[job] = 0 if clock.run(job) else failures[job] + 1
        due[job] = began + pause(job, failures[job])


def pause(job, failures) -> float:
    """Seconds from the start of a run to the next one; growing after failures in a row, an hour for a daily job."""
    regular = job.seconds_until_next(timezone.now())
    if not failures:
        return regular
    if job.at:
        return min(regular, 60 * 60)
    return max(regular, min(job.seconds * 2**failures, REST))


def _stop(_number, _frame):
    clock.stopping.asked = True
