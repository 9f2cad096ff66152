"""The companies a list can speak of: those in the directory and those that the list itself brought so far."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.japanese import name_key, sort_key
from directory.importing.locating import Place
from directory.importing.rows import CleanRow
from directory.models import Company

WORDS = ("fields", "processes")
# A later list may find a firmer ground for showing a company, never a weaker one.
_STRENGTH = [Company.Basis.OPEN_DATA, Company.Basis.REGISTER, Company.Basis.CONSENT]


@dataclass(eq=False)
class Draft:
    """One company as it will be: the row of the database changed in memory, and what is changed about it."""

    company: Company
    is_new: bool = False
    line: int | None = None  # the first line of the list that speaks of it
    changed: set[str] = field(default_factory=set)
    words: dict[str, set[int]] = field(default_factory=lambda: {name: set() for name in WORDS})

    def merge(self, row: CleanRow) -> list[str]:
        """Take over what a line says into `changed`; returns the fields in which it was not believed.

        A list's first line about a company overwrites what is stored, blank cells aside; a further line of the same
        list only fills blanks, or two lines that differ would overwrite each other at every run.
        """
        first = self.line is None
        self.line = self.line or row.line
        doubted = [name for name, value in self._values(row).items() if not self._set(name, value, overwrite=first)]
        doubted += [name for name in WORDS if not self._set_words(name, row.words[name], overwrite=first)]
        self.company.name_key = name_key(self.company.name)
        self.company.sort_key = sort_key(self.company.name, self.company.kana)
        return doubted

    def strengthen(self, basis: str, source: str) -> None:
        """Take over a basis that is firmer, and the name of its source unless it is weaker."""
        firmer = _STRENGTH.index(basis) - _STRENGTH.index(self.company.basis)
        if firmer > 0:
            self._set("basis", basis, overwrite=True)
        if firmer >= 0 and source:
            self._set("source", source, overwrite=True)

    def _values(self, row):
        """What the line says, blanks left out; the place only as far as it may change."""
        values = {name: value for name, value in row.values.items() if value != "" or name == "opening_mode"}
        return values | self._place(row)

    def _place(self, row) -> dict:
        place, company = row.place, self.company
        if place is None or (place.lat is None and company.lat is not None) or self.pinned_elsewhere(place):
            return {}
        values = {"address": place.address, "town": place.town, "block": place.block}
        values |= {"building": place.building} if place.building and "building" not in row.values else {}
        values |= {"postal_code": place.postal_code} if place.postal_code and "postal_code" not in row.values else {}
        same_place = (company.town_id, company.block) == (place.town and place.town.pk, place.block)
        manual = company.match_level == Company.MatchLevel.MANUAL
        if manual or (same_place and company.lat is not None and not row.own_point):
            return values  # the point in the database is as good or better
        return values | {"lat": place.lat, "lon": place.lon, "match_level": place.level}

    def pinned_elsewhere(self, place: Place) -> bool:
        """True if somebody set the pin by hand for another address than this one."""
        return self.company.match_level == Company.MatchLevel.MANUAL and self.company.address != place.address

    def _set(self, name, value, *, overwrite) -> bool:
        current = getattr(self.company, name)
        if current == value:
            return True
        if not overwrite and current not in ("", None):
            return name == "name"  # two spellings of one name are no contradiction
        setattr(self.company, name, value)
        self.changed.add(name)
        return True

    def _set_words(self, name, keys, *, overwrite) -> bool:
        current = self.words[name]
        if not keys or keys == current:
            return True
        if current and not overwrite:
            return keys <= current
        self.words[name] = keys
        self.changed.add(name)
        return True


class Known:
    """Finds the company that a line speaks of, among those stored and those of earlier lines."""

    def __init__(self, companies: Iterable[Company]):
        self.drafts: list[Draft] = []
        self.by_number: dict[str, Draft] = {}
        self.slugs: set[str] = set()
        self._by_place: dict[tuple, list[Draft]] = defaultdict(list)
        by_key = {company.pk: self.add(Draft(company)) for company in companies}
        for name in WORDS:
            through = getattr(Company, name).through
            for company_id, word_id in through.objects.values_list("company_id", through_word(name)):
                by_key[company_id].words[name].add(word_id)

    def add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        self.slugs.add(draft.company.slug)
        if not draft.is_new:
            self.index(draft)
        return draft

    def index(self, draft: Draft) -> None:
        """Make a company findable by what it says now; what it said before keeps leading to it."""
        company = draft.company
        if company.corporate_number:
            self.by_number[company.corporate_number] = draft
        for key in _places(company.name_key, company.town_id, company.block, company.address):
            if draft not in self._by_place[key]:
                self._by_place[key].append(draft)

    def at_place(self, name: str, place: Place | None, *, without_number: bool) -> Draft | None:
        """The company of this name there, one without a corporate number first (or only)."""
        town = place and place.town
        for key in _places(name, town and town.pk, place.block if place else "", place.address if place else ""):
            found = sorted(self._by_place[key], key=lambda draft: bool(draft.company.corporate_number))
            found = [draft for draft in found if not (without_number and draft.company.corporate_number)]
            if found:
                return found[0]
        return None


def through_word(name: str) -> str:
    """The column of the join table that holds the word's key."""
    return f"{Company._meta.get_field(name).m2m_reverse_field_name()}_id"


def _places(name, town_id, block, address):
    """Two ways to say where a company is. The second finds one that staff have given a town by hand since."""
    return [("block", name, town_id, block)] * bool(town_id) + [("address", name, address)]
