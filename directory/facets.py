"""Facets: beside every value the number of results if it were the only choice in its group, all others kept (D5)."""

from dataclasses import dataclass

from directory.filters import GROUPS, CompanyFilter
from directory.index import WALKS


@dataclass(frozen=True)
class Choice:
    value: str | int
    label: str
    count: int
    chosen: bool


def facets(filters: CompanyFilter, language: str) -> dict[str, list[Choice]]:
    """Group → its values in the vocabulary's order. Values without results stand there only if they are chosen."""
    return {group: _choices(filters, group, language) for group in GROUPS} | {"walk": _walks(filters)}


def _choices(filters, group, language):
    words, chosen = filters.index.words[group], filters.chosen[group] or ()
    counts = filters.count_with(group, *([word.value] for word in words))
    return [
        Choice(word.value, word.label(language), count, word.value in chosen)
        for word, count in zip(words, counts, strict=True)
        if count or word.value in chosen
    ]


def _walks(filters):
    minutes = filters.chosen["walk"]
    limits = sorted({*WALKS, minutes} - {None})
    counts = zip(limits, filters.count_with("walk", *limits), strict=True)
    return [Choice(limit, str(limit), count, limit == minutes) for limit, count in counts if count or limit == minutes]


@dataclass(frozen=True)
class Advice:
    """What to drop when nothing was found."""

    label: str
    count: int
    query: str


def advice(filters: CompanyFilter) -> list[Advice]:
    """For each filter in use how many companies dropping it alone gives, most first; those that give none left out."""
    found = []
    for name, value in filters.chosen.items():
        if value and name != "sort" and (count := filters.count_with(name, None)[0]):
            found.append(Advice(str(filters.filters[name].label), count, filters.query(without=name)))
    return sorted(found, key=lambda item: -item.count)
