"""Lines of Japanese headings that break between phrases."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.phrases import phrases as phrases_of

register = template.Library()


@register.filter
def phrases(text):
    """`text`, escaped, with a `<wbr>` between its phrases; the class "phrases" forbids every other break."""
    return mark_safe("<wbr>".join(map(escape, phrases_of(str(text)))))  # noqa: S308 -- escaped here
