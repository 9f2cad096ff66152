"""`{% month_grid month id="days" %}`: a month by core.months.grid, as components/month.html draws it."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def month_grid(month, id=""):
    return _grid(month, id, get_language())


@lru_cache(maxsize=200)
def _grid(month, name, _language):
    """42 boxes of many conditions: 5 CPU ms, and the same for everybody until a day is full."""
    return render_to_string("components/month.html", {"month": month, "id": name})
