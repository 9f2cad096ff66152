"""One company as a list would leave it, and what is changed about it.

Three ways: what stands there now, what the list says, and what the last list said (`ImportedFacts`). Who reads a value
that is another than the last list's knows that somebody changed it since, and leaves it to people: a proposal.
"""

from dataclasses import dataclass, field

from core.japanese import name_key, sort_key
from directory.importing import facts
from directory.importing.facts import BLANK, PLACE, POINT, WORDS
from directory.importing.known import Entry
from directory.importing.locating import Place
from directory.importing.rows import CleanRow
from directory.models import Company

_MISSING = object()


@dataclass(eq=False)
class Draft:
    """The row of the database changed in memory; `words`, `said`, `proposed` as they will be."""

    entry: Entry
    company: Company
    is_new: bool = False
    words: dict[str, set[int]] = field(default_factory=lambda: {name: set() for name in WORDS})
    said: dict = field(default_factory=dict)  # by field what the last list said: ImportedFacts.values
    proposed: dict[str, list] = field(default_factory=dict)  # open proposals by field: [value, key of the run]
    run: int | None = None  # the run that proposes
    changed: dict[str, object] = field(default_factory=dict)  # field → what stood there
    changed_said: bool = False
    changed_proposals: set[str] = field(default_factory=set)
    _was: dict = field(default_factory=dict)
    _doubted: list[str] = field(default_factory=list)
    _left: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """From here on `before` and `after` tell of the next line."""
        self._was = {"company": {}, "imported": {}, "proposed": {}}
        self._doubted, self._left = [], []

    @property
    def doubted(self) -> list[str]:
        """The fields in which the line was not believed, because an earlier one of the list says something else."""
        return self._doubted

    @property
    def left(self) -> list[str]:
        """The fields that became proposals, because somebody had changed them."""
        return self._left

    @property
    def line_changed_company(self) -> bool:
        return bool(self._was["company"])

    def before(self) -> dict | None:
        """What the line changed, as it was; fields of the company, and under two more names memory and proposals."""
        was = self._was
        extra = {name: was[name] for name in ("imported", "proposed") if was[name]}
        return was["company"] | extra or None

    def after(self) -> dict | None:
        now = {name: self.now(name) for name in self._was["company"]}
        if self._was["imported"]:
            now["imported"] = {name: self.said.get(name) for name in self._was["imported"]}
        if self._was["proposed"]:
            now["proposed"] = {name: self.proposed.get(name) for name in self._was["proposed"]}
        return now or None

    def merge(self, row: CleanRow, *, first: bool) -> None:
        """Take over what a line says; blank cells say nothing.

        A list's first line about a company may overwrite what is stored; a further line of the same list only fills
        blanks, or two lines that differ would overwrite each other at every run.
        """
        for name, value in row.values.items():
            if value != "" or name == "opening_mode":
                self.take(name, value, first=first)
        for name in WORDS:
            if keys := row.words.get(name):
                self._take_words(name, keys, first=first)
        if row.place is not None:
            self._take_place(row, row.place, first=first)
        self.derive()

    def take(self, name: str, value, *, first: bool = True) -> None:
        """One value, if nobody changed it since the last list; else a proposal, if the list says something new."""
        value, now, said = facts.as_json(value), self.now(name), self.said.get(name, _MISSING)
        by_hand = now not in BLANK if said is _MISSING else now != said
        if now == value:
            self.remember(name, value)
            self._close(name)
        elif not by_hand and (first or now in BLANK):
            self.put(name, value)
            self.remember(name, value)
        elif not first:
            self._doubt(name)
        elif value != said:
            self._propose(name, value, now)

    def _take_words(self, name, keys, *, first):
        if not first and keys <= self.words[name]:
            return
        self.take(name, keys, first=first)

    def put(self, name: str, value) -> None:
        """Write a value whatever stands there."""
        self._was["company"].setdefault(name, self.now(name))
        self.changed.setdefault(name, self.now(name))
        if name in WORDS:
            self.words[name] = set(value)
        else:
            facts.put(self.company, name, value)

    def strengthen(self, basis: str, source: str) -> None:
        """Take over a basis that is firmer, and the name of its source unless it is weaker."""
        firmer = Company.Basis(basis).strength - Company.Basis(self.company.basis).strength
        if firmer > 0:
            self.put("basis", basis)
        if firmer >= 0 and source and self.company.source != source:
            self.put("source", source)

    def pinned_elsewhere(self, place: Place) -> bool:
        """True if somebody set the pin by hand for another address than this one."""
        return self.company.match_level == Company.MatchLevel.MANUAL and self.company.address != place.address

    def _take_place(self, row, place, *, first):
        company = self.company
        as_written = row.written == company.address != ""
        if (place.lat is None and company.lat is not None) or (self.pinned_elsewhere(place) and not as_written):
            return
        if not as_written and not self._take_address(place, first=first):
            return
        for name in ("building", "postal_code"):
            # an address that stands as it is written holds its building already
            if not as_written and getattr(place, name) and name not in row.values:
                self.take(name, getattr(place, name), first=first)
        if row.own_point and company.match_level != Company.MatchLevel.MANUAL:
            self._take_own_point(place, first=first)

    def _take_address(self, place, *, first) -> bool:
        """Address, town and block, and the point that goes with them; False if they are not taken."""
        company, known = self.company, self.company.lat is not None
        new = dict(zip(PLACE, (place.address, place.town and place.town.pk, place.block), strict=True))
        now = {name: self.now(name) for name in PLACE}
        said = self.said.get("address", _MISSING)
        by_hand = bool(company.address) if said is _MISSING else now != said
        if now == new:
            self.remember("address", new)
            self._close("address")
        elif self._same_but_placed(now, new, said):
            return True
        elif not company.address or (first and not by_hand):
            for name, value in new.items():
                if now[name] != value:
                    self.put(name, value)
            self.remember("address", new)
            known = known and (now["town"], now["block"]) == (new["town"], new["block"])
        else:
            if not first:
                self._doubt("address")
            elif new != said:
                self._propose("address", new | self._point(place), now)
            return False
        if not known and company.match_level != Company.MatchLevel.MANUAL:
            self._put_point(place)
        return True

    def _same_but_placed(self, now, new, said) -> bool:
        """True if staff or the address search have given a town to the very address that the list names."""
        return (
            now["address"] == new["address"]
            and new["town"] is None
            and now["town"] is not None
            and said in (new, _MISSING)
        )

    def _take_own_point(self, place, *, first):
        """The list's own point, unless it is the one it said last time: then a finer one may have been found since."""
        point = [place.lat, place.lon, place.level]
        if point == [self.now(name) for name in POINT]:
            self.remember("point", point)
        elif first and point != self.said.get("point"):
            self._put_point(place)
            self.remember("point", point)

    def _point(self, place) -> dict:
        return dict(zip(POINT, (place.lat, place.lon, place.level), strict=True))

    def _put_point(self, place):
        for name, value in self._point(place).items():
            if self.now(name) != value:
                self.put(name, value)

    def remember_former_name(self, name: str) -> None:
        """Lists that still call the company so go on finding it by its number."""
        names = self.said.get("former_names", [])
        if name not in names:
            self.remember("former_names", [*names, name])

    def derive(self) -> None:
        """What follows from other values: the keys of identity and order."""
        company = self.company
        for name, value in {
            "name_key": name_key(company.name),
            "sort_key": sort_key(company.name, company.kana),
        }.items():
            if getattr(company, name) != value:
                self.put(name, value)

    def now(self, name: str):
        """What stands there, as JSON."""
        return sorted(self.words[name]) if name in WORDS else facts.value_of(self.company, name)

    def remember(self, name: str, value) -> None:
        """Note what the list says, for the next list."""
        if self.said.get(name, _MISSING) != value:
            self._was["imported"].setdefault(name, self.said.get(name))
            self.said[name] = value
            self.changed_said = True

    def restore(self, memory: dict[str, dict]) -> None:
        """What imports remember, and what they proposed, as it was: under "imported" and "proposed", None for nothing."""
        for held, was in ((self.said, memory["imported"]), (self.proposed, memory["proposed"])):
            for name, value in was.items():
                held.pop(name, None)
                held |= {name: value} if value is not None else {}
        self.changed_said |= bool(memory["imported"])
        self.changed_proposals |= memory["proposed"].keys()

    def _doubt(self, name):
        if name != "name":  # two spellings of one name are no contradiction
            self._doubted.append(name)

    def _propose(self, name, value, now):
        self.remember(name, {part: value[part] for part in PLACE} if name == "address" else value)
        if name == "name" and name_key(value) == name_key(now):
            return
        self._was["proposed"].setdefault(name, self.proposed.get(name))
        self.proposed[name] = [value, self.run]
        self.changed_proposals.add(name)
        self._left.append(name)

    def _close(self, name):
        """The list and the directory agree: an older list's proposal has nothing more to say."""
        if name in self.proposed:
            self._was["proposed"].setdefault(name, self.proposed.pop(name))
            self.changed_proposals.add(name)
