"""Child processes that end when we do.

Every child gets a process group of its own, so that Ctrl-C reaches only us and we end each child with all that it
started. A signal sets a flag, and nothing more: an exception out of the handler could come between starting a child
and remembering it.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from lib.project import ROOT

GRACE = 10  # seconds a child has to end by itself
received: list[int] = []


class Stopped(Exception):
    """Ctrl-C, SIGTERM or a closed terminal arrived."""


class Failed(Exception):
    """A step did not work; the text says which and why."""


def listen() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: received.append(number))


def start(command: list, *, env: Mapping[str, str] | None = None, log: Path | None = None) -> subprocess.Popen:
    """Start `command` in the project's root; its output goes to the end of `log`, or to our own."""
    words = [str(word) for word in command]
    options = {"cwd": ROOT, "env": env, "stdin": subprocess.DEVNULL, "start_new_session": True}
    if log is None:
        return subprocess.Popen(words, **options)
    with log.open("ab") as file:
        return subprocess.Popen(words, stdout=file, stderr=subprocess.STDOUT, **options)


def wait(child: subprocess.Popen) -> int:
    """The child's exit code. Raises Stopped when a signal arrives first; the child then gets a Ctrl-C of its own."""
    while True:
        if received:
            end(child, by=signal.SIGINT)
            raise Stopped
        try:
            return child.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue


def run(command: list, *, env: Mapping[str, str] | None = None, log: Path) -> None:
    """Run to the end with output to `log`. Raises Failed with the last lines of it, or Stopped."""
    before = log.stat().st_size if log.exists() else 0
    if code := wait(start(command, env=env, log=log)):
        with log.open("rb") as file:
            file.seek(before)
            lines = file.read().decode(errors="replace").splitlines()
        words = " ".join(str(word) for word in command)
        raise Failed("\n".join([*lines[-25:], f"Exit code {code} from: {words}", f"The whole output: {log}"]))


def end(*children: subprocess.Popen, by: int = signal.SIGTERM) -> None:
    """Ask each child's whole group to end, then force what is left after GRACE seconds."""
    for child in children:
        _signal_group(child, by)
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            continue
    for child in children:
        _signal_group(child, signal.SIGKILL)
        child.wait()


def _signal_group(child: subprocess.Popen, number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return
