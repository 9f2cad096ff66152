"""What the list page shows. Three statements: the index's stamp, the next visits, how stories begin; words ask more."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import unescape
from itertools import chain

from django.core.paginator import Page, Paginator
from django.db.models.functions import Left
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from bookings.grades import Grade
from core.covers import Cover
from directory import days
from directory.facets import Choice, advice, facets
from directory.filters import MINUTES_FROM_HERE, NEAR, SORTS, CompanyFilter
from directory.inputs import MOST_PEOPLE, day_limits
from directory.models import Company
from directory.places import NEAREST
from pictures.models import Picture
from pictures.showing import showing
from search.services import marked

PER_PAGE = 24
ALWAYS_SHOWN = ("field", "mode", "walk", "station")  # groups that do not stand behind 「もっとしぼりこむ」
AT_FIRST = 12  # values of a long group that are there without opening it
NEAR_MISSES = 3
EAGER = 2  # rows that a phone shows first
MOST_CHIPS = 40  # each holds the whole question in its address: 500 cost 0.2 s and 1 MB
LONGEST = 60  # letters of a story's first sentence


@dataclass(frozen=True)
class Row:
    """One company of the list. `minutes` on foot are from `station`, or from where the visitor is if that is empty.

    The picture of an `eager` one is asked for at once, any other when it comes near the window.
    """

    slug: str
    name: str
    english_name: str
    tagline: str
    town: str
    fields: str
    processes: str
    opening: str
    mode: str
    hit: SafeString
    visit: datetime | None
    station: str
    minutes: int | None
    cover: Cover
    photograph: SafeString
    eager: bool


@dataclass(frozen=True)
class Part:
    """Rows that stand below one heading, and how many companies have it on all pages; `opens` is None without one."""

    opens: bool | None
    count: int
    rows: list[SafeString]


@dataclass(frozen=True)
class Group:
    """One facet as the page shows it; `more` are the values of a long group that one opens, `none` is what a select
    says where nothing is chosen."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    open: bool
    none: str = ""


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
    listed = [row_html(row, language) for row in rows(filters, page.object_list, language)]
    return {
        "filters": filters,
        "bbox": filters.data.get("bbox", ""),
        "here": ",".join(map(str, filters.chosen["here"] or ())),
        "page": page,
        "query": f"{query}&" if query else "",
        "geojson_query": filters.query(without="sort"),
        "rows": listed,
        "parts": parts(filters, page, listed),
        "facets": {name: facet_html(shown[name], language) if name in shown else "" for name in ALWAYS_SHOWN},
        "folded": [facet_html(group, language) for group in folded],
        "visit": visit(filters),
        "near": any(filters.chosen[name] for name in NEAR),
        "inside": any(group.open for group in folded),
        "chips": chips(filters, language, MOST_CHIPS),
        "more_chips": max(0, len(_chosen(filters)) - MOST_CHIPS),
        "sorts": SORTS,
        **({} if page.paginator.count else ways_on(filters, language)),
    }


def parts(filters: CompanyFilter, page: Page, listed: list[SafeString]) -> list[Part]:
    """A page's rows: those with a visit that can be booked, then the others; as one where the order is another."""
    count, first = page.paginator.count, filters.open_first
    if first in (0, count):
        return [Part(None, count, listed)]
    cut = max(0, first + 1 - page.start_index())
    return [part for part in (Part(True, first, listed[:cut]), Part(False, count - first, listed[cut:])) if part.rows]


def visit(filters: CompanyFilter) -> dict:
    """What the page needs to ask for days and people."""
    first, last = day_limits()
    return {
        "quick": days.quick_dates(filters),
        "first": first,
        "last": last,
        "most": MOST_PEOPLE,
        "grades": Grade.choices,
    }


def ways_on(filters: CompanyFilter, language: str) -> dict:
    """What to drop where nothing was found, and the first companies that this would give."""
    found = advice(filters)
    wider = CompanyFilter(QueryDict(found[0].query)) if found else None
    nearest = rows(wider, wider.in_order()[:NEAR_MISSES], language) if wider else []
    return {"advice": found, "near_misses": [row_html(row, language) for row in nearest]}


def rows(filters: CompanyFilter, positions: list[int], language: str) -> list[Row]:
    """The companies at these positions, in this order."""
    index, comma, query = filters.index, gettext("、"), filters.chosen["q"]
    modes = {word.value: word.label(language) for word in index.words["mode"]}
    begun = _beginnings([index.entries[at] for at in positions])
    hits = marked("directory.company", [index.pks[at] for at in positions], query) if query else {}
    words = {at: {group: _labels(index, group, at, language) for group in ("field", "process")} for at in positions}
    photographs = _photographs([index.entries[at].picture_id for at in positions])
    first = positions[:EAGER]
    return [
        Row(
            slug=entry.slug,
            name=entry.name,
            english_name=entry.english_name,
            tagline=entry.tagline or begun.get(entry.pk, ""),
            town=index.town(at),
            fields=comma.join(words[at]["field"]),
            processes=comma.join(words[at]["process"]),
            opening=entry.opening_mode,
            mode=modes.get(entry.opening_mode, ""),
            hit=_unless_said(hits.get(entry.pk, ""), chain.from_iterable(words[at].values())),
            visit=filters.visits.get(at),
            **_walk(filters, at),
            cover=index.cover(at),
            photograph=_photograph(photographs.get(entry.picture_id), at in first),
            eager=at in first,
        )
        for at in positions
        for entry in [index.entries[at]]
    ]


