"""Which attendees: one FilterSet for the page and for the file, so that the file equals what the screen shows."""

from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.grades import Grade
from bookings.models import Booking
from core.dates import day_with_year
from core.forms import FilterForm
from core.japanese import half_digits, to_katakana

TEXT_FIELDS = (
    "party__code", "party__family_name", "party__given_name", "party__family_kana", "party__given_kana", "party__email",
    "party__source",
)  # fmt: skip


def _several(label, choices, **kwargs):
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, distinct=False, **kwargs
    )


class AttendeeFilter(django_filters.FilterSet):
    """Filters of `events.attendees.rows`. Several values of one filter mean "or", several filters mean "and"."""

    q = django_filters.CharFilter(label=_("名前・カナ・予約番号・メール・電話"), method="by_text", max_length=100)
    state = _several(_("状態"), Booking.State.choices)
    not_state = _several(_("この状態をのぞく"), Booking.State.choices, field_name="state", exclude=True)
    day = _several(_("開催日"), [], method="by_day")
    grade = _several(_("学年など"), Grade.choices)
    not_grade = _several(_("この学年などをのぞく"), Grade.choices, field_name="grade", exclude=True)

    class Meta:
        form = FilterForm

    def __init__(self, *args, activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.slots = list(activity.slots.values_list("starts_at", "pk"))
        days = sorted({timezone.localdate(starts_at) for starts_at, _pk in self.slots})
        self.filters["day"].extra["choices"] = [(day.isoformat(), day_with_year(day)) for day in days]

    def by_day(self, rows, name, values):
        if not values:
            return rows
        return rows.filter(slot__in=[pk for at, pk in self.slots if timezone.localdate(at).isoformat() in values])

    def by_text(self, rows, name, value):
        """Every word must be found somewhere; names as they were written, kana in either script, digits in any width."""
        for word in value.split():
            spellings = {word, to_katakana(word), half_digits(word)}
            ways = [Q(**{f"{field}__icontains": text}) for field in TEXT_FIELDS for text in spellings]
            digits = "".join(filter(str.isdigit, half_digits(word)))
            if len(digits) >= 4:
                ways.append(Q(party__phone__contains=digits.lstrip("0")))
            rows = rows.filter(reduce(or_, ways))
        return rows

    def chosen(self) -> dict:
        """The filters in use, as the log of exports keeps them; without the text, which may be somebody's name."""
        used = {name: value for name, value in self.form.cleaned_data.items() if value}
        return used | ({"q": True} if "q" in used else {})
