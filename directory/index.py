"""All public companies in memory, as sets of bits: which of them have a value, and how many of a selection do.

Counting the values of every facet in SQL cost more than the whole page (3,600 companies: 8 CPU ms in six statements);
an AND and a bit count cost 0.3 µs. Each process keeps one index and rebuilds it when the stamp in the database
(directory.changes) is another one: in the request after a commit, whoever made the change.

A set of companies is an int; bit n is the company at position n. Positions are in the order of the list (D13): with
a story first, then confirmed ones, then the merely listed, each by reading.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField, Case, When

from directory.models import Company, CompanyStation, Field, Process, Station, Town
from directory.open_points import with_open_point

WALKS = (5, 10, 15, 20)  # minutes that the page offers


@dataclass(frozen=True)
class Word:
    """A value of a facet group, with its names in both languages and the colour of its marks ("" without one)."""

    value: str
    name: str
    english_name: str = ""
    colour: str = ""

    def label(self, language: str) -> str:
        return (language == "en" and self.english_name) or str(self.name)


class Entry(NamedTuple):
    """What lists and the map show of a company; `story` is told only as there or not, the point as far as it is open."""

    pk: int
    slug: str
    name: str
    english_name: str
    tagline: str
    sort_key: str
    lat: float | None
    lon: float | None
    town_id: int | None
    opening_mode: str
    confirmed_on: date | None
    story: bool


class Walk(NamedTuple):
    station: str
    lines: list[str]
    minutes: int


def as_bits(positions: Iterable[int], size: int) -> int:
    """The set of these positions."""
    data = bytearray(size // 8 + 1)
    for position in positions:
        data[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(data, "little")


def as_positions(bits: int) -> list[int]:
    """The positions in a set, in order."""
    return [position for position, digit in enumerate(reversed(f"{bits:b}")) if digit == "1"]


class Index:
    """What was public at one moment. `sets[group][value]` is a set of companies, `words[group]` its values in order."""

    def __init__(self, stamp):
        self.stamp = stamp
        told = Case(When(story="", then=False), default=True, output_field=BooleanField())
        columns = [{"lat": "open_lat", "lon": "open_lon", "story": "told"}.get(name, name) for name in Entry._fields]
        rows = with_open_point(Company.objects.public()).order_by().annotate(told=told).values_list(*columns)
        entries = map(Entry._make, rows)
        self.entries = sorted(entries, key=lambda row: (not row.story, row.confirmed_on is None, row.sort_key, row.pk))
        self.size = len(self.entries)
        self.everything = (1 << self.size) - 1
        self.pks = [entry.pk for entry in self.entries]
        self.position = {pk: position for position, pk in enumerate(self.pks)}
        self.kept_features: dict = {}  # directory.geojson keeps its answers here, so that they end with the index
        self._read_words()
        self.known = {group: frozenset(word.value for word in words) for group, words in self.words.items()}
        self._read_sets()

    def _read_words(self):
        columns = ("pk", "slug", "name", "english_name", "colour")
        vocabulary = {"field": Field.objects.values_list(*columns), "process": Process.objects.values_list(*columns)}
        self._values = {group: {row[0]: row[1] for row in rows} for group, rows in vocabulary.items()}
        self.words = {group: [Word(*row[1:]) for row in rows] for group, rows in vocabulary.items()}
        towns = list(Town.objects.values_list("pk", "slug", "name", "area"))
        self._town = {pk: (slug, area) for pk, slug, _name, area in towns}
        self._town_name = {pk: name for pk, _slug, name, _area in towns}
        self.words["town"] = [Word(slug, name) for _pk, slug, name, _area in towns]
        self.words["area"] = [Word(value, label) for value, label in Town.Area.choices]
        self.words["mode"] = [Word(value, label) for value, label in Company.OpeningMode.choices if value]
        stations = list(Station.objects.values_list("pk", "slug", "name", "lat", "lon", "lines"))
        self._values["station"] = {row[0]: row[1] for row in stations}
        self._lines = {row[1]: row[5] for row in stations}
        self.words["station"] = [Word(slug, name) for _pk, slug, name, *_rest in stations]
        self.stations = tuple(row[2:5] for row in stations)  # name, latitude, longitude

    def _read_sets(self):
        found = {group: defaultdict(list) for group in ("field", "process", "town", "area", "mode")}
        for position, entry in enumerate(self.entries):
            found["mode"][entry.opening_mode].append(position)
            if entry.town_id in self._town:
                town, area = self._town[entry.town_id]
                found["town"][town].append(position)
                found["area"][area].append(position)
        for group, through in (("field", Company.fields.through), ("process", Company.processes.through)):
            for company, word in through.objects.order_by("pk").values_list("company_id", f"{group}_id"):
                position, value = self.position.get(company), self._values[group].get(word)
                if position is not None and value:
                    found[group][value].append(position)
        self.sets = {
            group: {word.value: as_bits(found[group][word.value], self.size) for word in words}
            for group, words in self.words.items()
            if group != "station"
        }
        self._near = defaultdict(list)
        self._walks = defaultdict(list)
        rows = CompanyStation.objects.order_by("rank").values_list("company_id", "station_id", "minutes")
        for company, station, minutes in rows:
            position, value = self.position.get(company), self._values["station"].get(station)
            if position is not None and value:
                self._near[value].append((position, minutes))
                self._walks[position].append((value, minutes))
        self.near_station = lru_cache(maxsize=4096)(self._near_station)

    def as_set(self, positions: Iterable[int]) -> int:
        return as_bits(positions, self.size)

    def any_of(self, group: str, values: Iterable[str]) -> int:
        """Companies that have at least one of these values."""
        bits = 0
        for value in values:
            bits |= self.sets[group][value]
        return bits

    def _near_station(self, station: str, minutes: int | None) -> int:
        """Companies that have `station` among their nearest, within `minutes` on foot."""
        return as_bits((at for at, walk in self._near[station] if minutes is None or walk <= minutes), self.size)

    def near(self, stations: Iterable[str], minutes: int | None) -> int:
        """Companies near one of these stations; without stations near any."""
        bits = 0
        for station in stations or self._values["station"].values():
            bits |= self.near_station(station, minutes)
        return bits

    def within(self, west: float, south: float, east: float, north: float) -> int:
        """Companies whose point lies in this box, degrees."""
        inside = (
            at
            for at, entry in enumerate(self.entries)
            if entry.lat is not None and south <= entry.lat <= north and west <= entry.lon <= east
        )
        return as_bits(inside, self.size)

    def town(self, position: int) -> str:
        """The name of a company's town, empty if it has none."""
        return self._town_name.get(self.entries[position].town_id, "")

    def words_of(self, group: str, position: int) -> list[Word]:
        """The words of one company in a group, in the vocabulary's order."""
        return [word for word in self.words[group] if self.sets[group][word.value] >> position & 1]

    def walks(self, position: int) -> list[Walk]:
        """The stations nearest to one company, nearest first."""
        names = self._station_names
        return [Walk(names[value], self._lines[value], minutes) for value, minutes in self._walks[position]]

    @cached_property
    def _station_names(self):
        return {word.value: word.name for word in self.words["station"]}

    @cached_property
    def by_slug(self) -> dict[str, int]:
        return {entry.slug: position for position, entry in enumerate(self.entries)}

    @cached_property
    def by_name(self) -> list[int]:
        """Positions by reading."""
        return sorted(range(self.size), key=lambda at: (self.entries[at].sort_key, self.pks[at]))

    @cached_property
    def by_confirmation(self) -> list[int]:
        """Positions by the day of the last confirmation, latest first, then by reading."""
        return sorted(self.by_name, key=lambda at: self.entries[at].confirmed_on or date.min, reverse=True)


_lock = threading.Lock()
_kept: Index | None = None


def current() -> Index:
    """The index as of now: the one kept by this process if nothing has changed since, else a new one."""
    global _kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(stamp), sum(stamp) FROM directory_change")
        stamp = cursor.fetchone()
    with _lock:
        if _kept is None or _kept.stamp != stamp:
            _kept = Index(stamp)
        return _kept
