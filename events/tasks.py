"""What the clock starts here."""

from events import services
from notices.clock import every


@every(60 * 60, "events.refresh_slots")
def refresh_slots():
    services.refresh_all()
