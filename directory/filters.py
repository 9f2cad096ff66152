"""The one FilterSet of companies, for the page, the API and the map.

A value repeated for one key widens the answer (OR), another key narrows it (AND). Filters work on the sets of
companies in `directory.index` instead of a QuerySet: each says which set its value stands for, so that a facet can
leave itself out and count.
"""

from collections import defaultdict
from itertools import chain

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.grades import Grade
from bookings.wishes import Wish
from core.japanese import strip_controls
from directory import index
from directory.geometry import walking_minutes
from directory.index import LONGEST_WALK
from directory.inputs import MOST_PEOPLE, MOST_VALUES, BoxField, DayField, HereField, QuestionForm, WordsField
from directory.models import Company
from directory.ordering import KEYS
from directory.sets import Found, as_bits, as_positions, in_order
from directory.terms import vocabulary
from directory.upcoming import next_visits
from search.services import found

GROUPS = (
    "field", "process", "machine", "certificate", "area", "town", "station", "mode",
    "free", "recruiting", "scholarship", "fact", "industry",
)  # fmt: skip
NEAR = ("station", "walk", "here")  # they ask together: within these minutes of this station, of this place
VISIT = {"people": "people", "date_from": "first", "date_to": "last", "grade": "grade"}  # and what a Wish calls them
TOGETHER = dict.fromkeys(NEAR, "near") | dict.fromkeys(VISIT, "visit")  # filters of which one set comes
NAMED = 5  # values of one filter that a page names as left out
MINUTES_FROM_HERE = 15  # where only "here" was asked
USUAL_ORDER = "recommended"
SORTS = [(USUAL_ORDER, _("おすすめ順")), ("name", _("名前の順")), ("confirmed", _("情報が新しい順"))]


class Shared:
    """A filter without state of its own but its parent; the copy for each request need not be deep (0.4 ms)."""

    def __deepcopy__(self, memo):
        own = type(self).__new__(type(self))
        own.__dict__ = self.__dict__.copy()
        return own


class QueryFilter(Shared, django_filters.CharFilter):
    def companies(self, query):
        return as_bits(self.parent.ranks) if query else self.parent.index.everything


class WordsFilter(Shared, django_filters.Filter):
    """Values of one facet group; known are the words of the index."""

    @property
    def field(self):
        return WordsField(label=self.label, known=self.parent.index.known[self.field_name])

    def companies(self, values):
        index = self.parent.index
        return index.any_of(self.field_name, values) if values else index.everything


class NearFilter:
    """One of NEAR, with the others of them as they are chosen."""

    def companies(self, value):
        return self.parent.near(**{self.field_name: value})


class StationFilter(NearFilter, WordsFilter):
    pass


class WalkFilter(NearFilter, Shared, django_filters.Filter):
    field_class = forms.IntegerField


class HereFilter(NearFilter, Shared, django_filters.Filter):
    field_class = HereField


class BoxFilter(Shared, django_filters.Filter):
    field_class = BoxField

    def companies(self, box):
        return self.parent.index.within(*box) if box else self.parent.index.everything


class DayFilter(Shared, django_filters.Filter):
    field_class = DayField


class PeopleFilter(Shared, django_filters.Filter):
    field_class = forms.IntegerField


class GradeFilter(Shared, django_filters.ChoiceFilter):
    pass


class SortFilter(Shared, django_filters.ChoiceFilter):
    pass


