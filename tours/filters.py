"""Which tours, for the list and the API."""

import django_filters
from django import forms
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from bookings.grades import Grade
from bookings.kinds import public_activities
from bookings.models import Slot
from bookings.windows import with_bookable
from bookings.wishes import ANY, Wish
from core.forms import CountField, FilterForm
from core.widgets import LineInput, TickBox
from directory.filters import VISIT
from directory.inputs import MOST_PEOPLE, DayField, QuestionForm
from directory.models import Field
from tours.facts import Stairs
from tours.manners import Photos, Promise
from tours.models import Tour


class FieldChoices(django_filters.fields.ModelMultipleChoiceField):
    def label_from_instance(self, field):
        return field.label


@extend_schema_field(OpenApiTypes.STR)
class FieldFilter(django_filters.ModelMultipleChoiceFilter):
    field_class = FieldChoices


class AudienceFilter(django_filters.MultipleChoiceFilter):
    """What is for anybody is for each of them."""

    def filter(self, tours, audiences):
        return super().filter(tours, audiences and {*audiences, Tour.Audience.ANYONE})


class Checkbox(TickBox):
    """One that sends "yes"."""

    def __init__(self):
        super().__init__({"value": "yes"}, check_test=lambda value: value == "yes")

    def value_from_datadict(self, data, files, name):
        return data.get(name)


@extend_schema_field({"type": "string", "enum": ["yes"]})
class YesFilter(django_filters.ChoiceFilter):
    """Only tours that say so of themselves."""

    def __init__(self, condition, **kwargs):
        super().__init__(choices=[("yes", "yes")], empty_label=None, widget=Checkbox, **kwargs)
        self.condition = condition

    def filter(self, tours, value):
        return tours.filter(self.condition) if value else tours


class AloneFilter(YesFilter):
    """Those that welcome one person; as text, because SQLite cannot ask whether a list has a value."""

    def filter(self, tours, value):
        if not value:
            return tours
        promised = tours.alias(promised=Cast("promises", TextField()))
        return promised.filter(self.condition, promised__contains=f'"{Promise.ALONE}"')


class WishFilter:
    """One of VISIT: TourFilter asks all of them together."""

    def filter(self, tours, value):
        return tours


@extend_schema_field(OpenApiTypes.DATE)
class DayFilter(WishFilter, django_filters.Filter):
    field_class = DayField

    def __init__(self, **kwargs):
        super().__init__(widget=LineInput("date"), **kwargs)


class GradeFilter(WishFilter, django_filters.ChoiceFilter):
    pass


class TourForm(QuestionForm, FilterForm):
    """In three parts: when and who comes, what one chooses among, and what one ticks."""

    def wishing(self):
        return [field for field in self if field.name in VISIT]

    def choosing(self):
        return [field for field in self if field.name not in VISIT and field.widget_type != "checkbox"]

    def narrows(self):
        """Whether something is asked besides when and who comes."""
        return any(field.data for field in [*self.choosing(), *self.ticking()])

    def ticking(self):
        return [field for field in self if field.widget_type == "checkbox"]


@extend_schema_field(OpenApiTypes.INT)
class PeopleFilter(WishFilter, django_filters.NumberFilter):
    field_class = CountField

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=MOST_PEOPLE, **kwargs)


class TourFilter(django_filters.FilterSet):
    """The tours found, the one that can be booked soonest first, each with its next slot.

    date_from, date_to, people, grade: only tours with a visit that such a party can book now, see `bookings.wishes.Wish`;
    that visit is the next slot then.
    """

    date_from = DayFilter(label=_("いつから"))
    date_to = DayFilter(label=_("いつまで"))
    people = PeopleFilter(label=_("人数"))
    grade = GradeFilter(
        label=_("いまの学年"),
        choices=Grade.choices,
        empty_label=_("えらばない"),
        help_text=_("4月からの見学は、そのときの学年でさがします。"),
    )
    field = FieldFilter(
        label=_("分野"),
        field_name="company__fields__slug",
        to_field_name="slug",
        queryset=Field.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    audience = AudienceFilter(
        label=_("対象"),
        choices=Tour.Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("「どなたでも」の見学も、いっしょに出ます。"),
    )
    free = YesFilter(Q(fee=0), label=_("無料"))
    alone = AloneFilter(Q(party_min=1), label=_("ひとりでも歓迎"))
    photos = YesFilter(Q(photos__in=[Photos.FREE, Photos.PLACES]), label=_("写真をとれる"))
    stroller = YesFilter(Q(stroller=True), label=_("ベビーカーで入れる"))
    flat = YesFilter(Q(stairs=Stairs.NONE), label=_("階段がない"))

    class Meta:
        model = Tour
        fields = []
        form = TourForm

    def filter_queryset(self, tours):
        wish = self.wish
        tours = super().filter_queryset(tours).soonest_first(wish).with_next_slot(wish)
        return tours if wish == ANY else tours.filter(next_starts_at__isnull=False)

    @cached_property
    def chosen(self):
        """The cleaned values of VISIT by name; what has an error counts as not chosen."""
        self.form.is_valid()
        return {name: self.form.cleaned_data.get(name) or None for name in VISIT}

    @property
    def wish(self) -> Wish:
        return Wish(**{VISIT[name]: value for name, value in self.chosen.items()})

    def query(self, *left_out) -> str:
        """What is asked as a query string in fixed order, without these names and without what has an error."""
        query = QueryDict(mutable=True)
        for name in self.filters:
            if name not in left_out and name not in self.form.errors:
                query.setlist(name, [value for value in self.data.getlist(name) if value])
        return query.urlencode()


class SlotFilter(django_filters.FilterSet):
    """Slots of one activity or of all, on days from `date_from` to `date_to` (both included, ward time).

    `people` hides nothing: it is the party for which `bookable` is said, one person by default.
    """

    activity = django_filters.CharFilter(max_length=80, method="of_activity")
    date_from = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__gte")
    date_to = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__lte")
    people = PeopleFilter()

    class Meta:
        model = Slot
        fields = []
        form = QuestionForm

    def of_activity(self, slots, name, slug):
        return slots.filter(activity=get_object_or_404(public_activities(), slug=slug))

    def filter_queryset(self, slots):
        return with_bookable(super().filter_queryset(slots), self.form.cleaned_data.get("people") or 1)