def _labels(index, group, at, language):
    return [word.label(language) for word in index.words_of(group, at)]


def _unless_said(hit, labels):
    """The marked words, unless they are but one of the words that the row has anyway."""
    return "" if unescape(strip_tags(hit)) in labels else hit


def _beginnings(entries):
    """The first sentence of the stories that have no tagline: a row is never a bare record (D13)."""
    pks = [entry.pk for entry in entries if entry.story and not entry.tagline]
    stories = Company.objects.filter(pk__in=pks).order_by().values_list("pk", Left("story", LONGEST + 1))
    return {pk: _first_sentence(story) for pk, story in stories}


def _photographs(pks):
    """How to show these pictures, by primary key; a list without photographs asks nothing."""
    wanted = [pk for pk in pks if pk]
    found = Picture.objects.filter(pk__in=wanted).with_renditions("square") if wanted else []
    return {picture.pk: showing(picture, "square") for picture in found}


def _photograph(shown, eager):
    if not shown:
        return ""
    # Decorative beside the company's name, as the drawing is that stands there otherwise.
    sizes = "(min-width: 64rem) 480px, 88px"
    return render_to_string("pictures/picture.html", {"shown": shown, "sizes": sizes, "alt": "", "eager": eager})


def _first_sentence(story):
    sentence = re.match("[^。\n]*。?", story.strip())[0]
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…"


def _walk(filters, at):
    """The walk from where the visitor is, else from the nearest of the chosen stations, else from the nearest."""
    if filters.chosen["here"]:
        return {"station": "", "minutes": filters.minutes_from_here(at)}
    chosen = [filters.index.word("station", value).name for value in filters.chosen["station"] or ()]
    walks = (walk for walk in filters.index.walks(at) if not chosen or walk.station in chosen)
    nearest = next(walks, None)
    return {"station": nearest.station if nearest else "", "minutes": nearest and nearest.minutes}


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
    return Group(name, str(filters.filters[name].label), tuple(at_first), tuple(more), opened, _none(filters, name))


def _none(filters, name):
    """A station without minutes asks for companies that have it among their nearest, however far."""
    if name != "walk":
        return ""
    among = gettext("指定しない（近い%(count)s駅まで）") % {"count": NEAREST}
    return among if filters.chosen["station"] else gettext("指定しない")


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


def chips(filters: CompanyFilter, language: str, most: int | None = None) -> list[Chip]:
    """Everything chosen, or the first `most` of it, each to be removed by itself."""
    return [_chip(filters, name, item, language) for name, item in _chosen(filters)[:most]]


def _chosen(filters):
    """(name, value) of everything chosen, one value at a time; without what goes together with another."""
    found = []
    for name, value in filters.chosen.items():
        if value and name != "sort" and not _goes_with_another(filters, name):
            found += [(name, item) for item in (value if isinstance(value, list) else [value])]
    return found


def _goes_with_another(filters, name):
    """The minutes go with the place alone, the last day with the first."""
    if name == "walk":
        return _is_from_here_alone(filters)
    return name == "date_to" and filters.chosen["date_from"] is not None


def _chip(filters, name, value, language):
    if name == "here":
        return _chip_of_here(filters)
    if name in days.DAYS:
        return Chip(days.shown(filters, name), "", filters.query(*days.DAYS))
    if name == "people":
        return Chip(days.shown(filters, name), "", filters.query(name))
    query = filters.query((name, value) if isinstance(filters.chosen[name], list) else name)
    return Chip(str(filters.filters[name].label), _shown(filters, name, value, language), query)


def _chip_of_here(filters):
    """The way from here, together with its minutes where no station shares them."""
    label = gettext("いまいる所から歩いて%(minutes)s分以内") % {"minutes": filters.chosen["walk"] or MINUTES_FROM_HERE}
    return Chip(label, "", filters.query("here", *(["walk"] if _is_from_here_alone(filters) else [])))


def _is_from_here_alone(filters):
    return bool(filters.chosen["here"] and not filters.chosen["station"])


def _shown(filters, name, value, language):
    if name in filters.index.known:
        return filters.index.word(name, value).label(language)
    if name == "grade":
        return days.shown(filters, name)
    if name == "walk":
        return gettext("%(minutes)s分以内") % {"minutes": value}
    return "" if name == "bbox" else str(value)
