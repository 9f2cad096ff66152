"""What a host or the desk answers to a request."""

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from core.forms import LineField

# Each is told to the guest in the guest's own language.
REASONS = {
    "busy": _("その日は都合がつかなくなりました。ほかの日に申し込んでください。"),
    "size": _("この人数では受けられません。"),
    "grade": _("この学年の人には向いていない内容です。"),
}


class AnswerForm(forms.Form):
    """One of two buttons; with a no perhaps a sentence, chosen or written."""

    TAKE, DECLINE = "take", "decline"

    answer = forms.ChoiceField(
        choices=[(TAKE, _("受ける")), (DECLINE, _("ことわる"))],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("「受ける」か「ことわる」をおしてください。")),
    )
    reason = forms.ChoiceField(
        label=_("そえることば"), choices=[("", _("えらばない")), *REASONS.items()], required=False
    )
    reply = LineField(
        label=_("自分で書くことば"),
        required=False,
        max_length=200,
        help_text=_("200文字まで。相手にそのままとどきます。上でえらんだことばより、こちらを使います。"),
    )

    def sentence(self, language: str) -> str:
        """What the guest reads, in that language where it is one of ours."""
        with translation.override(language):
            return self.cleaned_data["reply"] or str(REASONS.get(self.cleaned_data["reason"], ""))


class DeskAnswerForm(AnswerForm):
    """The same at the desk, where many requests stand on one page."""

    request = forms.ModelChoiceField(Booking.objects.select_related("party", "slot__activity"))
