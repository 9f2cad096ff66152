"""The ten invented companies of companies.toml."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class WrittenNumber:
    value: str
    unit: str
    sentence: str
    sentence_en: str = ""


@dataclass(frozen=True)
class WrittenStep:
    starts: str  # "08:00"
    what: str
    note: str = ""
    is_visit: bool = False


@dataclass(frozen=True)
class WrittenVoice:
    quote: str
    who: str
    work: str
    joined: int | None = None


@dataclass(frozen=True)
class WrittenTour:
    slug: str
    title: str
    title_en: str
    hook: str
    description: str
    rrule: str
    starts: str  # "10:00"
    ends: str
    capacity: int
    party_max: int = 4
    audience: str = "anyone"
    acceptance: str = "instant"
    mode: str = "booking"
    bring: str = ""
    easy: str = ""


@dataclass(frozen=True)
class WrittenCompany:
    slug: str
    name: str
    kana: str
    english_name: str
    tagline: str
    story: str
    story_en: str
    town: str
    fields: tuple[str, ...]
    processes: tuple[str, ...]
    founded: int
    employees: int
    machines: tuple[str, ...]
    certificates: tuple[str, ...] = ()
    recruiting: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    numbers: tuple[WrittenNumber, ...] = ()
    day: tuple[WrittenStep, ...] = ()
    voices: tuple[WrittenVoice, ...] = ()
    tours: tuple[WrittenTour, ...] = field(default=())


LISTS = {"numbers": WrittenNumber, "day": WrittenStep, "voices": WrittenVoice, "tours": WrittenTour}


def _company(entry):
    lists = {name: tuple(kind(**row) for row in entry.pop(name, ())) for name, kind in LISTS.items()}
    return WrittenCompany(**entry, **lists)


COMPANIES = [
    _company(entry) for entry in tomllib.loads(Path(__file__).with_name("companies.toml").read_text())["company"]
]
