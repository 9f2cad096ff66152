"""What a visitor types to book, to confirm and to change."""

import re
from collections import Counter
from functools import cache

from django import forms
from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from bookings.grades import Grade
from bookings.guardian_forms import GuardianBox
from bookings.guardians import hazard_of, level_of
from bookings.manners import ANSWER, manners_of
from bookings.services import NewGuest, NewParty
from core.forms import CountField, KanaField, MailField, NameField, PinField, TelephoneField
from core.tokens import new_token
from core.widgets import HiddenLine, LineInput, TickBox

ROWS = 5  # of people who come along, each row one school year and a number
ROW_MAX = 100
SLOT_ID_MAX = 2**63 - 1
KEY = re.compile("[A-Za-z0-9_-]{20,64}")
SOURCE = re.compile(r"\A[A-Za-z0-9_-]{1,40}\Z")


class GradeSelect(forms.Widget):
    """The school years as a <select>, written from options made once per language (see core.widgets)."""

    def render(self, name, value, attrs=None, renderer=None):
        options = _options(get_language())
        if value in options:
            options = options | {value: options[value].replace('">', '" selected>', 1)}
        attrs = flatatt({"name": name, **(attrs or {})})
        return mark_safe(f"<select{attrs}>{''.join(options.values())}</select>")  # noqa: S308 -- both parts are escaped


@cache
def _options(language):
    """Each school year's <option>, the empty one first."""
    choices = [("", _("えらぶ")), *Grade.choices]
    return {value: format_html('<option value="{}">{}</option>', value, label) for value, label in choices}


class GradeField(forms.CharField):
    """A school year, or "" for nobody."""

    widget = GradeSelect

    def validate(self, value):
        super().validate(value)
        if value and value not in Grade.values:
            raise forms.ValidationError(_("学年か立場をえらんでください。"), code="invalid")


class VersionBox(TickBox):
    """A checkbox that sends which version of a text was read."""

    def __init__(self, version):
        super().__init__({"value": version}, check_test=lambda value: value == version)

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


class MannersField(forms.CharField):
    """The agreement to what an activity asks of its visitors; stale if the words have changed since they were shown."""

    def __init__(self, version):
        self.version = version
        required = _("きまりを読んで、印をつけてください。")
        super().__init__(label=_("当日のきまり"), widget=VersionBox(version), error_messages={"required": required})

    def validate(self, value):
        super().validate(value)
        if value != self.version:
            raise forms.ValidationError(_("きまりが変わりました。もう一度読んで、印をつけてください。"), code="changed")


class GuestsForm(forms.Form):
    """Who comes: the contact perhaps, and rows of "school year × number" that fit a family as well as a class."""

    coming = forms.BooleanField(label=_("わたしも参加します"), required=False, initial=True, widget=TickBox)
    own_grade = GradeField(label=_("わたしの学年・立場"), required=False)

    def __init__(self, *args, rows=ROWS, **kwargs):
        super().__init__(*args, **kwargs)
        self.row_numbers = range(1, rows + 1)
        for row in self.row_numbers:
            self.fields[f"grade_{row}"] = GradeField(label=gettext("学年・立場（%d）") % row, required=False)
            self.fields[f"count_{row}"] = CountField(
                label=gettext("人数（%d）") % row, min_value=1, max_value=ROW_MAX, required=False
            )

    @classmethod
    def of(cls, guests, data=None):
        """The form filled in with guests who are booked already."""
        others = Counter(guest.grade for guest in guests if not guest.is_self)
        own = next((guest.grade for guest in guests if guest.is_self), "")
        initial = {"coming": bool(own), "own_grade": own}
        for row, (grade, count) in enumerate(others.items(), start=1):
            initial |= {f"grade_{row}": grade, f"count_{row}": count}
        return cls(data, initial=initial, rows=max(ROWS, len(others)))

    @property
    def rows(self):
        return [(self[f"grade_{row}"], self[f"count_{row}"]) for row in self.row_numbers]

    @property
    def more_rows_open(self):
        """Whether a row beyond the first has something to show."""
        return any(field.value() or field.errors for row in self.rows[1:] for field in row)

    def clean(self):
        data = super().clean()
        if data.get("coming") and not data.get("own_grade") and "own_grade" not in self.errors:
            self.add_error("own_grade", _("学年か立場をえらんでください。"))
        for row in self.row_numbers:
            if data.get(f"count_{row}") and not data.get(f"grade_{row}") and f"grade_{row}" not in self.errors:
                self.add_error(f"grade_{row}", _("学年か立場をえらんでください。"))
        if not self.errors and not self.guests():
            self.add_error("coming", _("参加する人を入力してください。"))
        return data

    def guests(self) -> tuple[NewGuest, ...]:
        """One NewGuest per person; a school year without a number counts once."""
        data = self.cleaned_data
        own = [NewGuest(data["own_grade"], is_self=True)] if data["coming"] else []
        for row in self.row_numbers:
            if grade := data[f"grade_{row}"]:
                own += [NewGuest(grade)] * (data[f"count_{row}"] or 1)
        return tuple(own)


