"""Form elements written in one go.

Django renders three templates for an <input> and three for every <option>: 20 of the 30 CPU ms of a booking form.
"""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html


class LineInput(forms.TextInput):
    """One line of text; `kind` is the type attribute."""

    def __init__(self, kind="text", **attrs):
        super().__init__({name.replace("_", "-"): value for name, value in attrs.items()})
        self.input_type = kind

    def render(self, name, value, attrs=None, renderer=None):
        shown = self.format_value(value)
        value = format_html(' value="{}"', shown) if shown else ""
        rest = flatatt(self.attrs | (attrs or {}))
        return format_html('<input type="{}" name="{}"{}{}>', self.input_type, name, value, rest)


class HiddenLine(LineInput):
    def __init__(self):
        super().__init__("hidden")


class TickBox(forms.CheckboxInput):
    """A checkbox."""

    def render(self, name, value, attrs=None, renderer=None):
        rest = flatatt(self.attrs | (attrs or {}) | {"checked": bool(self.check_test(value))})
        return format_html('<input type="checkbox" name="{}"{}>', name, rest)
