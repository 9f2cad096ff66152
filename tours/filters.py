"""Which tours, for the list and the API."""

import django_filters
from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from bookings.kinds import public_activities
from bookings.models import Slot
from bookings.windows import with_bookable
from core.forms import FilterForm
from directory.models import Field
from tours.models import Tour


class FieldChoices(django_filters.fields.ModelMultipleChoiceField):
    def label_from_instance(self, field):
        return field.label


class FieldFilter(django_filters.ModelMultipleChoiceFilter):
    field_class = FieldChoices


class AudienceFilter(django_filters.MultipleChoiceFilter):
    """What is for anybody is for each of them."""

    def filter(self, tours, audiences):
        return super().filter(tours, audiences and {*audiences, Tour.Audience.ANYONE})


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

    class Meta:
        model = Tour
        fields = []
        form = FilterForm


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
