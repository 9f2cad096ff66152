"""What the list page shows. Two statements: the index's stamp and the next visits; two more for a question's words."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from directory.facets import Choice, advice, facets
from directory.filters import SORTS, CompanyFilter
from directory.index import as_positions

PER_PAGE = 24
ALWAYS_SHOWN = ("field", "mode", "walk", "station")  # groups that do not stand behind 「もっとしぼりこむ」
AT_FIRST = 12  # values of a long group that are there without opening it
NEAR_MISSES = 3


@dataclass(frozen=True)
class Row:
    """One company of the list. `minutes` on foot are from `station`, or from where the visitor is if that is empty."""

    slug: str
    name: str
    english_name: str
    tagline: str
    town: str
    fields: str
    processes: str
    mode: str
    visit: datetime | None
    station: str
    minutes: int | None


@dataclass(frozen=True)
class Group:
    """One facet as the page shows it; `more` are the values of a long group that one opens."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    open: bool


@dataclass(frozen=True)
class Chip:
    """One chosen value, and the query without it."""

    label: str
    value: str
    query: str


def listing(filters: CompanyFilter, page_number: str | None, language: str) -> dict:
    """The context of the list page for a filter and a page number (the nearest if there is no such page)."""
    page = Paginator(filters.in_order(), PER_PAGE).get_page(page_number)
    query, shown = filters.query(), groups(filters, language)
    folded = [group for name, group in shown.items() if name not in ALWAYS_SHOWN]
    return {
        "filters": filters,
        "bbox": filters.data.get("bbox", ""),
        "page": page,
        "query": f"{query}&" if query else "",
        "geojson_query": filters.query(without="sort"),
        "rows": [row_html(row, language) for row in rows(filters, page, language)],
        "facets": {name: facet_html(shown[name], language) if name in shown else "" for name in ALWAYS_SHOWN},
        "folded": [facet_html(group, language) for group in folded],
        "inside": any(group.open for group in folded),
        "chips": chips(filters, language),
        "sorts": SORTS,
        **({} if page.paginator.count else ways_on(filters, language)),
    }


def ways_on(filters: CompanyFilter, language: str) -> dict:
    """What to drop where nothing was found, and the first companies that this would give."""
    others = [filters.others(name) for name, value in filters.chosen.items() if value and name != "sort"]
    nearest = as_positions(max(others, key=int.bit_count, default=0))[:NEAR_MISSES]
    return {
        "advice": advice(filters),
        "near_misses": [row_html(row, language) for row in rows(filters, nearest, language)],
    }


def rows(filters: CompanyFilter, positions: Page | list[int], language: str) -> list[Row]:
    """The companies at these positions, in this order, without a further statement."""
    index, comma = filters.index, gettext("、")
    modes = {word.value: word.label(language) for word in index.words["mode"]}
    return [
        Row(
            slug=entry.slug,
            name=entry.name,
            english_name=entry.english_name,
            tagline=entry.tagline,
            town=index.town(at),
            fields=comma.join(word.label(language) for word in index.words_of("field", at)),
            processes=comma.join(word.label(language) for word in index.words_of("process", at)),
            mode=modes.get(entry.opening_mode, ""),
            visit=filters.visits.get(at),
            **_walk(filters, at),
        )
        for at in positions
        for entry in [index.entries[at]]
    ]


def _walk(filters, at):
    """The walk from the nearest station, or the nearest of the chosen ones."""
    chosen = {word.name for word in filters.index.words["station"] if word.value in (filters.chosen["station"] or ())}
    for walk in filters.index.walks(at):
        if not chosen or walk.station in chosen:
            return {"station": walk.station, "minutes": walk.minutes}
    return {"station": "", "minutes": None}


@lru_cache(maxsize=4096)
def row_html(row: Row, language: str) -> SafeString:
    """A row's markup, which depends on nothing but its arguments; 24 rows took 2 of the page's 9 CPU ms."""
    return render_to_string("directory/parts/row.html", {"row": row, "language": language})


def groups(filters: CompanyFilter, language: str) -> dict[str, Group]:
    """The facets as the page shows them. Towns only within chosen areas: two hundred in a list help nobody."""
    found = facets(filters, language)
    if not (filters.chosen["area"] or filters.chosen["town"]):
        found["town"] = []
    return {name: _group(filters, name, choices) for name, choices in found.items() if choices}


def _group(filters, name, choices):
    at_first, more = _folded(choices) if name != "walk" else (choices, [])
    opened = any(item.chosen for item in choices)
    return Group(name, str(filters.filters[name].label), tuple(at_first), tuple(more), opened)


def _folded(choices):
    """The values of a group in two: the chosen and the most frequent, then the rest; each in the group's order."""
    if len(choices) <= AT_FIRST + 3:  # nobody opens a list for three values
        return choices, []
    ranked = sorted(choices, key=lambda item: (not item.chosen, -item.count))
    first = {item.value for item in ranked[: max(AT_FIRST, sum(item.chosen for item in choices))]}
    return [item for item in choices if item.value in first], [item for item in choices if item.value not in first]


@lru_cache(maxsize=512)
def facet_html(group: Group, language: str) -> SafeString:
    """A facet's markup, which depends on nothing but its arguments: a hundred boxes took 3 of the page's 12 CPU ms."""
    return render_to_string("directory/parts/facet.html", {"group": group})


def chips(filters: CompanyFilter, language: str) -> list[Chip]:
    """Everything chosen, each to be removed by itself."""
    found = []
    for name, value in filters.chosen.items():
        if not value or name == "sort":
            continue
        words = {word.value: word.label(language) for word in filters.index.words.get(name, ())}
        for item in value if isinstance(value, list) else [value]:
            shown = _shown(name, words.get(item, item))
            without = (name, item) if isinstance(value, list) else name
            found.append(Chip(str(filters.filters[name].label), shown, filters.query(without)))
    return found


def _shown(name, value):
    if name == "walk":
        return gettext("%(minutes)s分以内") % {"minutes": value}
    return "" if name == "bbox" else str(value)
