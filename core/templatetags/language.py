"""Marks for text that stands in another language than its page."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.filter
def lang_unless(english):
    """The attribute ` lang="ja"` for a text shown in Japanese on an English page because `english` is empty."""
    return mark_safe(' lang="ja"') if get_language() == "en" and not english else ""
