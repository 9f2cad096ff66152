"""Template tags that every app uses."""

from django import template
from django.urls import translate_url

register = template.Library()


@register.simple_tag(takes_context=True)
def in_language(context, code):
    """The address of this very page in another language."""
    request = context.get("request")
    return translate_url(request.get_full_path(), code) if request else "/"
