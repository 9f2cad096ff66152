"""Drawn covers: SVG in the vocabulary of a process, in the colours of a field, decided by a slug.

One grammar: a flat ground, one huge cropped form, one spark, the point where tool and metal meet. No ids, no style
attributes, no text: safe inside a page, many times over, under a strict content policy.
"""

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.families import DRAWINGS, FAMILIES, family_of
from core.covers.palettes import BRAND, FIELDS, THEMES, field_of, is_field, palette
from core.covers.subjects import Cover, cover_of

__all__ = [
    "BRAND",
    "FAMILIES",
    "FIELDS",
    "THEMES",
    "Cover",
    "NoSuchCover",
    "cover_of",
    "draw",
    "family_of",
    "field_of",
    "is_field",
]

ONE_HANDED = ("thread", "spring")  # a right-handed thread in a mirror is another one
BAND = 1.8  # as many times as wide as it is high, a drawing lies behind a headline
HALVES = ("left", "right")
WEIGHT = 0.72  # of the width: where the form of a band lies best


class NoSuchCover(LookupError):
    """A family, field or theme in which nothing can be drawn."""


def draw(
    slug: str,
    family: str,
    field: str,
    *,
    width: int = 800,
    height: int = 1000,
    theme: str = "light",
    detail: bool = False,
) -> str:
    """The text of an SVG, 1 to 6 KB, the same for the same arguments.

    `family` is one of FAMILIES, `theme` one of THEMES, `field` a name that `field_of` gives, else NoSuchCover.
    `detail` adds hairlines, which are seen from 400 px of width on.
    """
    if family not in FAMILIES or theme not in THEMES or not is_field(field):
        raise NoSuchCover(family, field, theme)
    colours = palette(field, theme, Choices(slug).colours)
    if width >= BAND * height:
        return _band(slug, family, [Canvas(width, height, colours, detail=detail, half=half) for half in HALVES])
    canvas, choices = Canvas(width, height, colours, detail=detail), Choices(slug)
    DRAWINGS[family](canvas, choices)
    return canvas.svg("mirror" if choices.mirrored and family not in ONE_HANDED else "")


def _band(slug, family, canvases):
    """Drawn for both halves of the sheet, and flipped where it is the left one: the spark and, as far as may be, the
    form end up on the right, for the headline stands on the left."""
    tried = []
    for canvas, flip in zip(canvases, ("half turn" if family in ONE_HANDED else "mirror", ""), strict=True):
        DRAWINGS[family](canvas, Choices(slug))
        weight = canvas.spark_at[0] if canvas.weight is None else canvas.weight
        off = abs((canvas.width - weight if flip else weight) - WEIGHT * canvas.width)
        tried.append((round(canvas.spark_outside), off, flip, canvas))
    *_reasons, flip, canvas = min(tried, key=lambda one: one[:2])
    return canvas.svg(flip)
