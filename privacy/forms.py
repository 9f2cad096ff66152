"""What is asked of somebody who takes personal data out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import FORMATS

OTHER = "そのほか"


class PurposeForm(forms.Form):
    """Why personal data leave, and in what kind of file. `purpose()` is what the log and the file's name carry.

    A form of this kind names its PURPOSES and may take fewer of FORMATS.
    """

    PURPOSES = (OTHER,)
    FORMATS = tuple(FORMATS)

    why = forms.ChoiceField(label=_("目的"), help_text=_("目的は、だれが・いつ・何件出したかとともに記録されます。"))
    note = forms.CharField(
        label=_("補足"), max_length=100, required=False, help_text=_("目的が「そのほか」のときは必ず書いてください。")
    )
    format = forms.ChoiceField(label=_("形式"), initial="csv", widget=forms.RadioSelect)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = [("", _("選んでください")), *((purpose, purpose) for purpose in self.PURPOSES)]
        self.fields["format"].choices = [(key, FORMATS[key].label) for key in self.FORMATS]

    def clean(self):
        data = super().clean()
        if data.get("why") == OTHER and not data.get("note"):
            self.add_error("note", _("目的を具体的に書いてください。"))
        return data

    def purpose(self) -> str:
        why, note = self.cleaned_data["why"], self.cleaned_data["note"]
        return note if why == OTHER else f"{why} {note}".strip()
