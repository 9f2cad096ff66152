"""Columns that Django does not have."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class SetField(models.JSONField):
    """Some of a few fixed `options` (pairs of value and label), stored as a JSON list in their order."""

    def __init__(self, *args, options=(), **kwargs):
        super().__init__(*args, **({"default": list, "blank": True} | kwargs))
        self.options = options  # no part of deconstruct(): they change nothing in the database

    def in_order(self, values) -> list[str]:
        """The known ones among `values`, in the order of the options."""
        return [value for value, _label in self.options if value in values]

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or len(self.in_order(value)) != len(value):
            raise ValidationError(_("知らない値があります。"))

    def formfield(self, **kwargs):
        return _SetChoices(
            choices=self.options, label=self.verbose_name, required=False, help_text=self.help_text, **_known(kwargs)
        )


class _SetChoices(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


def _known(kwargs):
    return {name: value for name, value in kwargs.items() if name in ("initial", "widget")}
