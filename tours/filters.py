"""Which tours, for the list and the API."""

import django_filters
from django import forms
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from bookings.audiences import FITS
from bookings.grades import Grade
from bookings.kinds import public_activities
from bookings.models import Slot
from bookings.windows import with_bookable
from core.forms import FilterForm
from core.widgets import TickBox
from directory.models import Field
from tours.facts import Stairs, years_above
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


class GradeFilter(django_filters.ChoiceFilter):
    """Tours meant for this school year; those that say nothing of years are for all of their audience."""

    def filter(self, tours, grade):
        if not grade:
            return tours
        audiences = [audience for audience, fitting in FITS.items() if grade in fitting]
        return tours.filter(audience__in=audiences).exclude(from_grade__in=years_above(grade))


class TourForm(FilterForm):
    """In two parts: what one chooses among, and what one ticks."""

    def choosing(self):
        return [field for field in self if field.widget_type != "checkbox"]

    def ticking(self):
        return [field for field in self if field.widget_type == "checkbox"]


class TourFilter(django_filters.FilterSet):
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
    grade = GradeFilter(label=_("いまの学年"), choices=Grade.choices, empty_label=_("えらばない"))
    free = YesFilter(Q(fee=0), label=_("無料"))
    alone = AloneFilter(Q(party_min=1), label=_("ひとりでも歓迎"))
    photos = YesFilter(Q(photos__in=[Photos.FREE, Photos.PLACES]), label=_("写真をとれる"))
    stroller = YesFilter(Q(stroller=True), label=_("ベビーカーで入れる"))
    flat = YesFilter(Q(stairs=Stairs.NONE), label=_("階段がない"))

    class Meta:
        model = Tour
        fields = []
        form = TourForm


@extend_schema_field(OpenApiTypes.INT)
class PeopleFilter(django_filters.NumberFilter):
    field_class = forms.IntegerField


class SlotFilter(django_filters.FilterSet):
    """Slots of one activity or of all, on days from `date_from` to `date_to` (both included, ward time).

    `people` hides nothing: it is the party for which `bookable` is said, 1 by default.
    """

    activity = django_filters.CharFilter(max_length=80, method="of_activity")
    date_from = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__gte")
    date_to = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__lte")
    people = PeopleFilter(min_value=1, max_value=100, method="for_people")

    class Meta:
        model = Slot
        fields = []

    def of_activity(self, slots, name, slug):
        return slots.filter(activity=get_object_or_404(public_activities(), slug=slug))

    def for_people(self, slots, name, people):
        return slots

    def filter_queryset(self, slots):
        return with_bookable(super().filter_queryset(slots), self.form.cleaned_data.get("people") or 1)
