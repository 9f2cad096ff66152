"""Which tours, for the list and the API."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models import Field
from tours.models import Tour


class TourFilter(django_filters.FilterSet):
    field = django_filters.ModelMultipleChoiceFilter(
        label=_("分野"),
        field_name="company__fields",
        to_field_name="slug",
        queryset=Field.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    audience = django_filters.MultipleChoiceFilter(
        label=_("対象"), choices=Tour.Audience.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Tour
        fields = []
