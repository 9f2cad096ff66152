"""Which sentences the desk lists."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm
from core.widgets import LineInput


class ReadingFilter(django_filters.FilterSet):
    """Filters of Reading."""

    q = django_filters.CharFilter(
        label=_("文の中のことば"), field_name="text", lookup_expr="contains", max_length=200, widget=LineInput("search")
    )
    unread = django_filters.BooleanFilter(
        label=_("読みのないことばがある文だけ"), method="only_unread", widget=forms.CheckboxInput
    )
    corrected = django_filters.BooleanFilter(
        label=_("直した文だけ"), method="only_corrected", widget=forms.CheckboxInput
    )

    class Meta:
        form = FilterForm

    def only_unread(self, readings, _name, value):
        return readings.filter(unread=True) if value else readings

    def only_corrected(self, readings, _name, value):
        return readings.exclude(corrected_at=None) if value else readings
