"""Forms of the ward's desk for events."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.exports import FORMATS

OTHER = "そのほか"
PURPOSES = ("当日の受付", "参加者への連絡", "名札・名簿の作成", "人数の集計", "問い合わせへの対応", OTHER)


class ExportForm(forms.Form):
    """Why personal data leave, and in what kind of file. `purpose()` is what the log and the file's name carry."""

    why = forms.ChoiceField(
        label=_("目的"),
        choices=[("", _("選んでください")), *((purpose, purpose) for purpose in PURPOSES)],
        help_text=_("目的は、だれが・いつ・何件出したかとともに記録されます。"),
    )
    note = forms.CharField(
        label=_("補足"), max_length=100, required=False, help_text=_("目的が「そのほか」のときは必ず書いてください。")
    )
    format = forms.ChoiceField(
        label=_("形式"),
        choices=[(key, kind.label) for key, kind in FORMATS.items()],
        initial="csv",
        widget=forms.RadioSelect,
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if data.get("why") == OTHER and not data.get("note"):
            self.add_error("note", _("目的を具体的に書いてください。"))
        return data

    def purpose(self) -> str:
        why, note = self.cleaned_data["why"], self.cleaned_data["note"]
        return note if why == OTHER else f"{why} {note}".strip()
