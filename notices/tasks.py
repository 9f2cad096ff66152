"""What the clock starts here."""

from datetime import time

from notices import services
from notices.clock import daily, every, stopping
from privacy.services import erase_expired

OUTBOX = "notices.outbox"


@every(1, OUTBOX)
def outbox():
    services.send_due(stop=lambda: stopping.asked)


@daily(time(3, 10), "privacy.erase_expired")
def erase():
    erase_expired()
