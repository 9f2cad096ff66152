"""Forms of the directory's desk pages about duplicates."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.models import Company


class CompanyAddressField(forms.CharField):
    """The address of a company's page, or the last part of it, cleaned to the company."""

    def clean(self, value):
        path = re.split("[?#]", super().clean(value))[0]
        slug = path.rstrip("/").rsplit("/", 1)[-1]
        company = Company.objects.filter(slug=slug[:80]).first()
        if company is None:
            raise ValidationError(_("この住所の企業はありません。企業のページの住所を写してください。"))
        return company


class PairForm(forms.Form):
    """Two companies that nobody guessed to be one."""

    first = CompanyAddressField(label=_("残す企業のページの住所"), max_length=300)
    second = CompanyAddressField(label=_("まとめて消える企業のページの住所"), max_length=300)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            raise ValidationError(_("同じ企業が二回書かれています。"))
        return cleaned


class MergeWordsForm(forms.Form):
    """One word of a vocabulary into another."""

    def __init__(self, *args, model, **kwargs):
        super().__init__(*args, **kwargs)
        words = model.objects.all()
        self.fields["gone"] = forms.ModelChoiceField(words, label=_("まとめて消える語"))
        self.fields["kept"] = forms.ModelChoiceField(words, label=_("残す語"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("gone") and cleaned.get("gone") == cleaned.get("kept"):
            raise ValidationError(_("違う二つの語を選んでください。"))
        return cleaned
