"""What is typed about guardians: by the party when it books, by guardians themselves, at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.guardian_rule import Level
from core.forms import NameField, TelephoneField
from core.widgets import LineInput, TickBox


class GuardianBox(forms.Form):
    """Part of the booking form: that the guardian knows, and their number. Shown only where the rule asks for both."""

    guardian_agreed = forms.BooleanField(label=_("保護者の了解をもらいました"), required=False, widget=TickBox)
    guardian_phone = TelephoneField(
        label=_("保護者の電話番号"),
        required=False,
        widget=LineInput("tel", autocomplete="off"),
        help_text=_("けがや急な体調のときなど、急いで連絡したいときだけ使います。"),
    )
    asks_guardian = False

    def clean_guardian(self, level):
        """Ask for both where the party needs them by this level, and forget them where it does not."""
        self.asks_guardian = level == Level.BOX
        if not self.asks_guardian:
            self._errors.pop("guardian_phone", None)
            self.cleaned_data |= {"guardian_agreed": False, "guardian_phone": ""}
            return
        self.fields["guardian_phone"].required = True  # for the mark beside its name
        if not self.cleaned_data.get("guardian_agreed"):
            self.add_error(
                "guardian_agreed", _("高校生・高専生だけで来るときは、保護者の了解をもらって、印をつけてください。")
            )
        if not self.cleaned_data.get("guardian_phone") and "guardian_phone" not in self.errors:
            self.add_error("guardian_phone", _("保護者の電話番号を入れてください。"))


class SigningForm(forms.Form):
    """What a guardian agrees to; stale if the words have changed since they were shown."""

    name = NameField(label=_("保護者の名前"), max_length=120, widget=LineInput(autocomplete="name"))
    phone = TelephoneField(
        label=_("保護者の電話番号"),
        error_messages={"required": _("電話番号を入力してください。")},
        help_text=_("けがや急な体調のときなど、急いで連絡したいときだけ使います。"),
    )
    agreed = forms.CharField(label=_("同意"), error_messages={"required": _("読んで、印をつけてください。")})

    def __init__(self, version, data=None):
        super().__init__(data)
        self.version = version
        self.fields["agreed"].widget = TickBox({"value": version}, check_test=lambda value: value == version)
        self.fields["agreed"].widget.value_from_datadict = lambda data, files, name: data.get(name, "")

    def clean_agreed(self):
        if self.cleaned_data["agreed"] != self.version:
            raise forms.ValidationError(
                _("案内の内容が変わりました。もう一度読んで、印をつけてください。"), code="changed"
            )
        return self.version


class PaperForm(forms.Form):
    """What stands on a signed sheet of paper."""

    guardian_name = NameField(label=_("保護者の名前"), max_length=120, widget=LineInput(autocomplete="off"))
    guardian_phone = TelephoneField(
        label=_("保護者の電話番号"),
        widget=LineInput("tel", autocomplete="off"),
        error_messages={"required": _("電話番号を入力してください。")},
    )
