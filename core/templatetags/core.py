"""Template tags that every app uses."""

from django import template
from django.urls import translate_url

register = template.Library()


@register.filter
def thousands(number):
    """3239 as "3,239", in both languages."""
    return f"{number:,}"


@register.simple_tag(takes_context=True)
def in_language(context, code):
    """The address of this very page in another language, with its query; "" where it has no other language."""
    request = context.get("request")
    here = request.get_full_path() if request else ""
    there = translate_url(here, code)
    return there if there != here else ""