class CompanyFilter(django_filters.FilterSet):
    """station, walk, here: within `walk` minutes of one of the stations; with `here`, within them of that place, and of
    a station only if one is chosen, too (AND). `walk` alone asks for any station; `here` alone for MINUTES_FROM_HERE.

    date_from, date_to, people, grade: with a visit that such a party can book now, see `bookings.wishes.Wish`. One
    alone asks for any other: people without days for any day that can be booked.
    """

    q = QueryFilter(label=_("ことば"), max_length=100)
    field = WordsFilter(label=_("分野"))
    process = WordsFilter(label=_("加工"))
    machine = WordsFilter(label=_("設備"))
    certificate = WordsFilter(label=_("認証"))
    area = WordsFilter(label=_("地区"))
    town = WordsFilter(label=_("町"))
    station = StationFilter(label=_("駅"))
    walk = WalkFilter(label=_("駅から歩いて"), min_value=1, max_value=LONGEST_WALK)
    here = HereFilter(label=_("今いる場所"))
    mode = WordsFilter(label=_("見学"))
    free = WordsFilter(label=_("見学の料金"))
    recruiting = WordsFilter(label=_("募集"))
    scholarship = WordsFilter(label=_("奨学金返還支援"))
    fact = WordsFilter(label=_("いまの工場"))
    industry = WordsFilter(label=_("業種"))
    date_from = DayFilter(label=_("いつから"))
    date_to = DayFilter(label=_("いつまで"))
    people = PeopleFilter(label=_("人数"), min_value=1, max_value=MOST_PEOPLE)
    grade = GradeFilter(label=_("いまの学年"), choices=Grade.choices)
    bbox = BoxFilter(label=_("地図の範囲"))
    sort = SortFilter(label=_("並び順"), choices=SORTS)

    class Meta:
        model = Company
        fields = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(QueryDict() if data is None else data, queryset, **kwargs)
        self.index = index.current()
        self.ignored = []  # (label, value) of what `forgiving` left out
        self.reasons = []  # sentences that say why, where the value does not show it
        self._visits = {}

    @classmethod
    def forgiving(cls, data):
        """The filter of a page: what is unknown or broken is left out, and named in `ignored`."""
        strict = cls(data)
        if not strict.errors:
            return strict
        kept, ignored, reasons = data.copy(), [], []
        for name, sentences in strict.errors.items():
            good, bad = strict._sorted_out(name, data.getlist(name))
            kept.setlist(name, good)
            ignored += [(strict.filters[name].label, value) for value in bad]
            reasons += sentences if name in ("date_from", "date_to") else []
        filters = cls(kept)
        filters.ignored, filters.reasons = ignored, list(dict.fromkeys(reasons))
        return filters

    def _sorted_out(self, name, values):
        """The values of a filter that can be kept, and those to be named as left out."""
        known = self.index.known.get(name, ())
        good = [value for value in dict.fromkeys(values) if value in known]
        bad = [strip_controls(value)[:40] for value in dict.fromkeys(values) if value and value not in known]
        more = len(good[MOST_VALUES:]) + len(bad[NAMED:])
        return good[:MOST_VALUES], bad[:NAMED] + ([gettext("ほか%(count)s件") % {"count": more}] if more else [])

    @property
    def form(self):
        """The form of what was asked; the fields of all filters took 1 ms."""
        if not hasattr(self, "_form"):
            self._form = QuestionForm(self.data)
            self._form.fields = {name: item.field for name, item in self.filters.items() if name in self.data}
        return self._form

    @cached_property
    def chosen(self):
        """The cleaned values by name; what has an error counts as not chosen."""
        self.form.is_valid()
        return {name: self.form.cleaned_data.get(name) or None for name in self.filters}

    @cached_property
    def ranks(self):
        """Positions that answer the question `q`, with how near (0 best)."""
        position = self.index.position
        ranks = found("directory.company", self.chosen["q"], vocabulary(self.index.stamp))
        return {position[pk]: rank for pk, rank in ranks.items() if pk in position}

    @cached_property
    def _sets(self):
        names = [name for name, value in self.chosen.items() if value and name not in (*TOGETHER, "sort")]
        sets = {name: self.filters[name].companies(self.chosen[name]) for name in names}
        if any(self.chosen[name] for name in NEAR):
            sets["near"] = self.near()
        if self.asks_for_visit:
            sets["visit"] = self.bookable()
        return sets

    @property
    def asks_for_visit(self) -> bool:
        """Whether only companies with a visit that can be booked now are asked for."""
        return any(self.chosen[name] for name in VISIT)

    def near(self, **instead) -> int:
        """The set of companies that the three of NEAR leave together, with other values in place of the chosen."""
        asked = {name: self.chosen[name] for name in NEAR} | instead
        companies, minutes = self.index.everything, asked["walk"]
        if asked["here"]:
            companies &= self.index.around(asked["here"], minutes or MINUTES_FROM_HERE)
        if asked["station"] or (minutes and not asked["here"]):
            companies &= self.index.near(asked["station"], minutes)
        return companies

    def bookable(self, **instead) -> int:
        """The set of companies with a visit as VISIT asks together, with other values in place of the chosen."""
        asked = {name: self.chosen[name] for name in VISIT} | instead
        return as_bits(self._visits_as(asked)) if any(asked.values()) else self.index.everything

    @cached_property
    def companies(self) -> int:
        """The set of companies that all filters together leave."""
        return self.others()

    def others(self, *names) -> int:
        """The set of companies that all filters but these leave (those of NEAR go together, those of VISIT, too)."""
        left_out = {TOGETHER.get(name, name) for name in names}
        companies = self.index.everything
        for other, passing in self._sets.items():
            if other not in left_out:
                companies &= passing
        return companies

    def without(self, *names) -> int:
        """The set of companies if these filters had no value."""
        companies = self.others(*names)
        for group, rest in ((NEAR, self.near), (VISIT, self.bookable)):
            if dropped := {name: None for name in names if name in group}:
                companies &= rest(**dropped)
        return companies

    def is_narrowed_by(self, name) -> bool:
        """Whether `others(name)` may be more than `companies`."""
        return TOGETHER.get(name, name) in self._sets

    def count_with(self, name, *values) -> list[int]:
        """For each value how many companies there are if filter `name` had it and all others stayed."""
        others, companies = self.others(name), self.filters[name].companies
        return [(others & companies(value)).bit_count() for value in values]

    @cached_property
    def visits(self):
        """The next bookable visit by position, of those that are asked for."""
        return self._visits_as({name: self.chosen[name] for name in VISIT})

    def _visits_as(self, asked):
        wish = Wish(**{VISIT[name]: value for name, value in asked.items()})
        if wish not in self._visits:
            position = self.index.position
            self._visits[wish] = {position[pk]: start for pk, start in next_visits(wish).items() if pk in position}
        return self._visits[wish]

    def in_order(self) -> Found:
        """The positions of the companies found. First screen never bare: next visit, then story, then confirmed.

        Before that comes how well the words are met; before that the way on foot, by the minute: from `here`, else from
        the nearest of the chosen stations.
        """
        sort = self.chosen["sort"] or USUAL_ORDER
        if sort == USUAL_ORDER:
            positions = chain.from_iterable(map(self._soonest_first, self._levels))
        else:
            positions = self._by(sort, self.companies)
        return Found(self.companies.bit_count(), positions)

    @property
    def open_first(self) -> int:
        """How many companies of the order stand before all others because a visit can be booked; 0 where it mixes them."""
        if (self.chosen["sort"] or USUAL_ORDER) != USUAL_ORDER or len(self._levels) > 1:
            return 0
        return (self.companies & as_bits(self.visits)).bit_count()

    @cached_property
    def _levels(self):
        """The sets of companies of which one stands wholly before the next."""
        levels = [self.companies]
        for finer in (self._by_way, self._by_rank):
            levels = [both for level in levels for part in finer() if (both := level & part)]
        return levels

    def _by_way(self):
        if self.chosen["here"]:
            return self.index.minutes_around(self.chosen["here"]).values()
        return self.index.minutes_from(self.chosen["station"]) if self.chosen["station"] else [-1]

    def _by_rank(self):
        if not self.chosen["q"]:
            return [-1]
        positions = defaultdict(list)
        for position, rank in self.ranks.items():
            positions[rank].append(position)
        return [as_bits(positions[rank]) for rank in sorted(positions)]

    def _soonest_first(self, companies):
        soon = sorted(
            (at for at in self.visits if companies >> at & 1), key=lambda at: (self.visits[at], self._key(at))
        )
        yield from soon
        yield from self._by(USUAL_ORDER, companies & ~as_bits(soon) if soon else companies)

    def _key(self, position):
        return KEYS[USUAL_ORDER](self.index.entries[position])

    def _by(self, sort, companies):
        entries, key = self.index.entries, KEYS[sort]
        return in_order(companies, self.index.orders[sort], lambda at: key(entries[at]))

    def minutes_from_here(self, position: int) -> int | None:
        """Minutes on foot from `here` to a company; None without either point."""
        entry = self.index.entries[position]
        if not self.chosen["here"] or entry.lat is None:
            return None
        return walking_minutes(self.chosen["here"], (entry.lat, entry.lon))

    def filter_queryset(self, queryset):
        return queryset.filter(pk__in=[self.index.pks[position] for position in as_positions(self.companies)])

    def query(self, without=None, *further) -> str:
        """The chosen state as a query string in fixed order; `without` and `further` leave out names or (name, value)."""
        left_out = {without, *further}
        query = QueryDict(mutable=True)
        for name, value in self.chosen.items():
            if name in ("bbox", "here") and value:
                value = ",".join(map(str, value))
            for item in value if isinstance(value, list) else [value]:
                if item and not left_out & {name, (name, item)} and (name, item) != ("sort", USUAL_ORDER):
                    query.appendlist(name, item)
        return query.urlencode()
