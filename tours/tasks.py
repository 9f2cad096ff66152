"""What the clock starts here."""

from notices.clock import every
from tours import services


@every(60 * 60, "tours.fill_slots")
def fill_slots():
    """Hourly rather than daily: a tour published by the clock or by a workflow has its dates within the hour."""
    services.fill_all()