class SlotForm(forms.Form):
    """One of an activity's slots. Whether there is room is for the seat engine to say."""

    slot = forms.IntegerField(
        label=_("日時"),
        min_value=1,
        max_value=SLOT_ID_MAX,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _("日時をえらんでください。")),
    )

    def __init__(self, activity, data=None, **kwargs):
        self.activity = activity
        super().__init__(data, **kwargs)

    def clean_slot(self):
        slot = self.activity.slots.filter(pk=self.cleaned_data["slot"]).first()
        if slot is None:
            raise forms.ValidationError(_("この日時は見つかりません。ほかの日時をえらんでください。"), code="unknown")
        return slot


class BookForm(GuardianBox, SlotForm, GuestsForm):
    """Slot, people, contact and consents on one page.

    `child` is the row of the activity's own table, for whoever has read it already.
    """

    family_name = NameField(label=_("姓"), widget=LineInput(autocomplete="family-name"))
    given_name = NameField(label=_("名"), required=False, widget=LineInput(autocomplete="given-name"))
    family_kana = KanaField(label=_("セイ"))
    given_kana = KanaField(label=_("メイ"), required=False)
    email = MailField(label=_("メールアドレス"), help_text=_("確認コードを送ります。予約番号は画面にも出ます。"))
    phone = TelephoneField(label=_("電話番号"), required=False, help_text=_("当日、急に中止になったときだけ使います。"))
    website = forms.CharField(
        label=_("ここは空のままにしてください"), required=False, widget=LineInput(autocomplete="off", tabindex="-1")
    )
    wait = forms.BooleanField(required=False)  # the name of the second button
    least = CountField(
        label=_("全員分の席があかないとき、何人から来ますか"),
        min_value=1,
        max_value=ROW_MAX,
        required=False,
        help_text=_("空のままなら、全員分の席があいたときだけ案内します。"),
    )
    key = forms.CharField(required=False, widget=HiddenLine)
    source = forms.CharField(required=False, widget=HiddenLine)

    def __init__(self, activity, data=None, *, initial=None, child=None):
        super().__init__(
            activity, data, initial={"key": new_token(), **(initial or {})}, rows=min(ROWS, activity.party_max)
        )
        for key in activity.required_consents:
            self.fields[f"consent_{key}"] = forms.BooleanField(
                label=_("個人情報の使いみち"),
                widget=TickBox,
                error_messages={"required": _("「読みました」に印をつけてください。")},
            )
        self.child, self.asked = child, self.what_is_asked(activity, child)
        if self.asked.version:
            self.fields[ANSWER] = MannersField(self.asked.version)
        people = [name for name in self.fields if name.startswith(("coming", "own_", "grade_", "count_"))]
        self.people = people
        # As on the page: mistakes are listed in this order.
        self.order_fields(["slot", *people, "guardian_agreed", "guardian_phone"])

    def what_is_asked(self, activity, child):
        """The manners of an activity, for the page and for `answers`."""
        return manners_of(activity, child)

    def guardian_level(self, grades):
        """What people of these school years need of a guardian."""
        return level_of(self.activity, grades, self.child)

    @property
    def hazard(self):
        """How dangerous the visit is; None where no guardian is ever asked."""
        return hazard_of(self.activity, self.child)

    def consents(self, purposes):
        """Pairs of a purpose and its checkbox, for the page."""
        return [(purpose, self[f"consent_{purpose.key}"]) for purpose in purposes]

    def clean(self):
        data = super().clean()
        if not self.errors and data.get("least") and data["least"] > len(self.guests()):
            self.add_error("least", _("参加する人数より少ない数を入れてください。"))
        if self.errors.keys().isdisjoint(self.people):
            self.clean_guardian(self.guardian_level([guest.grade for guest in self.guests()]))
        return data

    def clean_website(self):
        """People never see this field; programs that fill in every field do."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("このらんを空にして、もう一度送ってください。"), code="filled")
        return ""

    def clean_key(self):
        if not KEY.fullmatch(self.cleaned_data["key"]):
            self.renew_key()
            raise forms.ValidationError(_("ページの期限が切れました。もう一度送ってください。"), code="invalid")
        return f"web:{self.cleaned_data['key']}"

    def clean_source(self):
        return self.cleaned_data["source"] if SOURCE.fullmatch(self.cleaned_data["source"]) else ""

    def renew_key(self):
        """Make the next sending of this page a new wish."""
        self.data = self.data.copy()
        self.data["key"] = new_token()

    @cached_property
    def party(self) -> NewParty:
        data = self.cleaned_data
        return NewParty(
            **{name: data[name] for name in ("family_name", "given_name", "family_kana", "given_kana", "email")},
            phone=data["phone"] and data["phone"].as_e164,
            guests=self.guests(),
            consents=tuple(self.activity.required_consents),
            answers={ANSWER: data[ANSWER]} if data.get(ANSWER) else {},
            language=get_language(),
            guardian_phone=data["guardian_phone"] and data["guardian_phone"].as_e164,
            least=data.get("least") or 0,
        )


class PinForm(forms.Form):
    pin = PinField(label=_("確認コード（6けた）"))


class ResendForm(forms.Form):
    email = MailField(label=_("メールアドレス"), help_text=_("まちがっていたら、ここで直せます。"))
