"""All public companies in memory, as sets of bits: which of them have a value, and how many of a selection do.

Counting the values of every facet in SQL cost more than the whole page (3,600 companies: 8 CPU ms in six statements);
an AND of two sets costs 0.1 µs. Each process keeps one index and makes it anew when the stamp in the database
(directory.changes) is another one: in the request after a commit, whoever made the change.

A set of companies is an int (directory.sets); bit n is the company at position n. A company keeps its position as long
as the index is only patched; `orders` say how positions follow each other in a list.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain
from math import cos, radians
from typing import NamedTuple

from core.covers import Cover, cover_of
from directory import changes, ordering
from directory.facts import TEXTS, Entry, Facts, Mark, Vocabulary, Word, read
from directory.geometry import DETOUR, METRES_PER_DEGREE, METRES_PER_MINUTE, Point, walking_minutes
from directory.marked import Marked, touched
from directory.sets import as_bits, as_positions

WALKS = (5, 10, 15, 20, 30)  # minutes that the page offers
LONGEST_WALK = 60  # minutes that may be asked for
MOST_PATCHED = 1000  # companies; beyond it reading all is as quick


class Walk(NamedTuple):
    station: str
    lines: list[str]
    minutes: int


class Sets(dict):
    """Value → set of companies, of one group; a set is made when it is first asked for."""

    def __init__(self, group, vocabulary, members):
        super().__init__()
        self._group, self._vocabulary, self._members = group, vocabulary, members

    def __missing__(self, value):
        self[value] = as_bits(self._members.get(self._vocabulary.mark(self._group, value), ()))
        return self[value]


class SetsOfGroups(dict):
    """Group → Sets."""

    def __init__(self, vocabulary, members):
        super().__init__()
        self._vocabulary, self._members = vocabulary, members

    def __missing__(self, group):
        self[group] = Sets(group, self._vocabulary, self._members)
        return self[group]

    def take(self, sets: "SetsOfGroups", but: set[Mark]):
        """What was made already for an older index, but for these marks."""
        for group, some in sets.items():
            made = [
                (value, bits) for value, bits in list(some.items()) if self._vocabulary.mark(group, value) not in but
            ]
            self[group].update(made)


class Seen(NamedTuple):
    """What an index saw of the changes: everything up to `stamp`, and perhaps more."""

    stamp: tuple
    lines: dict

    @classmethod
    def now(cls, stamp):
        return cls(stamp, changes.lines())

    def companies_since(self, earlier: "Seen") -> set[int] | None:
        """The companies in which two moments may differ, None for all. A line is missing where one was rolled back."""
        differing = self.lines.keys() ^ earlier.lines.keys()
        companies = {(self.lines | earlier.lines)[line] for line in differing}
        return companies if companies and None not in companies and len(companies) <= MOST_PATCHED else None


class Index:
    """What was public at one moment. `sets[group][value]` is a set of companies, `words[group]` its values in order.

    `facts[position]` is None where a company was until it was removed. An index never changes: `patched` is another.
    """

    def __init__(self, seen: Seen, vocabulary: Vocabulary, facts: list[Facts | None], marked: Marked, orders):
        self.seen, self.stamp, self.vocabulary, self.facts = seen, seen.stamp, vocabulary, facts
        self.marked, self.orders = marked, orders
        self.entries: list[Entry | None] = [item and item.entry for item in facts]
        self.pks = [entry and entry.pk for entry in self.entries]
        self.position = {pk: position for position, pk in enumerate(self.pks) if pk}
        self.everything = as_bits(self.position.values())
        self.size = len(self.position)
        self.kept: defaultdict[str, dict] = defaultdict(dict)  # by room, what others made of it: it ends with the index
        self.sets = SetsOfGroups(vocabulary, marked.members)
        self.words = vocabulary.words | {group: self._written_words(group) for group in TEXTS}
        self.known = {group: frozenset(word.value for word in words) for group, words in vocabulary.words.items()}
        self.known |= {group: frozenset(self._spellings[group]) for group in TEXTS}
        self.near_station = lru_cache(maxsize=4096)(self._near_station)
        self.minutes_around = lru_cache(maxsize=16)(self._minutes_around)

    @classmethod
    def whole(cls, seen: Seen) -> "Index":
        """The index read from the database."""
        vocabulary = Vocabulary()
        facts = sorted(read(vocabulary), key=lambda item: ordering.KEYS["recommended"](item.entry))
        return cls(seen, vocabulary, facts, Marked.of(facts), ordering.orders_of([item.entry for item in facts]))

    def patched(self, seen: Seen, pks: set[int]) -> "Index":
        """The index with these companies read anew."""
        found = {item.entry.pk: item for item in read(self.vocabulary, list(pks))}
        old = {self.position[pk]: pk for pk in pks if pk in self.position}
        before = {at: self.facts[at] for at in old}
        after = {at: found.pop(pk, None) for at, pk in old.items()}
        after |= dict(enumerate(found.values(), start=len(self.facts)))
        added = [None] * len(found)
        orders = ordering.changed(self.orders, self.entries + added, before, after)
        facts = self.facts + added
        for at, item in after.items():
            facts[at] = item
        index = Index(seen, self.vocabulary, facts, self.marked.changed(before, after), orders)
        index.sets.take(self.sets, touched(before, after))
        return index

    @cached_property
    def _spellings(self):
        """Of each group of TEXTS every value, with how often it is spelled in which way."""
        found = {group: {} for group in TEXTS}
        for mark, spelled in self.marked.spelled.items():
            found[mark.group][mark.value] = spelled
        return found

    def _written_words(self, group):
        """The values of two or more companies, the commonest first."""
        found = [(value, spelled.total()) for value, spelled in self._spellings[group].items()]
        common = sorted((pair for pair in found if pair[1] > 1), key=lambda pair: (-pair[1], pair[0]))
        return [self._written_word(group, value) for value, _count in common]

    def _written_word(self, group, value):
        spelled = self._spellings[group][value]
        return Word(value, min(spelled, key=lambda name: (-spelled[name], name)))

    def word(self, group: str, value: str) -> Word:
        """The word of a known value; one that a single company writes is a word, too."""
        return self._words_by_value[group].get(value) or self._written_word(group, value)

    def is_rare(self, group: str, value: str) -> bool:
        """Whether a known value is no word of its group, because a single company writes it."""
        return value not in self._words_by_value[group]

    @cached_property
    def _words_by_value(self):
        return {group: {word.value: word for word in words} for group, words in self.words.items()}

    def any_of(self, group: str, values: Iterable[str]) -> int:
        """Companies that have at least one of these values."""
        bits = 0
        for value in values:
            bits |= self.sets[group][value]
        return bits

    def _near_station(self, station: str, minutes: int | None) -> int:
        """Companies that have `station` among their nearest, within `minutes` on foot."""
        if minutes is None:
            return self.sets["station"][station]
        return self.any_of("walk", ((station, walk) for walk in range(1, minutes + 1)))

    def near(self, stations: Iterable[str], minutes: int | None) -> int:
        """Companies within `minutes` on foot (None: however far) of one of these stations; without stations of any."""
        if not stations:
            return self.any_of("nearest", range(1, minutes + 1))
        bits = 0
        for station in stations:
            bits |= self.near_station(station, minutes)
        return bits

    def minutes_from(self, stations: Iterable[str]) -> Iterator[int]:
        """The companies that have one of these stations among their nearest, in sets, a minute on foot in each."""
        passed = 0
        for minutes in range(LONGEST_WALK + 1):
            yield (nearer := self.any_of("walk", ((station, minutes) for station in stations))) & ~passed
            passed |= nearer
        yield self.any_of("station", stations) & ~passed

    @cached_property
    def _points(self):
        return [(at, entry.lat, entry.lon) for at, entry in enumerate(self.entries) if entry and entry.lat is not None]

    def within(self, west: float, south: float, east: float, north: float) -> int:
        """Companies whose point lies in this box, degrees."""
        return as_bits(at for at, lat, lon in self._points if south <= lat <= north and west <= lon <= east)

    def _minutes_around(self, point: Point) -> dict[int, int]:
        """Minutes on foot from a point → the companies that are as far, up to LONGEST_WALK."""
        found = defaultdict(list)
        reach = 1.01 * LONGEST_WALK * METRES_PER_MINUTE / DETOUR / METRES_PER_DEGREE  # degrees; a box saves the roots
        wide = reach / cos(radians(point[0]))
        for at, lat, lon in self._points:
            if abs(lat - point[0]) < reach and abs(lon - point[1]) < wide:
                found[walking_minutes(point, (lat, lon))].append(at)
        return {minutes: as_bits(found[minutes]) for minutes in sorted(found) if minutes <= LONGEST_WALK}

    def around(self, point: Point, minutes: int) -> int:
        """Companies within `minutes` on foot of a point."""
        bits = 0
        for walk, companies in self.minutes_around(point).items():
            bits |= companies if walk <= minutes else 0
        return bits

    def tally(self, bits: int) -> Callable[[str, object], int]:
        """A function that says of a group and a value how many of a set of companies have it.

        Company by company, which costs the same for ten values and ten thousand; of the smaller side of the set.
        """
        mark, rest = self.vocabulary.mark, self.everything & ~bits
        if rest.bit_count() >= bits.bit_count():
            counts = self._count(bits)
            return lambda group, value: counts.get(mark(group, value), 0)
        totals, without = self._totals, self._count(rest) if rest else {}
        return lambda group, value: totals.get(one := mark(group, value), 0) - without.get(one, 0)

    def _count(self, bits):
        facts = self.facts
        return Counter(chain.from_iterable([facts[at].marks for at in as_positions(bits)]))

    @cached_property
    def _totals(self):
        return {mark: len(positions) for mark, positions in self.marked.members.items()}

    def town(self, position: int) -> str:
        """The name of a company's town, empty if it has none."""
        return self.vocabulary.towns.get(self.entries[position].town_id, ("", ""))[1]

    def words_of(self, group: str, position: int) -> list[Word]:
        """The words of one company in a group, in the vocabulary's order."""
        values = {mark.value for mark in self.facts[position].marks if mark.group == group}
        return [word for word in self.words[group] if word.value in values]

    def cover(self, position: int) -> Cover:
        """What `Company.cover` says of one company."""
        fields, processes = self.words_of("field", position), self.words_of("process", position)
        slug = self.entries[position].slug
        return cover_of(slug, [word.value for word in processes], [(word.value, word.colour) for word in fields])

    def walks(self, position: int) -> list[Walk]:
        """The stations nearest to one company, nearest first."""
        stations = self.vocabulary.stations
        return [Walk(stations[slug][0], stations[slug][3], minutes) for slug, minutes in self.facts[position].walks]

    @cached_property
    def stations(self) -> tuple[tuple[str, float, float], ...]:
        """Name, latitude and longitude of every station."""
        return tuple(station[:3] for station in self.vocabulary.stations.values())

    @cached_property
    def by_slug(self) -> dict[str, int]:
        return {entry.slug: position for position, entry in enumerate(self.entries) if entry}


_lock = threading.Lock()
_kept: Index | None = None


def current() -> Index:
    """The index as of now: the one kept by this process if nothing has changed since, else a new one.

    The stamp is read before the lines and the lines before the companies: what commits in between is read once more.
    """
    global _kept
    stamp = changes.stamp()
    with _lock:
        if _kept is None or _kept.stamp != stamp:
            seen = Seen.now(stamp)
            companies = _kept and seen.companies_since(_kept.seen)
            _kept = _kept.patched(seen, companies) if companies else Index.whole(seen)
        return _kept
