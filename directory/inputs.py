"""What a filter of companies may be asked with: form fields that clean it or say what is wrong."""

import math
import re
import unicodedata
from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.japanese import strip_controls
from directory import geometry

MOST_VALUES = 500  # of one group; more is no question that somebody asks
POSITION_DIGITS = 3  # of a degree: about 100 m. A finer position of a visitor is never kept
REACH = 20_000  # metres around the ward from which "here" makes sense
MOST_PEOPLE = 100  # as many as the largest party of any activity
FURTHEST = timedelta(days=731)  # from today; no activity takes bookings two years ahead


class WordsField(forms.Field):
    """Values of one facet group. Not a MultipleChoiceField: copying its 200 choices would cost a third of the page."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "invalid_choice": _("「%(value)s」という条件はありません。"),
        "too_many": _("一度に選べるのは%(most)s個までです。"),
    }

    def __init__(self, *, known, **kwargs):
        super().__init__(required=False, **kwargs)
        self.known = known

    def clean(self, value):
        values = [item for item in dict.fromkeys(value or ()) if item]
        if len(values) > MOST_VALUES:
            raise ValidationError(self.error_messages["too_many"], "too_many", {"most": MOST_VALUES})
        unknown = [item for item in values if item not in self.known]
        if unknown:
            raise ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", {"value": strip_controls(unknown[0])[:40]}
            )
        return values


class _NumbersField(forms.CharField):
    """Finite numbers with commas between them, cleaned to a tuple of floats; None if nothing was written."""

    count = 0

    def clean(self, value):
        text = unicodedata.normalize("NFKC", super().clean(value))
        if not text:
            return None
        try:
            numbers = tuple(float(part) for part in text.split(","))
        except ValueError:
            numbers = ()
        if len(numbers) != self.count or not all(map(math.isfinite, numbers)):
            raise ValidationError(self.error_messages["shape"])
        return self.checked(numbers)


class BoxField(_NumbersField):
    """Four numbers "west,south,east,north" in degrees."""

    count = 4
    default_error_messages = {
        "shape": _("bbox は「西,南,東,北」の四つの数で書いてください。"),
        "date_line": _("bbox の西は東より小さい数にしてください。日付変更線をまたぐ範囲は使えません。"),
    }

    def checked(self, box):
        west, south, east, north = box
        if west >= east:
            raise ValidationError(self.error_messages["date_line"])
        if south >= north:
            raise ValidationError(self.error_messages["shape"])
        return box


class HereField(_NumbersField):
    """A position "lat,lon" in degrees, rounded before anything else sees it; only near the ward."""

    count = 2
    default_error_messages = {
        "shape": _("here は「緯度,経度」の二つの数で書いてください。"),
        "far": _("今いる場所が遠すぎます。区の中や近くで使ってください。"),
    }

    def checked(self, numbers):
        point = tuple(round(number, POSITION_DIGITS) for number in numbers)
        west, south, east, north = settings.WARD["bounds"]
        if not geometry.within(point, geometry.bounds_around([(south, west), (north, east)], REACH)):
            raise ValidationError(self.error_messages["far"])
        return point


def day_limits() -> tuple[date, date]:
    """The first and the last day that may be asked for: today in the ward, and FURTHEST from it."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    return today, today + FURTHEST


class DayField(forms.CharField):
    """A day as YYYY-MM-DD in any width, from today to FURTHEST, in the ward; None if nothing was written."""

    default_error_messages = {
        "shape": _("日にちは「2026-12-05」のように書いてください。"),
        "past": _("きょうより前の日は、さがせません。"),
        "far": _("2年より先の日は、さがせません。"),
    }

    def clean(self, value):
        text = unicodedata.normalize("NFKC", super().clean(value))
        if not text:
            return None
        try:
            day = date.fromisoformat(text) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
        except ValueError:  # the 30th of February
            day = None
        if day is None:
            raise ValidationError(self.error_messages["shape"], "shape")
        today, last = day_limits()
        if day < today:
            raise ValidationError(self.error_messages["past"], "past")
        if day > last:
            raise ValidationError(self.error_messages["far"], "far")
        return day


class QuestionForm(forms.Form):
    """The fields of all that was asked; what contradicts something else is refused, too."""

    def clean(self):
        first, last = self.cleaned_data.get("date_from"), self.cleaned_data.get("date_to")
        if first and last and last < first:
            self.add_error("date_to", _("「いつまで」は「いつから」と同じ日か、その後にしてください。"))
