"""`{% headline company.tagline as hook %}`: the lines of a headline, each for a plate."""

from django import template

from core import headlines

register = template.Library()


@register.simple_tag
def said(text):
    """The lines of what somebody said, for columns, which hold a little more than plates."""
    return headlines.headline(str(text or ""), most=headlines.UPRIGHT)


@register.simple_tag
def headline(text, name=False):
    """See core.headlines: `.lines`, and `.long` for the smaller type; `name=True` for the name of a company."""
    return headlines.headline(str(text or ""), name=name)
