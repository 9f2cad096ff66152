"""What a company tells of itself, as its page shows it."""

import re
from dataclasses import dataclass
from datetime import date

from directory.models import Company, CompanyNumber, DayStep, Voice
from directory.models.telling import MOST_NUMBERS
from directory.ruler import Ruler, ruler
from directory.scale import Scale, scale
from pictures.models import Picture

LEAD = 90  # letters that are read in one glance
_SENTENCE = re.compile(r"(?:[^。．！？!?.]|\.(?!\s|$))*(?:[。．！？!?.]+|$)[」』）)]*\s*")


@dataclass(frozen=True)
class Numbers:
    """The number that stands largest, the others, and a comparison with a hair if one of them has any."""

    first: CompanyNumber
    others: list[CompanyNumber]
    scale: Scale | None


@dataclass(frozen=True)
class Day:
    """The moments in order; the ruler is None for days that are told as a list alone."""

    steps: list[DayStep]
    ruler: Ruler | None


@dataclass(frozen=True)
class Said:
    """A voice; `year` counts the years of work from 1, None if that is not known. The picture is the voice's, or None."""

    voice: Voice
    year: int | None
    picture: Picture | None


def numbers(company: Company) -> Numbers | None:
    rows = list(company.numbers.all()[:MOST_NUMBERS])  # two companies that were merged may have more
    scales = (scale(row.value, row.unit) for row in rows)
    return Numbers(rows[0], rows[1:], next(filter(None, scales), None)) if rows else None


def day(company: Company) -> Day | None:
    steps = list(company.day.all())
    return Day(steps, ruler([(step.starts, step.is_visit) for step in steps])) if steps else None


def said(voices: list[Voice], pictures: dict[int, Picture], today: date) -> list[Said]:
    """The voices of a company; `pictures` by key, those that can be shown."""
    return [Said(voice, voice.year_of_work(today), pictures.get(voice.picture_id)) for voice in voices]


def without(story: str, said: str) -> str:
    """A story without the sentence `said`, which stands elsewhere on the page; its paragraphs stay apart."""
    bare = _bare(said)
    if not bare:
        return story
    sentences = _SENTENCE.findall(story.replace("\r\n", "\n"))
    kept = (text if _bare(text) != bare else text[len(text.rstrip()) :] for text in sentences)
    return "".join(kept).strip()


def _bare(sentence):
    return sentence.strip().rstrip("。．！？!?.")


def lead_and_body(story: str) -> tuple[str, str]:
    """A story in two: what is read first, in large letters, and the rest. The first paragraph leads, or of a long one
    as many sentences as can be read in one glance. What is one endless sentence has no lead."""
    first, _blank, rest = story.strip().replace("\r\n", "\n").partition("\n\n")
    if len(first) <= LEAD:
        return first, rest.strip()
    lead = ""
    for sentence in _SENTENCE.findall(first):
        if lead and len(lead) + len(sentence) > LEAD:
            break
        lead += sentence
    if len(lead) > 2 * LEAD:
        return "", story.strip()
    remaining = first[len(lead) :].strip()
    return lead.strip(), "\n\n".join(part for part in (remaining, rest.strip()) if part)
