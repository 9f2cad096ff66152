"""What a word of the trade means, beside it."""

from django import template

from core import glosses

register = template.Library()


@register.simple_tag
def gloss(vocabulary, value):
    return glosses.gloss(vocabulary, value)


@register.filter
def glossed(choices, vocabulary):
    """[(label, what it means)] of those choices of a filter that need a word."""
    return [(choice.label, words) for choice in choices if (words := glosses.gloss(vocabulary, choice.value))]
