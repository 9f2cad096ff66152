"""The programme of an event out of its lines: 「13:00 受付」."""

import re
import unicodedata
from typing import NamedTuple

_TIME = re.compile(r"\s*(\d{1,2})[:：時](\d{2})?分?\s*(?:[〜~～–-]\s*(\d{1,2})[:：](\d{2}))?\s*")


class Step(NamedTuple):
    """What happens at `time` ("13:00", or "" where the line says none), `until` then if it says so."""

    time: str
    what: str
    until: str = ""


def steps(text: str) -> list[Step]:
    """The lines that say something, in their order. Digits and colons may be of any width."""
    return [_step(line.strip()) for line in text.splitlines() if line.strip()]


def _step(line):
    found = _TIME.match(unicodedata.normalize("NFKC", line))
    if not found:
        return Step("", line)
    hour, minute, until_hour, until_minute = found.groups()
    if int(hour) > 24 or int(minute or 0) > 59:
        return Step("", line)
    until = f"{int(until_hour)}:{until_minute}" if until_hour else ""
    return Step(f"{int(hour)}:{minute or '00'}", _rest(line, found.end()), until)


def _rest(line, end):
    """The words behind the time as they were written: only the time itself is normalized."""
    for start in range(len(line) + 1):
        if len(unicodedata.normalize("NFKC", line[:start])) >= end:
            return line[start:].strip()
    return ""
