"""What is asked after a visit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.surveys import WORDS, SurveyAnswer
from core.forms import LineField

CHOOSE = {"required": _("一つえらんでください。"), "invalid_choice": _("一つえらんでください。")}


class SurveyForm(forms.Form):
    """Nothing here asks who somebody is."""

    rating = forms.TypedChoiceField(
        label=_("どうでしたか"),
        choices=SurveyAnswer.Rating.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    before = forms.ChoiceField(
        label=_("来る前、工場の仕事をどう思っていましたか"),
        choices=SurveyAnswer.Image.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    after = forms.ChoiceField(
        label=_("いまは、どう思いますか"),
        choices=SurveyAnswer.Image.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    again = forms.TypedChoiceField(
        label=_("イベントに来たり、会社の人と話したりしてみたいですか"),
        choices=[("yes", _("はい")), ("no", _("いいえ"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = LineField(
        label=_("ひとこと"),
        required=False,
        max_length=WORDS,
        help_text=_("300文字まで。名前や連絡先は書かないでください。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
