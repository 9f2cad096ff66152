"""Drawn covers in templates, for whoever has no photograph."""

from django import template

from core.covers import Cover
from pictures.drawn import SHAPES, address

register = template.Library()
DARK, WIDE = "(prefers-color-scheme: dark)", "(min-width: 48rem)"


@register.inclusion_tag("components/cover.html")
def cover(subject, shape="card", desktop="", eager=False):
    """`{% cover company shape="card" desktop="wide" %}`: the drawing of a Cover, or of what has one as `.cover`.

    `desktop` is the shape from 48rem of width on. Decorative: its alternative text is empty. `eager` is for what
    stands at the top of a page.
    """
    drawn = subject if isinstance(subject, Cover) else subject.cover
    wide = [_source(drawn, desktop, "dark", f"{WIDE} and {DARK}"), _source(drawn, desktop, "light", WIDE)]
    return {
        "shape": shape,
        "sources": [*(wide if desktop else []), _source(drawn, shape, "dark", DARK)],
        "image": _source(drawn, shape, "light", ""),
        "eager": eager,
    }


@register.inclusion_tag("components/cover.html")
def drawn(subject, shape="hero", phone="card"):
    """`{% drawn company %}`: the drawing as the band on top of a page, in the shape `phone` on small screens."""
    return cover(subject, shape=phone, desktop=shape, eager=True)


def _source(drawn, shape, theme, media):
    if not shape:
        return None
    width, height, _detail = SHAPES[shape]
    return {"media": media, "address": address(drawn, shape, theme), "width": width, "height": height}
