"""What the clock starts."""

from datetime import time

from notices.clock import daily, every, stopping
from readings import computing


@every(60, "readings.compute")
def compute():
    """What was published a minute ago has its furigana."""
    computing.compute(stop=lambda: stopping.asked)


@daily(time(3, 50), "readings.refresh")
def refresh():
    computing.refresh()
