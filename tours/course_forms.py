"""What a course is asked for; all of it stands in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.grades import Grade
from core.forms import CountField, FilterForm
from core.widgets import LineInput
from directory.inputs import MOST_PEOPLE, DayField
from directory.models import Field, Station
from tours.courses import FEWEST, MOST


class FieldChoice(forms.ModelChoiceField):
    def label_from_instance(self, field):
        return field.label


class BuildForm(FilterForm):
    """`grade`, `field` and `near` narrow what is proposed; with more `stops` than tours were chosen the rest is."""

    date = DayField(label=_("行く日"), required=False, widget=LineInput("date"))
    people = CountField(label=_("人数"), min_value=1, max_value=MOST_PEOPLE, required=False)
    grade = forms.ChoiceField(label=_("いまの学年"), choices=[("", _("えらばない")), *Grade.choices], required=False)
    field = FieldChoice(
        Field.objects, label=_("分野"), to_field_name="slug", required=False, empty_label=_("えらばない")
    )
    near = forms.ModelChoiceField(
        Station.objects, label=_("どの駅から"), to_field_name="slug", required=False, empty_label=_("えらばない")
    )
    stops = forms.TypedChoiceField(
        label=_("いくつ回る"),
        coerce=int,
        empty_value=0,
        choices=[("", _("えらばない")), *((number, str(number)) for number in range(FEWEST, MOST + 1))],
        required=False,
    )
