"""What stands on the front page. Figures come from the directory's index, so that they are those of the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, npgettext

from core.covers import FAMILIES, Cover, cover_of
from core.field_signs import FieldSign
from directory.days import in_words, named_days
from directory.facts import Entry
from directory.filters import USUAL_ORDER, CompanyFilter
from directory.index import Index
from directory.models import Company, CompanyNumber, Town, Voice
from pictures.models import Picture
from stories.ward_picture import WardPicture, ward_picture

PARTIES = (1, 2, 3, 4, 5, 6, 8, 10, 20, 40)
MOST_ENTRANCES = 12
WEAK_WHEN_BIG = "heat"  # a family whose drawing carries no tile of four cells
COLUMNS, BIG = 4, 4  # of the mosaic on wide screens, and the cells that its first tile takes
MOST_VOICES = 8
WALK = 10  # minutes that the map's band speaks of


@dataclass(frozen=True)
class Option:
    """A choice of the find bar; `count` companies answer it if all else stays as it is at first."""

    value: str
    label: str
    count: int = 0
    chosen: bool = False


@dataclass(frozen=True)
class Entrance:
    """A field as a tile of the mosaic; `size` is "big", "wide" or ""."""

    slug: str
    label: str
    sign: FieldSign
    count: int
    cover: Cover
    size: str


@dataclass(frozen=True)
class Shown:
    """A voice of the shelf, with what its company is proudest of (or None) and in which year they work there."""

    voice: Voice
    number: CompanyNumber | None
    year: int | None
    cover: Cover


def front(language: str) -> dict:
    """The context of the front page. Four statements, however many companies there are."""
    filters = CompanyFilter(QueryDict("people=1"))
    index, today = filters.index, timezone.localdate(timezone=timezone.get_default_timezone())
    days = day_options(today, filters.visits.values())
    return {
        "company_count": index.size,
        "days": days,
        "found": next(option.count for option in days if option.chosen),
        "people": [Option(str(people), party_words(people)) for people in PARTIES],
        "fields": [(word.value, word.label(language)) for word in index.words["field"]],
        "entrances": entrances(index, language),
        "voices": voices(index, today),
        "walk": WALK,
        "near_count": index.near((), WALK).bit_count(),
        "ward": picture_of(index),
        "one": company_of_the_day(index, today),
        "hiring": hiring(index),
    }


def day_options(today: date, starts: Iterable) -> list[Option]:
    """「11月29日(日)まで」 for the end of this weekend and the like, with how many of the visits that start at `starts` are there by then.

    The first one that leaves any is chosen: the bar never begins with an empty answer. The last one is any day.
    """
    first_days = sorted(timezone.localdate(start, timezone.get_default_timezone()) for start in starts)
    lasts = sorted({last for _name, _first, last in named_days(today)})
    options = [(last.isoformat(), in_words(None, last), sum(at <= last for at in first_days)) for last in lasts]
    options.append(("", gettext("いつでも"), len(first_days)))
    chosen = next((value for value, _label, count in options if count), "")
    return [Option(value, label, count, value == chosen) for value, label, count in options]


def party_words(people: int) -> str:
    """「ひとり」「ふたり」「3人」."""
    if people <= 2:
        return gettext("ひとり") if people == 1 else gettext("ふたり")
    return npgettext("a party", "%(people)s人", "%(people)s人", people) % {"people": people}


def entrances(index: Index, language: str) -> list[Entrance]:
    """The fields in which there are companies, at most MOST_ENTRANCES: the largest ones.

    First, for the big tile, the very largest whose drawing is strong. No two are drawn in the same family. The tiles fill the rows of the mosaic to their ends.
    """
    counts = {word.value: index.sets["field"][word.value].bit_count() for word in index.words["field"]}
    largest = sorted(filter(counts.get, counts), key=counts.get, reverse=True)[:MOST_ENTRANCES]
    words = [word for word in index.words["field"] if word.value in largest]
    first = min(words, key=lambda word: (_weak(word), largest.index(word.value)), default=None)
    words.sort(key=lambda word: word is not first)
    covers = _covers([(word.value, word.colour) for word in words])
    sizes = tile_sizes(len(words))
    return [
        Entrance(word.value, word.label(language), word.sign, counts[word.value], cover, size)
        for word, cover, size in zip(words, covers, sizes, strict=True)
    ]


def _weak(word):
    return cover_of(word.value, fields=[(word.value, word.colour)]).family == WEAK_WHEN_BIG


def _covers(fields):
    free, covers = list(FAMILIES), []
    for slug, colour in fields:
        cover = cover_of(slug, fields=[(slug, colour)])
        if cover.family not in free:
            cover = cover._replace(family=free[0])
        free.remove(cover.family)
        covers.append(cover)
    return covers


def tile_sizes(tiles: int) -> list[str]:
    """The sizes of so many tiles: the first one big, as many wide ones at the end as the last row lacks."""
    if tiles < COLUMNS:
        return [""] * tiles
    lacking = -(tiles - 1 + BIG) % COLUMNS
    return ["big", *[""] * (tiles - 1 - lacking), *["wide"] * lacking]


def voices(index: Index, today: date) -> list[Shown]:
    """What people at work say, one of each company, those of companies that were confirmed last first."""
    numbers = Prefetch("company__numbers", CompanyNumber.objects.order_by("sort_order", "pk"))
    pictures = Prefetch("picture", Picture.objects.with_renditions("tall"))
    rows = (
        Voice.objects.filter(company__in=Company.objects.public())
        .select_related("company")
        .prefetch_related(numbers, pictures)
        .order_by("-company__confirmed_on", "company_id", "sort_order", "pk")
    )
    first = {}
    for voice in rows[: MOST_VOICES * 6]:
        first.setdefault(voice.company_id, voice)
    return [
        _shown(voice, index, today) for voice in [*first.values()][:MOST_VOICES] if voice.company_id in index.position
    ]


def _shown(voice, index, today):
    number = next(iter(voice.company.numbers.all()), None)
    return Shown(voice, number, voice.year_of_work(today), index.cover(index.position[voice.company_id]))


def company_of_the_day(index: Index, today: date) -> Entry | None:
    """One of the companies that tell their story, each in its turn."""
    told = [index.entries[at] for at in index.orders[USUAL_ORDER] if index.entries[at].story]
    return told[today.toordinal() % len(told)] if told else None


def hiring(index: Index) -> tuple[int, str]:
    """How many companies are looking for people, and the query that finds them."""
    values = [word.value for word in index.words["recruiting"] if index.sets["recruiting"][word.value]]
    return index.any_of("recruiting", values).bit_count(), urlencode({"recruiting": values}, doseq=True)


def picture_of(index: Index) -> WardPicture | None:
    """The ward with its companies, kept as long as the index is."""
    kept = index.kept["stories"]
    if "ward" not in kept:
        points = [(entry.lat, entry.lon) for entry in index.entries if entry and entry.lat is not None]
        kept["ward"] = ward_picture(points, index.stations, list(Town.objects.values_list("lat", "lon")))
    return kept["ward"]
