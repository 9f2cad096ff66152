"""What the clock starts."""

import logging
from datetime import time

from bookings import day_lists, host_digests, reminders, services
from bookings.services import consenting, entering
from notices.clock import daily, every

log = logging.getLogger(__name__)


@every(30, "bookings.expire")
def expire():
    """Give back the seats of holds and offers that ran out, offer what is left, and end what waits for nothing or was not confirmed."""
    services.expire_overdue()
    services.offer_left()
    services.end_waits()
    entering.end_entries()


@every(300, "bookings.remind")
def remind():
    """Often, because nobody knows when a worker that stood still runs again: each mail has a moment of its own."""
    reminders.write_due()
    consenting.remind()


@every(300, "bookings.day_lists")
def day_lists_of_hosts():
    """Not daily at six: whoever stood still then catches up, and one that starts anew at night writes nothing early."""
    day_lists.write_due()


@every(300, "bookings.host_news")
def news_of_hosts():
    """Often, for the same reason; and what is gathered of an hour waits for no evening."""
    host_digests.write_due()


@daily(time(3, 40), "bookings.check_seats")
def check_seats():
    """A drift is a defect, and this line is how somebody hears of it."""
    for drift in services.check_seats():
        log.error("slot %s: %s seats taken, bookings hold %s", drift.slot_id, drift.taken, drift.held)
