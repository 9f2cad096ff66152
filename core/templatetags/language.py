"""Marks for text that stands in another language than its page."""

import re

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()

_JAPANESE = re.compile("[぀-ヿ㐀-鿿豈-﫿]")
_MARK = mark_safe(' lang="ja"')


@register.filter
def lang_unless(english):
    """The attribute ` lang="ja"` for a text shown in Japanese on an English page because `english` is empty."""
    return _MARK if get_language() == "en" and not english else ""


@register.filter
def lang_of(text):
    """The attribute ` lang="ja"` for a text on an English page that has Japanese letters in it."""
    return _MARK if get_language() == "en" and _JAPANESE.search(str(text)) else ""
