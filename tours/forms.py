"""What the desk writes about a tour's dates: no form asks anybody for an RRULE."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import WEEKDAYS
from core.forms import CountField, LineField
from core.widgets import LineInput
from tours.bulk import Wish
from tours.models import AvailabilityRule, Closure, Opening, Tour
from tours.rules import validate_days
from tours.words import CODES

ORDINALS = [("1", _("第1")), ("2", _("第2")), ("3", _("第3")), ("4", _("第4")), ("5", _("第5")), ("-1", _("最後の"))]
FURTHEST_YEAR = 10  # years from now: nobody plans a visit later, and no closure has to last longer
NO_DATE = {"invalid": _("日付を、2026-12-05 のように書いてください。")}
NO_TIME = {"invalid": _("時刻を、10:00 のように書いてください。"), "required": _("時刻を書いてください。")}


class DayField(forms.DateField):
    """A date from this century that somebody can mean."""

    def __init__(self, **kwargs):
        super().__init__(widget=LineInput("date"), error_messages=NO_DATE, **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and not 2000 <= day.year <= timezone.localdate().year + FURTHEST_YEAR:
            raise ValidationError(_("%(years)d年後までの日付にしてください。"), params={"years": FURTHEST_YEAR})
        return day


class ClockField(forms.TimeField):
    def __init__(self, **kwargs):
        super().__init__(widget=LineInput("time"), error_messages=NO_TIME, **kwargs)


class RuleForm(forms.Form):
    """One rule of a tour. `rule` is set once it is valid: not saved, and without a tour."""

    class Every:
        CHOICES = [
            ("week", _("毎週")),
            ("fortnight", _("2週ごと")),
            ("month", _("毎月（第何曜日）")),
            ("once", _("1日だけ")),
        ]

    every = forms.ChoiceField(label=_("いつ"), choices=Every.CHOICES, initial="week")
    weekdays = forms.MultipleChoiceField(
        label=_("曜日"),
        choices=list(zip(CODES, WEEKDAYS, strict=True)),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ordinals = forms.MultipleChoiceField(
        label=_("毎月のうち"), choices=ORDINALS, widget=forms.CheckboxSelectMultiple, required=False
    )
    day = DayField(label=_("日付（1日だけのとき）"), required=False)
    starts = ClockField(label=_("開始"))
    ends = ClockField(label=_("終了"), help_text=_("同じ日のうちに終わる時刻。"))
    capacity = CountField(label=_("定員（人）"), min_value=1, max_value=1000)
    from_day = DayField(label=_("いつから"), required=False)
    until_day = DayField(label=_("いつまで"), required=False)
    except_days = forms.CharField(
        label=_("この日はのぞく"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        validators=[validate_days],
        help_text=_("例：2026-12-05、2026-12-19"),
    )

    def clean(self):
        data = super().clean()
        once = data.get("every") == "once"
        if once and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("日付を書いてください。"))
        if not once and not data.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", _("曜日をえらんでください。"))
        if data.get("every") == "month" and not data.get("ordinals") and "ordinals" not in self.errors:
            self.add_error("ordinals", _("第何かをえらんでください。"))
        if not self.errors:
            self._make_rule(data, once)
        return data

    def _make_rule(self, data, once):
        times = {name: data[name] for name in ("starts", "ends", "capacity")}
        days = {name: data[name] for name in ("from_day", "until_day", "except_days")}
        self.rule = AvailabilityRule(**times, day=data["day"]) if once else AvailabilityRule(**times, **days)
        self.rule.rrule = "" if once else _rrule(data)
        try:
            self.rule.full_clean(exclude=["tour"])
        except ValidationError as error:
            self.add_error(None, [message for messages in error.message_dict.values() for message in messages])


def _rrule(data):
    if data["every"] == "month":
        days = ",".join(f"{number}{day}" for number in data["ordinals"] for day in data["weekdays"])
        return f"FREQ=MONTHLY;BYDAY={days}"
    each = ";INTERVAL=2" if data["every"] == "fortnight" else ""
    return f"FREQ=WEEKLY{each};BYDAY={','.join(data['weekdays'])}"


class DaysForm(forms.Form):
    """Days on which a company is closed, or one that is open all the same. `row` is set once it is valid: not saved."""

    what = forms.ChoiceField(
        label=_("休みか、開くか"),
        choices=[("closed", _("休みの日")), ("open", _("休みでも開く日"))],
        widget=forms.RadioSelect,
    )
    from_day = DayField(label=_("日付（休みのときは、いつから）"))
    until_day = DayField(label=_("いつまで（1日だけなら空のまま）"), required=False)
    reason = LineField(label=_("理由"), max_length=80, required=False, help_text=_("例：棚卸し、工場の祭り"))

    def __init__(self, *args, company, **kwargs):
        super().__init__(*args, **kwargs)
        self.company = company

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        first, last = data["from_day"], data["until_day"] or data["from_day"]
        if data["what"] == "open" and first != last:
            self.add_error("until_day", _("休みでも開く日は、1日ずつ書いてください。"))
        elif data["what"] == "open":
            self.row = Opening(company=self.company, day=first, reason=data["reason"])
        else:
            self.row = Closure(company=self.company, from_day=first, until_day=last, reason=data["reason"])
        if not self.errors:
            self._check_row()
        return data

    def _check_row(self):
        try:
            self.row.full_clean()
        except ValidationError as error:
            self.add_error("from_day", [message for messages in error.message_dict.values() for message in messages])


class ModeForm(forms.Form):
    """The way in to a tour."""

    mode = forms.ChoiceField(label=_("見学のしかた"), choices=Tour.Mode.choices, widget=forms.RadioSelect)


class PauseForm(forms.Form):
    reason = LineField(
        label=_("お休みの理由（だれでも読めます）"),
        max_length=120,
        initial=_("都合により、しばらく見学をお休みします。"),
        help_text=_("例：機械の入れかえのため、3月まで見学をお休みします。"),
    )


class SlotsForm(forms.Form):
    """What to do with the ticked slots of a tour. `wish` and `chosen` are set once it is valid."""

    action = forms.ChoiceField(
        label=_("えらんだ回を"),
        choices=[
            ("close", _("受付を止める")),
            ("open", _("受付を開く")),
            ("capacity", _("定員を変える")),
            ("times", _("時間を動かす（予約のない回だけ）")),
        ],
    )
    capacity = CountField(
        label=_("新しい定員（人）"), min_value=1, max_value=1000, required=False, help_text=_("定員を変えるときだけ。")
    )
    starts = ClockField(label=_("新しい開始"), required=False, help_text=_("時間を動かすときだけ。"))
    ends = ClockField(label=_("新しい終了"), required=False)

    def __init__(self, *args, slots, **kwargs):
        super().__init__(*args, **kwargs)
        self.slots = slots

    def clean(self):
        data = super().clean()
        ticked = set(self.data.getlist("slot"))
        self.chosen = [slot for slot in self.slots if str(slot.pk) in ticked]
        if not self.chosen:
            self.add_error(None, _("回をえらんでください。"))
        if data.get("action") == "capacity" and not data.get("capacity") and "capacity" not in self.errors:
            self.add_error("capacity", _("新しい定員を書いてください。"))
        if data.get("action") == "times":
            self._check_times(data)
        if not self.errors:
            self.wish = self._wish(data)
        return data

    def _check_times(self, data):
        for name in ("starts", "ends"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, NO_TIME["required"])
        if data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]:
            self.add_error("ends", _("終了は開始より後にしてください。"))

    def _wish(self, data):
        capacity = data["capacity"] if data["action"] == "capacity" else None
        times = (data["starts"], data["ends"]) if data["action"] == "times" else (None, None)
        return Wish(data["action"], capacity, *times)


class CopyForm(forms.Form):
    """One month's dates for another month. Choices are first days of months."""

    source = forms.TypedChoiceField(label=_("この月の回を"), coerce=date.fromisoformat)
    target = forms.TypedChoiceField(label=_("この月に写す"), coerce=date.fromisoformat)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        months = months_from(timezone.localdate(), -3, 12)
        self.fields["source"].choices = months[:7]
        self.fields["target"].choices = months[3:]
        self.fields["source"].initial, self.fields["target"].initial = months[2][0], months[4][0]

    def clean(self):
        data = super().clean()
        if data.get("source") and data["source"] == data.get("target"):
            self.add_error("target", _("別の月をえらんでください。"))
        return data


def months_from(today: date, first: int, last: int) -> list[tuple[str, str]]:
    """The months from `first` to `last` months after today's, as choices."""
    found = []
    for number in range(first, last + 1):
        year, month = divmod(today.year * 12 + today.month - 1 + number, 12)
        found.append((f"{year}-{month + 1:02}-01", _("%(year)d年%(month)d月") % {"year": year, "month": month + 1}))
    return found
