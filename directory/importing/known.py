"""Which company a line speaks of: the identities of all companies in a few words each, so that 100,000 fit in memory."""

from collections.abc import Iterable, Iterator

from django.db.models.fields.json import KeyTextTransform

from core.japanese import name_key
from directory.importing.locating import Place
from directory.models import Company, FormerIdentity


class Entry:
    """A company that a line can mean: one stored (`pk`) or one that the list brought, known by its serial `key`."""

    __slots__ = ("key", "line", "numbered", "pk", "unseen")

    def __init__(self, key: int, pk: int | None = None):
        self.key, self.pk = key, pk
        self.line: int | None = None  # the first line of the list that speaks of it
        self.numbered = False
        self.unseen = False


class Known:
    """Finds companies by number, by address of their page, by name and place; by what they were once known as, too."""

    def __init__(self):
        self.count = 0
        self.by_number: dict[str, Entry] = {}
        self.by_slug: dict[str, Entry] = {}
        self.slugs_taken: set[str] = set()  # of pages that lead on to others
        # keys are hashes: the texts of 100,000 companies would take several times the memory
        self._by_place: dict[int, Entry | list[Entry]] = {}
        self._former: dict[int | str, Entry] = {}
        self._by_pk = self._load_companies()
        self._load_former(self._by_pk)

    def remember(self, lines: Iterable[tuple[int, int]]) -> None:
        """Lines of a run that was cut off, as pairs of line and company: they have spoken already."""
        for line, pk in lines:
            if (entry := self._by_pk.get(pk)) and entry.line is None:
                entry.line = line
        self._by_pk = {}

    def _load_companies(self) -> dict[int, Entry]:
        rows = Company.objects.order_by("pk").values_list(
            "pk",
            "slug",
            "corporate_number",
            "name",
            "name_key",
            "town_id",
            "block",
            "address",
            KeyTextTransform("name", "imported__values"),
            "imported__values__address",
        )  # fmt: skip -- the name as text: SQLite would hand out a company called 365 as a number
        by_pk = {}
        for pk, slug, number, name, key, town, block, address, said_name, said_place in rows.iterator(2000):
            entry = by_pk[pk] = self.add(slug, pk)
            self.index(entry, number, key, town, block, address)
            if (said_name and said_name != name) or (said_place and said_place["address"] != address):
                place = said_place or {"town": town, "block": block, "address": address}
                for where in _places(name_key(said_name or name), place["town"], place["block"], place["address"]):
                    self._former.setdefault(where, entry)
        return by_pk

    def _load_former(self, by_pk):
        rows = FormerIdentity.objects.order_by("pk").values_list(
            "company_id", "slug", "corporate_number", "name_key", "town_id", "block", "address"
        )
        for company, slug, number, key, town, block, address in rows.iterator(2000):
            self.slugs_taken.add(slug)
            for where in [number] * bool(number) + _places(key, town, block, address) * bool(key):
                self._former.setdefault(where, by_pk[company])

    def add(self, slug: str, pk: int | None = None) -> Entry:
        self.count += 1
        entry = self.by_slug[slug] = Entry(self.count, pk)
        return entry

    def index(self, entry: Entry, number, name, town, block, address) -> None:
        """Make a company findable by what it says now; what it said before keeps leading to it."""
        if number:
            entry.numbered = True
            self.by_number[number] = entry
        for key in _places(name, town, block, address):
            held = self._by_place.get(key)
            if held is None:
                self._by_place[key] = entry
            elif isinstance(held, Entry):
                self._by_place[key] = held if held is entry else [held, entry]
            elif entry not in held:
                held.append(entry)

    def is_free(self, slug: str) -> bool:
        return slug not in self.by_slug and slug not in self.slugs_taken

    def at_place(self, name: str, place: Place | None, *, without_number: bool) -> Entry | None:
        """The company of this name there, one without a corporate number first (or only)."""
        for found in self._held(name, place):
            usable = [entry for entry in found if not (without_number and entry.numbered)]
            if usable:
                return min(usable, key=lambda entry: entry.numbered)
        return None

    def formerly(self, number: str | None, name: str, place: Place | None) -> Entry | None:
        """The company that was once known by this number, or by this name at this place."""
        keys = [number] * bool(number) + _places(name, *_parts(place))
        return next((self._former[key] for key in keys if key in self._former), None)

    def candidates(self, number: str | None, slug: str, name: str, place: Place | None) -> Iterator[Entry]:
        """All companies that a line can come to mean."""
        one = (self.by_number.get(number), self.by_slug.get(slug), self.formerly(number, name, place))
        yield from filter(None, one)
        for found in self._held(name, place):
            yield from found

    def _held(self, name, place) -> Iterator[Iterable[Entry]]:
        for key in _places(name, *_parts(place)):
            held = self._by_place.get(key, ())
            yield [held] if isinstance(held, Entry) else held


def _parts(place: Place | None) -> tuple:
    return (place.town and place.town.pk, place.block, place.address) if place else (None, "", "")


def _places(name, town_id, block, address) -> list[int]:
    """Two ways to say where a company is. The second finds one that staff have given a town by hand since."""
    return [hash(("block", name, town_id, block))] * bool(town_id) + [hash(("address", name, address))]
