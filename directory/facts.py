"""Reading what the directory's index knows of companies: what lists show, and all values by which they are found."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import BooleanField, Case, TextField, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from core.field_signs import FieldSign, field_sign
from directory.lines import certificates, machines
from directory.models import Company, CompanyStation, Field, Industry, Process, Station, Town
from directory.open_points import with_open_point

TEXTS = ("machine", "certificate")  # groups whose values companies write themselves


@dataclass(frozen=True)
class Word:
    """A value of a facet group, with its names in both languages and, of fields, what its sign is made of."""

    value: str
    name: str
    english_name: str = ""
    colour: str = ""
    number: int | None = None  # the primary key

    def label(self, language: str) -> str:
        return (language == "en" and self.english_name) or str(self.name)

    @property
    def sign(self) -> FieldSign:
        """What is drawn for a field."""
        return field_sign(self.value, self.colour, self.number)


class Entry(NamedTuple):
    """What lists and the map show of a company; `story` is told only as there or not, the point as far as it is open,
    of the photograph that stands for it the primary key."""

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
    picture_id: int | None


class Mark:
    """One value of one group, as an object of its own: sets of companies are counted by identity."""

    __slots__ = ("group", "value")

    def __init__(self, group, value):
        self.group, self.value = group, value


class Facts(NamedTuple):
    """One company. `marks` are all its values; `walks` (station's slug, minutes), nearest first; `spelled` the
    names that it writes for its values of TEXTS."""

    entry: Entry
    marks: tuple[Mark, ...]
    walks: tuple[tuple[str, int], ...]
    spelled: dict[Mark, str]


class Vocabulary:
    """All values but those that companies write themselves: `words[group]` in order."""

    def __init__(self):
        columns = ("pk", "slug", "name", "english_name", "colour")
        self.slugs, self.words = {}, {}
        for group, model in (("field", Field), ("process", Process)):
            rows = list(model.objects.values_list(*columns))
            self.slugs[group] = {row[0]: row[1] for row in rows}
            self.words[group] = [Word(*row[1:], number=row[0]) for row in rows]
        self._read_places()
        choices = {
            "area": Town.Area.choices,
            "mode": Company.OpeningMode.choices,
            "recruiting": Company.Recruiting.choices,
            "fact": Company.Fact.choices,
            "industry": Industry.choices,
            "scholarship": [("yes", _("奨学金返還支援の対象"))],
            "free": [("yes", _("見学が無料"))],
        }
        self.words |= {group: [Word(*choice) for choice in pairs if choice[0]] for group, pairs in choices.items()}
        self._marks = {}

    def _read_places(self):
        towns = list(Town.objects.values_list("pk", "slug", "name", "area"))
        self.towns = {pk: (slug, name, area) for pk, slug, name, area in towns}
        self.words["town"] = [Word(slug, name) for _pk, slug, name, _area in towns]
        stations = list(Station.objects.values_list("pk", "slug", "name", "lat", "lon", "lines"))
        self.slugs["station"] = {row[0]: row[1] for row in stations}
        self.words["station"] = [Word(slug, name) for _pk, slug, name, *_rest in stations]
        self.stations = {slug: (name, lat, lon, lines) for _pk, slug, name, lat, lon, lines in stations}

    def mark(self, group: str, value) -> Mark:
        """The one Mark of this value."""
        found = self._marks.get((group, value))
        return found or self._marks.setdefault((group, value), Mark(group, value))


def read(vocabulary: Vocabulary, pks: list[int] | None = None) -> list[Facts]:
    """What is known of the companies that anybody may see; of `pks` alone if given."""
    walks = _by_company(CompanyStation.objects.order_by("rank").values_list("company_id", "station_id", "minutes"), pks)
    words = {}
    for group, through in (("field", Company.fields.through), ("process", Company.processes.through)):
        words[group] = _by_company(through.objects.order_by("pk").values_list("company_id", f"{group}_id"), pks)
    free = _free(pks)
    return [_facts(vocabulary, row, walks, words, row[0] in free) for row in _rows(pks)]


def _rows(pks):
    """(columns of Entry, then the other columns of `_facts`) of each company."""
    told = Case(When(story="", then=False), default=True, output_field=BooleanField())
    # As text: most are "[]", and JSON of 100,000 rows would be parsed 200,000 times.
    lists = {f"{name}_text": Cast(name, TextField()) for name in ("recruiting", "facts")}
    columns = [{"lat": "open_lat", "lon": "open_lon", "story": "told"}.get(name, name) for name in Entry._fields]
    companies = with_open_point(Company.objects.public()).order_by().annotate(told=told, **lists)
    if pks is not None:
        companies = companies.filter(pk__in=pks)
    return companies.values_list(
        *columns, "industry", "scholarship", "recruiting_text", "facts_text", "machines", "certificates"
    )


def _free(pks):
    """The companies with a published visit that costs nothing. Looks upward by name alone, as `upcoming` does."""
    companies = Company.objects.filter(tours__live=True, tours__fee=0).order_by()
    return set((companies if pks is None else companies.filter(pk__in=pks)).values_list("pk", flat=True))


def _by_company(rows, pks):
    found = {}
    for company, *rest in rows if pks is None else rows.filter(company_id__in=pks):
        found.setdefault(company, []).append(rest)
    return found


def _facts(vocabulary, row, walks, words, free):
    entry = Entry._make(row[: len(Entry._fields)])
    industry, scholarship, recruiting, facts, machine_text, certificate_text = row[len(Entry._fields) :]
    near = [(slug, minutes) for pk, minutes in walks.get(entry.pk, ()) if (slug := vocabulary.slugs["station"].get(pk))]
    _slug, _name, area = vocabulary.towns.get(entry.town_id, ("", "", ""))
    spelled = {vocabulary.mark("machine", item.key): item.name for item in machines(machine_text)}
    spelled |= {vocabulary.mark("certificate", item.key): item.name for item in certificates(certificate_text)}
    values = [("town", _slug), ("area", area), ("mode", entry.opening_mode), ("industry", industry)]
    values += [(group, vocabulary.slugs[group].get(pk)) for group in words for (pk,) in words[group].get(entry.pk, ())]
    values += [("recruiting", value) for value in _list(recruiting)] + [("fact", value) for value in _list(facts)]
    values += [("scholarship", "yes")] if scholarship else []
    values += [("free", "yes")] if free else []
    values += [("station", slug) for slug, _minutes in near] + [("walk", walk) for walk in near]
    values += [("nearest", min(minutes for _slug, minutes in near))] if near else []
    marks = dict.fromkeys(vocabulary.mark(*value) for value in values if value[1])
    return Facts(entry, (*marks, *spelled), tuple(near), spelled)


@lru_cache(maxsize=1024)
def _list(text):
    return tuple(json.loads(text))
