"""The one FilterSet of companies, for the page, the API and the map.

A value repeated for one key widens the answer (OR), another key narrows it (AND). Filters work on the sets of
companies in `directory.index` instead of a QuerySet: each says which set its value stands for, so that a facet can
leave itself out and count.
"""

import math

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from directory import index
from directory.index import as_positions
from directory.models import Company
from directory.upcoming import next_visits
from search.services import matching

GROUPS = ("field", "process", "area", "town", "station", "mode")
NEAR = {"station", "walk"}  # the two ask together: this station within these minutes
USUAL_ORDER = "recommended"
SORTS = [(USUAL_ORDER, _("おすすめ順")), ("name", _("名前の順")), ("confirmed", _("情報が新しい順"))]


class WordsField(forms.Field):
    """Values of one facet group. Not a MultipleChoiceField: copying its 200 choices would cost a third of the page."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"invalid_choice": _("「%(value)s」という条件はありません。")}

    def __init__(self, *, known, **kwargs):
        super().__init__(required=False, **kwargs)
        self.known = known

    def clean(self, value):
        values = [item for item in dict.fromkeys(value or ()) if item]
        unknown = [item for item in values if item not in self.known]
        if unknown:
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": unknown[0][:40]})
        return values


class BoxField(forms.CharField):
    """Four numbers "west,south,east,north" in degrees, cleaned to floats."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            west, south, east, north = box = tuple(float(part) for part in text.split(","))
        except ValueError:
            raise ValidationError(_("bbox は「西,南,東,北」の四つの数で書いてください。")) from None
        if not all(map(math.isfinite, box)) or west >= east or south >= north:
            raise ValidationError(_("bbox は「西,南,東,北」の四つの数で書いてください。"))
        return box


class QueryFilter(django_filters.CharFilter):
    def companies(self, query):
        index = self.parent.index
        return index.as_set(self.parent.ranks) if query else index.everything


class WordsFilter(django_filters.Filter):
    """Values of one facet group; known are the words of the index."""

    @property
    def field(self):
        return WordsField(label=self.label, known=self.parent.index.known[self.field_name])

    def companies(self, values):
        index = self.parent.index
        return index.any_of(self.field_name, values) if values else index.everything


class StationFilter(WordsFilter):
    def companies(self, stations):
        return self.parent.near(stations, self.parent.chosen["walk"])


class WalkFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def companies(self, minutes):
        return self.parent.near(self.parent.chosen["station"], minutes)


class BoxFilter(django_filters.Filter):
    field_class = BoxField

    def companies(self, box):
        return self.parent.index.within(*box) if box else self.parent.index.everything


class CompanyFilter(django_filters.FilterSet):
    q = QueryFilter(label=_("ことば"), max_length=100)
    field = WordsFilter(label=_("分野"))
    process = WordsFilter(label=_("加工"))
    area = WordsFilter(label=_("地区"))
    town = WordsFilter(label=_("町"))
    station = StationFilter(label=_("駅"))
    walk = WalkFilter(label=_("駅から歩いて"), min_value=1, max_value=60)
    mode = WordsFilter(label=_("見学"))
    bbox = BoxFilter(label=_("地図の範囲"))
    sort = django_filters.ChoiceFilter(label=_("並び順"), choices=SORTS)

    class Meta:
        model = Company
        fields = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(QueryDict() if data is None else data, queryset, **kwargs)
        self.index = index.current()
        self.ignored = []  # (label, value) of what `forgiving` left out

    @classmethod
    def forgiving(cls, data):
        """The filter of a page: what is unknown or broken is left out, and named in `ignored`."""
        strict = cls(data)
        if not strict.errors:
            return strict
        kept, ignored = data.copy(), []
        for name in strict.errors:
            values = data.getlist(name)
            known = strict.index.known.get(name, ())
            kept.setlist(name, [value for value in values if value in known])
            ignored += [(strict.filters[name].label, value[:40]) for value in values if value not in known]
        filters = cls(kept)
        filters.ignored = ignored
        return filters

    @cached_property
    def chosen(self):
        """The cleaned values by name; what has an error counts as not chosen."""
        self.form.is_valid()
        return {name: self.form.cleaned_data.get(name) or None for name in self.filters}

    @cached_property
    def ranks(self):
        """Positions that answer the question `q`, with how near (0 best)."""
        found = matching("directory.company", self.chosen["q"]).values_list("object_id", "rank")
        position = self.index.position
        return {position[pk]: rank for pk, rank in found if pk in position}

    @cached_property
    def _sets(self):
        names = [name for name, value in self.chosen.items() if value and name not in ("sort", "walk")]
        sets = {name: self.filters[name].companies(self.chosen[name]) for name in names}
        if self.chosen["walk"]:
            sets["walk"] = self.near(self.chosen["station"], self.chosen["walk"])
        return sets

    def near(self, stations, minutes):
        return self.index.near(stations or (), minutes) if stations or minutes else self.index.everything

    @cached_property
    def companies(self) -> int:
        """The set of companies that all filters together leave."""
        return self.others()

    def others(self, name=None) -> int:
        """The set of companies that all filters but `name` leave (station and walk go together)."""
        left_out = NEAR if name in NEAR else {name}
        companies = self.index.everything
        for other, found in self._sets.items():
            if other not in left_out:
                companies &= found
        return companies

    def count_with(self, name, *values) -> list[int]:
        """For each value how many companies there are if filter `name` had it (None: nothing) and all others stayed."""
        others, companies = self.others(name), self.filters[name].companies
        return [(others & companies(value)).bit_count() for value in values]

    @cached_property
    def visits(self):
        """The next bookable visit by position."""
        position = self.index.position
        return {position[pk]: start for pk, start in next_visits().items() if pk in position}

    def in_order(self) -> list[int]:
        """The positions of the companies found. First screen never bare: next visit, then story, then confirmed."""
        sort = self.chosen["sort"]
        if sort in ("name", "confirmed"):
            order = self.index.by_name if sort == "name" else self.index.by_confirmation
            return [position for position in order if self.companies >> position & 1]
        positions = as_positions(self.companies)
        soon = sorted((at for at in positions if at in self.visits), key=self.visits.get)
        positions = soon + [at for at in positions if at not in self.visits]
        return sorted(positions, key=self.ranks.get) if self.chosen["q"] else positions

    def filter_queryset(self, queryset):
        return queryset.filter(pk__in=[self.index.pks[position] for position in as_positions(self.companies)])

    def query(self, without=None) -> str:
        """The chosen state as a query string in fixed order; `without` leaves out a name or one (name, value)."""
        query = QueryDict(mutable=True)
        for name, value in self.chosen.items():
            if name == "bbox" and value:
                value = ",".join(map(str, value))
            for item in value if isinstance(value, list) else [value]:
                if item and without not in (name, (name, item)) and (name, item) != ("sort", USUAL_ORDER):
                    query.appendlist(name, item)
        return query.urlencode()
