"""Forms of the desk's pages about lists of companies."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm, LineField
from core.japanese import name_key
from core.tables import MAX_FILE
from directory.models import Company
from privacy.forms import OTHER, PurposeForm

BASES = {
    Company.Basis.CONSENT: _("載せてよいと企業が答えたもの。法人番号のない企業も表示されます。"),
    Company.Basis.REGISTER: _(
        "行政などが公開している名簿。法人番号のない企業は、個人の自宅かもしれないため、どこにも表示されません。"
    ),
    Company.Basis.OPEN_DATA: _(
        "利用条件つきで公開されたデータ。法人番号のない企業は、個人の自宅かもしれないため、どこにも表示されません。"
    ),
}
LAST_KEY = 2**63 - 1  # of any row
TOO_LARGE = _("ファイルが大きすぎます（%(limit)s MBまで）。いらないシートや画像を消すか、表を分けて保存してください。")


def too_large() -> str:
    return str(TOO_LARGE % {"limit": MAX_FILE // 1024 // 1024})


class UploadForm(forms.Form):
    """A list of companies, and what allows the ward to show them."""

    file = forms.FileField(
        label=_("企業の表"),
        allow_empty_file=True,  # refused with its own sentence, as every file that is no table
        help_text=_(
            "Excelブック（.xlsx）かCSV。1行に1社で、「企業名」と「所在地」の列があれば読めます。列の順番や名前は自由です。"
        ),
        error_messages={
            "required": _("ファイルを選んでください。"),
            "missing": _("ファイルを選んでください。"),
            "invalid": _("ファイルが届きませんでした。もう一度選んでください。"),
        },
    )
    basis = forms.ChoiceField(
        label=_("載せる根拠"),
        widget=forms.RadioSelect,
        error_messages={"required": _("この表の企業を載せてよい根拠を選んでください。")},
    )
    source = LineField(
        label=_("出典の名前"),
        max_length=Company._meta.get_field("source").max_length,
        required=False,
        help_text=_(
            "企業のページに出典として出ます。例：令和8年度 工場実態調査。公開名簿と公開データでは必ず書いてください。"
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["basis"].choices = [
            (basis.value, format_html("<span><strong>{}</strong><br>{}</span>", basis.label, text))
            for basis, text in BASES.items()
        ]

    def clean_file(self):
        if self.cleaned_data["file"].size > MAX_FILE:
            raise ValidationError(too_large())
        return self.cleaned_data["file"]

    def clean(self):
        data = super().clean()
        if data.get("basis", "consent") != Company.Basis.CONSENT and not data.get("source", "-"):
            self.add_error("source", _("どの名簿・データか、名前を書いてください。"))
        return data


class MeaningSelect(forms.Select):
    """A select written in one go: a list may have 500 columns with thirty meanings each."""

    def render(self, name, value, attrs=None, renderer=None):
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, " selected" if key == value else "", label) for key, label in self.choices),
        )
        rest = flatatt(self.attrs | (attrs or {}) | {"name": name, "aria-labelledby": f"head-{name}"})
        return format_html("<select{}>{}</select>", rest, options)


class ColumnsForm(forms.Form):
    """What each column of a list means; "" for a column that is not used."""

    def __init__(self, *args, columns, targets, fixed=False, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("使わない")), *targets]
        for column in columns:
            field = forms.ChoiceField(
                label=column.header,
                choices=choices,
                required=False,
                disabled=fixed,
                initial=column.target,
                widget=MeaningSelect,
                error_messages={"invalid_choice": _("選べる意味ではありません。もう一度選んでください。")},
            )
            self.fields[f"column_{column.index}"] = field

    def corrections(self) -> dict[int, str]:
        """Index → meaning of the columns that were read otherwise so far."""
        return {int(name.removeprefix("column_")): self.cleaned_data[name] for name in self.changed_data}


class CompaniesExportForm(PurposeForm):
    """The directory into a file."""

    PURPOSES = ("名簿の更新", "電話・郵便での連絡", "集計・分析", "控えの保存", OTHER)
    FORMATS = ("csv", "xlsx")


class ProposalFilter(FilterForm):
    """Narrows the open proposals to a company, a field, or what one import proposed."""

    company = LineField(label=_("企業名"), max_length=120, required=False)
    field = forms.ChoiceField(label=_("項目"), required=False)
    run = forms.IntegerField(required=False, min_value=1, max_value=LAST_KEY, widget=forms.HiddenInput)

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", _("すべて")), *fields]

    def narrow(self, proposals):
        """Those that were asked for; none where the question cannot be understood."""
        if not self.is_valid():
            return proposals.none()
        data = self.cleaned_data
        if data["company"]:
            key = name_key(data["company"])
            proposals = proposals.filter(
                Q(company__name__icontains=data["company"]) | Q(company__name_key__contains=key)
            )
        if data["field"]:
            proposals = proposals.filter(field=data["field"])
        return proposals.filter(run=data["run"]) if data["run"] else proposals


class DecisionForm(forms.Form):
    """Proposals taken or left: one by its own button (`take`, `leave`), or the ticked ones (`proposal`) by `chosen`.

    Cleans to `accepted` (True or False) and `keys`.
    """

    take = forms.IntegerField(required=False, min_value=1, max_value=LAST_KEY)
    leave = forms.IntegerField(required=False, min_value=1, max_value=LAST_KEY)
    chosen = forms.ChoiceField(choices=[("take", ""), ("leave", "")], required=False)

    def clean(self):
        data = super().clean()
        one = data.get("take") or data.get("leave")
        ticked = [int(key) for key in self.data.getlist("proposal") if key.isdecimal() and len(key) < 19]
        keys = [one] if one else ticked if data.get("chosen") else []
        if not keys:
            raise ValidationError(_("提案が選ばれていません。左の四角に印をつけてから、もう一度押してください。"))
        return {"accepted": bool(data.get("take")) if one else data["chosen"] == "take", "keys": keys}
