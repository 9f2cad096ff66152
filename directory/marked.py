"""Which companies have which value, kept so that a few companies can change without reading the rest."""

from array import array
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass

from directory.facts import Facts, Mark

TYPE = "I"  # of the arrays: four bytes for a position


@dataclass(frozen=True)
class Marked:
    """Of every mark the positions of the companies that have it, in order, and of every mark that companies write
    themselves how often it is spelled in which way."""

    members: dict[Mark, array]
    spelled: dict[Mark, Counter]

    @classmethod
    def of(cls, facts: list[Facts]) -> "Marked":
        marked = cls({}, {})
        for position, item in enumerate(facts):
            for mark in item.marks:
                marked._positions(mark).append(position)
            for mark, name in item.spelled.items():
                marked._spellings(mark)[name] += 1
        return marked

    def changed(self, before: dict[int, Facts | None], after: dict[int, Facts | None]) -> "Marked":
        """The same with other facts at some positions; what did not change is shared, nothing of `self` is touched."""
        marked = Marked(dict(self.members), dict(self.spelled))
        for mark in touched(before, after):
            marked.members[mark] = array(TYPE, self.members.get(mark, ()))
            if mark in self.spelled:
                marked.spelled[mark] = Counter(self.spelled[mark])
        for position, item in before.items():
            marked._remove(position, item)
        for position, item in after.items():
            marked._add(position, item)
        for mark in touched(before, after):
            if not marked.members[mark]:
                del marked.members[mark]
                marked.spelled.pop(mark, None)
        return marked

    def _remove(self, position, item):
        for mark in item.marks if item else ():
            positions = self.members[mark]
            del positions[bisect_left(positions, position)]
        for mark, name in item.spelled.items() if item else ():
            self.spelled[mark] -= Counter([name])

    def _add(self, position, item):
        for mark in item.marks if item else ():
            insort(self._positions(mark), position)
        for mark, name in item.spelled.items() if item else ():
            self._spellings(mark)[name] += 1

    def _positions(self, mark):
        return self.members.setdefault(mark, array(TYPE))

    def _spellings(self, mark):
        return self.spelled.setdefault(mark, Counter())


def touched(*some: dict[int, Facts | None]) -> set[Mark]:
    """All marks of these companies."""
    return {mark for facts in some for item in facts.values() if item for mark in item.marks}
