"""Drawn covers in templates, for whoever has no photograph."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string

from core.covers import Cover
from pictures.drawn import SHAPES, address

register = template.Library()
DARK, WIDE = "(prefers-color-scheme: dark)", "(min-width: 48rem)"


@register.simple_tag
def cover(subject, shape="card", desktop="", eager=False):
    """`{% cover company shape="card" desktop="wide" %}`: the drawing of a Cover, or of what has one as `.cover`.

    `desktop` is the shape from 48rem of width on. Decorative: its alternative text is empty. `eager` is for what
    stands at the top of a page.
    """
    return _picture(subject if isinstance(subject, Cover) else subject.cover, shape, desktop, eager)


@lru_cache(maxsize=1500)
def _picture(drawn, shape, desktop, eager):
    """Half a millisecond of each of the 24 cards of a list, and the same in every language."""
    wide = [_source(drawn, desktop, "dark", f"{WIDE} and {DARK}"), _source(drawn, desktop, "light", WIDE)]
    picture = {
        "shape": shape,
        "sources": [*(wide if desktop else []), _source(drawn, shape, "dark", DARK)],
        "image": _source(drawn, shape, "light", ""),
        "eager": eager,
    }
    return render_to_string("components/cover.html", picture)


@register.simple_tag
def drawn(subject, shape="hero", phone="card"):
    """`{% drawn company %}`: the drawing as the band on top of a page, in the shape `phone` on small screens."""
    return cover(subject, shape=phone, desktop=shape, eager=True)


def _source(drawn, shape, theme, media):
    if not shape:
        return None
    width, height, _detail = SHAPES[shape]
    return {"media": media, "address": address(drawn, shape, theme), "width": width, "height": height}
