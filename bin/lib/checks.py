"""One check of bin/test: a command with its output in a file, and what became of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lib.processes import start, wait


@dataclass
class Check:
    title: str
    command: list
    env: Mapping[str, str]
    output: Path
    is_pytest: bool = False
    code: int | None = field(default=None, init=False)
    seconds: float = field(default=0.0, init=False)

    @property
    def ok(self) -> bool:
        return self.code == 0

    def run(self) -> None:
        """Raises Stopped when a signal ends it."""
        began = time.monotonic()
        self.code = wait(start(self.command, env=self.env, log=self.output))
        self.seconds = time.monotonic() - began

    def lines(self) -> list[str]:
        return self.output.read_text(errors="replace").rstrip().splitlines()

    def line(self) -> str:
        """One line for the summary."""
        return f"  {'ok    ' if self.ok else 'FAILED'}  {self.title}  ({self.seconds:.1f} s)"


def closing_line(checks: list[Check]) -> str:
    """pytest's last line of the first run that failed, else of the first run: what a reader looks for at the end."""
    runs = sorted((check for check in checks if check.is_pytest), key=lambda check: check.ok)
    return runs[0].lines()[-1] if runs and runs[0].lines() else ""
