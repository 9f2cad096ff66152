"""Progress on a terminal: one line a step, with the seconds it has taken so far."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lib.project import Stamp


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show `title` while the block runs and its time afterwards; on a terminal the seconds count up."""
    began = time.monotonic()
    over = threading.Event()
    print(f"  {title} … ", end="", flush=True)
    clock = threading.Thread(target=_tick, args=(title, began, over), daemon=True)
    if sys.stdout.isatty():
        clock.start()
    word = "ended after "
    try:
        yield
        word = ""
    finally:
        over.set()
        if clock.is_alive():
            clock.join()
        print(f"{word}{time.monotonic() - began:.1f} s", flush=True)


def _tick(title: str, began: float, over: threading.Event) -> None:
    while not over.wait(1):
        print(f"\r  {title} … {time.monotonic() - began:.0f} s", end="", flush=True)
    print(f"\r  {title} … ", end="", flush=True)


def once(title: str, stamp: Stamp, action: Callable[[], None]) -> None:
    """Run `action` as a step, unless `stamp` says that it was done with the same inputs."""
    if stamp.holds():
        return
    with step(title):
        action()
    stamp.write()
