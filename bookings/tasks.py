"""What the clock starts."""

import logging
from datetime import time

from bookings import services
from notices.clock import daily, every

log = logging.getLogger(__name__)


@every(30, "bookings.expire")
def expire():
    """Give back the seats of holds that ran out."""
    services.expire_overdue()


@daily(time(3, 40), "bookings.check_seats")
def check_seats():
    """A drift is a defect, and this line is how somebody hears of it."""
    for drift in services.check_seats():
        log.error("slot %s: %s seats taken, bookings hold %s", drift.slot_id, drift.taken, drift.held)
