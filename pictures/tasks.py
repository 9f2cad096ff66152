"""What the clock starts here."""

from time import monotonic

from notices.clock import every, stopping
from pictures.services import make_renditions
from pictures.sharing.making import make_wanted

SECONDS = 1.0  # after which a job lets the mails pass: in embedded mode one process does all of it


def until_enough():
    """A `stop` that is true when the job at hand has taken its time, or the process is asked to end."""
    ends = monotonic() + SECONDS
    return lambda: stopping.asked or monotonic() > ends


@every(2, "pictures.renditions")
def renditions():
    make_renditions(until_enough())


@every(3, "pictures.share")
def share_images():
    make_wanted(until_enough())
