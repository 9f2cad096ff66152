"""The ten invented companies of companies.toml."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path


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
    bring: str = ""


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
    tours: tuple[WrittenTour, ...] = field(default=())


def _company(entry):
    tours = tuple(WrittenTour(**tour) for tour in entry.pop("tours", ()))
    return WrittenCompany(**entry, tours=tours)


COMPANIES = [
    _company(entry) for entry in tomllib.loads(Path(__file__).with_name("companies.toml").read_text())["company"]
]
