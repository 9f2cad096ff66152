"""Which companies to place, and where a company is put."""

import re

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm, LineField, clean_digits
from core.widgets import LineInput, TickBox
from directory.geometry import within
from directory.models import Company, Town
from directory.outline import Outline

_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")
LEVELS = [
    (level.value or "none", level.label)
    for level in (
        Company.MatchLevel.NONE,
        Company.MatchLevel.WARD,
        Company.MatchLevel.TOWN,
        Company.MatchLevel.CHOME,
        Company.MatchLevel.BLOCK,
    )
]


class PlaceFilter(django_filters.FilterSet):
    """Filters of `Company.objects.to_place()`."""

    level = django_filters.MultipleChoiceFilter(
        label=_("位置の精度"), choices=LEVELS, method="by_level", widget=forms.CheckboxSelectMultiple
    )
    area = django_filters.MultipleChoiceFilter(
        label=_("地区"), field_name="town__area", choices=Town.Area.choices, widget=forms.CheckboxSelectMultiple
    )
    waiting = django_filters.BooleanFilter(
        label=_("場所が決まらず非表示のものだけ"), method="by_waiting", widget=TickBox
    )

    class Meta:
        form = FilterForm

    def by_level(self, companies, _name, values):
        return companies.filter(match_level__in=["" if value == "none" else value for value in values])

    def by_waiting(self, companies, _name, value):
        return companies.waiting_for_place() if value else companies


class CoordinateField(LineField):
    """Degrees, typed in any width."""

    cleaner = staticmethod(clean_digits)
    widget = LineInput(inputmode="decimal", autocomplete="off")

    def to_python(self, value):
        text = super().to_python(value).replace("。", ".")
        if text in self.empty_values:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValidationError(_("数字で入力してください。例：35.562310"), code="invalid")
        return round(float(text), 6)


class PinForm(forms.Form):
    """A point in the ward. One that looks as if it were outside has to be meant."""

    lat = CoordinateField(label=_("緯度"), help_text=_("例：35.562310"))
    lon = CoordinateField(label=_("経度"), help_text=_("例：139.716120"))
    town = forms.ModelChoiceField(
        Town.objects.all(),
        label=_("町丁目"),
        required=False,
        help_text=_("町や地区でさがしたときに出るようになります。"),
    )
    show = forms.BooleanField(label=_("非表示をやめて、だれでも見られるようにする"), required=False, widget=TickBox)
    sure = forms.BooleanField(label=_("区の外に見えても、この位置で保存する"), required=False, widget=TickBox)

    outside = False  # the point lies within the ward's bounds and yet, it seems, not in the ward

    def __init__(self, *args, company: Company, waiting: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.company = company
        if company.town_id:
            del self.fields["town"]
        if not waiting:
            del self.fields["show"]

    @property
    def point(self):
        return self.cleaned_data["lat"], self.cleaned_data["lon"]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not within(self.point, settings.WARD["bounds"]):
            raise ValidationError(_out_of_bounds(self.point), code="out_of_bounds")
        self.outside = not Outline(list(Town.objects.values_list("lat", "lon"))).holds(self.point)
        if self.outside and not cleaned["sure"]:
            raise ValidationError(
                _("この位置は、区の外に見えます。正しければ、下に印をつけて保存してください。"), code="outside"
            )
        if cleaned.get("town") and self._twin(cleaned["town"]):
            self.add_error("town", _("同じ場所に同じ名前の企業が、もうあります。"))
        return cleaned

    def _twin(self, town):
        """Another row that would then be the same company, as the constraint on the table has it."""
        company = self.company
        same = Company.objects.filter(name_key=company.name_key, town=town, block=company.block, corporate_number=None)
        return not company.corporate_number and same.exclude(pk=company.pk).exists()


def _out_of_bounds(point):
    west, south, east, north = settings.WARD["bounds"]
    if within(point[::-1], settings.WARD["bounds"]):
        return _("緯度と経度が逆です。入れかえてください。")
    return _("区から離れた位置です。緯度は%(south)s〜%(north)s、経度は%(west)s〜%(east)sで入力してください。") % {
        "south": south,
        "north": north,
        "west": west,
        "east": east,
    }
