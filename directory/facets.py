"""Facets: beside every value the number of results if it were the only choice in its group, all others kept (D5)."""

import re
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import get_language, gettext

from core.field_signs import FieldSign
from directory.days import DAYS, shown
from directory.facts import TEXTS
from directory.filters import GROUPS, VISIT, CompanyFilter
from directory.index import WALKS
from search.questions import MOST_WORDS

CHEAP = 40  # values that are counted one by one sooner than company by company
WORD = re.compile(r'-?(?:"[^"]*"|「[^」]*」)|\S+')  # what of a question can be dropped


class Choice(NamedTuple):
    """A value as the page offers it; `sign` is what is drawn beside a field's name."""

    value: str | int
    label: str
    count: int
    chosen: bool
    sign: FieldSign | None = None


def facets(filters: CompanyFilter, language: str) -> dict[str, list[Choice]]:
    """Group → its values in the vocabulary's order. Values without results stand there only if they are chosen."""
    counts = _Counts(filters)
    return {group: _choices(filters, counts, group, language) for group in GROUPS} | {"walk": _walks(filters, counts)}


class _Counts:
    """How many companies each value would give; what no group narrows is counted once for all groups."""

    def __init__(self, filters):
        self._filters, self._tallies = filters, {}

    def of(self, group, values):
        """For each value the count; of `station` and `walk` with the others of NEAR as they are chosen."""
        narrowed = self._filters.is_narrowed_by(group)
        if narrowed and (group in ("station", "walk") or len(values) <= CHEAP):
            as_chosen = [[value] for value in values] if group != "walk" else values
            return self._filters.count_with(group, *as_chosen)
        tally = self._tally(self._filters.others(group))
        if group == "walk":
            return [sum(tally("nearest", walk) for walk in range(1, limit + 1)) for limit in values]
        return [tally(group, value) for value in values]

    def _tally(self, companies):
        if companies not in self._tallies:
            self._tallies[companies] = self._filters.index.tally(companies)
        return self._tallies[companies]


def _choices(filters, counts, group, language):
    index, chosen = filters.index, filters.chosen[group] or ()
    words = index.words[group]
    if chosen and group in TEXTS:
        words = words + [index.word(group, value) for value in chosen if index.is_rare(group, value)]
    return [
        Choice(word.value, word.label(language), count, word.value in chosen, word.sign if group == "field" else None)
        for word, count in zip(words, counts.of(group, [word.value for word in words]), strict=True)
        if count or word.value in chosen
    ]


def _walks(filters, counts):
    minutes = filters.chosen["walk"]
    limits = sorted({*WALKS, minutes} - {None})
    found = zip(limits, counts.of("walk", limits), strict=True)
    return [Choice(limit, str(limit), count, limit == minutes) for limit, count in found if count or limit == minutes]


@dataclass(frozen=True)
class Advice:
    """What to drop when nothing was found: the filter's label, the value if it has but one, the number it gives."""

    label: str
    count: int
    query: str
    value: str = ""


def advice(filters: CompanyFilter) -> list[Advice]:
    """For each filter in use how many companies dropping it alone gives, most first; those that give none left out.

    Of several words in `q` each is dropped by itself, too. Where no single thing helps, pairs of filters are offered.
    """
    used = _used(filters)
    found = [_dropping(filters, thing) for thing in used] + list(_words_to_drop(filters))
    if not any(item.count for item in found):
        found = [_dropping(filters, *pair) for pair in combinations(used, 2)]
    return sorted((item for item in found if item.count), key=lambda item: -item.count)


def _used(filters):
    """What can be dropped by itself, as names of filters; the two days of a visit go together."""
    used = [name for name, value in filters.chosen.items() if value and name != "sort"]
    days = tuple(name for name in used if name in DAYS)
    return [(name,) for name in used if name not in days] + ([days] if days else [])


def _dropping(filters, *things):
    names = [name for thing in things for name in thing]
    label = gettext("と").join(_label(filters, thing[0]) for thing in things)
    value = _value(filters, names[0]) if len(things) == 1 else ""
    return Advice(label, filters.without(*names).bit_count(), filters.query(*names), value)


def _label(filters, name):
    return gettext("日にち") if name in DAYS else str(filters.filters[name].label)


def _value(filters, name):
    """What is shown of a filter's value, if it has but one that can be told in a word."""
    value = filters.chosen[name]
    if name in VISIT:
        return shown(filters, name)
    if not isinstance(value, list):
        return value if name == "q" else ""
    return filters.index.word(name, value[0]).label(get_language() or "ja") if len(value) == 1 else ""


def _words_to_drop(filters):
    words = WORD.findall(filters.chosen["q"] or "")[:MOST_WORDS]
    for word in words if len(words) > 1 else ():
        query = QueryDict(filters.query(), mutable=True)
        query["q"] = " ".join(other for other in words if other != word)
        left = CompanyFilter(query)
        yield Advice(str(filters.filters["q"].label), left.companies.bit_count(), left.query(), word)
