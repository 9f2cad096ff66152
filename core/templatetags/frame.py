"""`{% frame "components/site_header.html" %}`: what surrounds every page, made once for each section and language.

Header and footer are 120 tags, and took 3 of the 8 CPU ms of a small page. They depend on nothing but the section, the
language and the names of the installation, except for the two switches, which lead back to this very page.
"""

import re

from django import template
from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()

# What a part of the frame names as a variable and this tag fills in for each page.
SWITCHES = {
    "language_switch": ("components/language_switch.html", {}),
    "ruby_switch": ("components/ruby_switch.html", {"item": False}),
    "ruby_switch_item": ("components/ruby_switch.html", {"item": True}),
}
_MARK = re.compile("\x00(\\w+)\x00")  # stands where a switch goes; no template can hold it
_kept: dict[tuple, list[str]] = {}


@register.simple_tag(takes_context=True)
def frame(context, part):
    """The part as kept, with this page's switches. While DEBUG is on it is made anew, so that a change is seen."""
    page = getattr(context.get("request"), "resolver_match", None)  # an address that leads nowhere has none
    installation = tuple(context.get(name) for name in ("SITE_NAME", "WARD_NAME", "DEMO"))
    key = (part, get_language(), page.namespace if page else "", installation)
    if key not in _kept or settings.DEBUG:
        marks = {name: mark_safe(f"\x00{name}\x00") for name in SWITCHES}  # noqa: S308 -- filled in below
        _kept[key] = _MARK.split(_rendered(context, part, marks))
    pieces = _kept[key].copy()
    pieces[1::2] = [_switch(context, name) for name in pieces[1::2]]
    return mark_safe("".join(pieces))  # noqa: S308 -- rendered templates


def _switch(context, name):
    """A switch of this page; it stands in several places and is made once."""
    made = context.render_context.setdefault("switches", {})
    if name not in made:
        made[name] = _rendered(context, *SWITCHES[name])
    return made[name]


def _rendered(context, name, variables):
    with context.push(**variables):
        return context.template.engine.get_template(name).render(context)
