"""Waiting for what another process does: ask until it is so, never sleep and hope."""

import time


def until(condition, seconds=60):
    """The first truthy answer of `condition()`; fails the test when there is none within `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {condition.__name__}")
