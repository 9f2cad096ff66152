"""What is typed about lotteries: by who enters one, and at the desk."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.forms import BookForm
from bookings.lots import MOST_CHOICES
from bookings.models import Activity
from core.forms import LineField
from core.templatetags.dates import when
from core.tokens import clean_code
from core.widgets import LineInput, TickBox

CHOICES = [f"choice_{rank}" for rank in range(1, MOST_CHOICES + 1)]
SEED_MAX = 10**18 - 1
YEARS_AHEAD = 3


class SlotSelect(forms.Widget):
    """Slots as a <select>, written in one go (see core.widgets)."""

    def __init__(self, slots):
        super().__init__()
        self.slots = slots

    def render(self, name, value, attrs=None, renderer=None):
        chosen = str(value.pk if hasattr(value, "pk") else value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            [("", "", gettext("えらぶ"))]
            + [(slot.pk, " selected" if str(slot.pk) == chosen else "", self._words(slot)) for slot in self.slots],
        )
        return format_html("<select{}>{}</select>", flatatt({"name": name, **(attrs or {})}), options)

    def _words(self, slot):
        return gettext("%(when)s（%(places)d人）") % {"when": when(slot), "places": slot.left}


class SlotField(forms.CharField):
    """One of some slots, or None."""

    def __init__(self, slots, **kwargs):
        super().__init__(widget=SlotSelect(slots), **kwargs)
        self.slots = {str(slot.pk): slot for slot in slots}

    def clean(self, value):
        chosen = super().clean(value)
        if chosen and chosen not in self.slots:
            raise ValidationError(
                _("この日時は、この抽選ではえらべません。ほかの日時をえらんでください。"), code="unknown"
            )
        return self.slots.get(chosen)


class EntryForm(BookForm):
    """The booking form with one to three dates in place of one, and without seats to wait for."""

    slot = wait = least = None
    is_local = forms.BooleanField(
        label=_("区内に住んでいる・区内の学校や職場に通っている人がいます"), required=False, widget=TickBox
    )

    def __init__(self, lottery, slots, data=None, **kwargs):
        super().__init__(lottery.activity, data, **kwargs)
        for rank, name in enumerate(CHOICES, start=1):
            label = gettext("第%(rank)d希望") % {"rank": rank}
            empty = {"required": _("第1希望の日時をえらんでください。")}
            self.fields[name] = SlotField(slots, label=label, required=rank == 1, error_messages=empty)
        if not lottery.locals_first:
            del self.fields["is_local"]
        self.fields["phone"].help_text = _(
            "急に中止になったときの連絡と、1つの家庭から1つだけの申し込みかをたしかめるのに使います。"
        )
        self.order_fields([*CHOICES, *self.fields])

    def clean(self):
        data = super().clean()
        seen = {}
        for rank, name in enumerate(CHOICES, start=1):
            slot = data.get(name)
            if slot and seen.setdefault(slot.pk, rank) != rank:
                self.add_error(name, _("第%(rank)d希望とちがう日時をえらんでください。") % {"rank": seen[slot.pk]})
        return data

    @property
    def choices(self):
        """The fields of the dates, for the page."""
        return [self[name] for name in CHOICES]

    @property
    def slots(self):
        """The dates that were chosen, the first choice first."""
        return [slot for slot in map(self.cleaned_data.get, CHOICES) if slot]


class DayField(forms.DateField):
    def __init__(self, **kwargs):
        wrong = _("日付を、2026-12-05 のように書いてください。")
        messages = {"invalid": wrong, "required": _("日付を入れてください。")}
        super().__init__(widget=LineInput("date"), error_messages=messages, **kwargs)

    def clean(self, value):
        day = super().clean(value)
        return day and _within_reach(day, day.year)


def _within_reach(value, year):
    if not 2000 <= year <= timezone.localdate().year + YEARS_AHEAD:
        raise ValidationError(_("%(years)d年先までの日付にしてください。") % {"years": YEARS_AHEAD})
    return value


class TimesForm(forms.Form):
    """When a round ends, and when its result is told."""

    closes_on = DayField(label=_("申し込みのしめ切りの日"), help_text=_("この日の終わりまで受け付けます。"))
    results_on = DayField(label=_("結果を知らせる日"))

    def clean(self):
        data = super().clean()
        if not self.errors:
            data["closes_at"] = end_of(data["closes_on"])
            if data["results_on"] <= data["closes_on"]:
                self.add_error("results_on", _("しめ切りの次の日か、それより後にしてください。"))
            if data["closes_at"] <= timezone.now():
                self.add_error("closes_on", _("今日か、今日より後の日にしてください。"))
        return data


def end_of(day):
    """The moment at which a day is over in the ward."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


class RoundForm(TimesForm):
    """A new round."""

    activity = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("見学・イベント"),
        empty_label=_("えらぶ"),
        error_messages={
            "required": _("見学かイベントをえらんでください。"),
            "invalid_choice": _("見学かイベントをえらんでください。"),
        },
    )
    opens_on = DayField(label=_("申し込みのはじまりの日"))
    from_day = DayField(
        label=_("抽選する回：どの日から"), required=False, help_text=_("空のままなら、しめ切りより後のすべての回。")
    )
    until_day = DayField(label=_("抽選する回：どの日まで"), required=False)
    locals_first = forms.BooleanField(label=_("区内に住む人・通う人を先に引く"), required=False)

    def __init__(self, data=None):
        super().__init__(data)
        drawn = Activity.objects.filter(acceptance=Activity.Acceptance.LOTTERY)
        self.fields["activity"].queryset = drawn.order_by("title", "pk")
        self.order_fields(["activity", "opens_on", "closes_on", "results_on"])

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        data["opens_at"] = timezone.make_aware(datetime.combine(data["opens_on"], time()))
        if data["opens_on"] > data["closes_on"]:
            self.add_error("closes_on", _("はじまりの日か、それより後にしてください。"))
        first, last = data["from_day"], data["until_day"]
        if first and last and first > last:
            self.add_error("until_day", _("「どの日から」か、それより後の日にしてください。"))
        return data

    def fields_of_round(self):
        names = ("activity", "opens_at", "closes_at", "results_on", "from_day", "until_day", "locals_first")
        return {name: self.cleaned_data[name] for name in names}


class NominationForm(forms.Form):
    """An entry that comes before the lots, and why."""

    code = LineField(
        label=_("予約番号"), max_length=20, widget=LineInput(autocomplete="off", autocapitalize="characters")
    )
    reason = LineField(
        label=_("指名の理由"),
        max_length=200,
        help_text=_(
            "200文字まで。人の名前や病気のことは書かないでください。指名した数は、結果といっしょに公開されます。"
        ),
    )

    def clean_code(self):
        return clean_code(self.cleaned_data["code"])


class SeedForm(forms.Form):
    """The seed, where it was drawn in public; empty for one of the system's."""

    seed = forms.IntegerField(
        label=_("たねの数"),
        required=False,
        min_value=0,
        max_value=SEED_MAX,
        widget=LineInput(inputmode="numeric", autocomplete="off"),
        help_text=_(
            "空のままなら、コンピューターが決めます。人の前でさいころなどで決めた数があるときだけ、入れてください。"
        ),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("0以上の整数を、18けたまでで入れてください。")
        ),
    )
