"""The formats in which drawn covers are served, and their addresses."""

from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse

from core.covers import Cover, NoSuchCover, draw
from core.covers.edition import EDITION

KEPT = 2048  # drawings in a process: 6 MB at most, twice the pages of the largest ward


class Shape(NamedTuple):
    """A format: units of width and height, and whether it is shown so large that hairlines are seen."""

    width: int
    height: int
    detail: bool = False


SHAPES = {
    "card": Shape(800, 1000),
    "wide": Shape(1200, 800),
    "square": Shape(800, 800),
    "hero": Shape(1600, 720, detail=True),
}


@lru_cache(maxsize=KEPT)
def drawing(cover: Cover, shape: str, theme: str) -> str:
    """The SVG of a cover; NoSuchCover for a family, field, shape or theme that is none."""
    if shape not in SHAPES:
        raise NoSuchCover(shape)
    width, height, detail = SHAPES[shape]
    return draw(*cover, width=width, height=height, theme=theme, detail=detail)


def address(cover: Cover, shape: str, theme: str) -> str:
    """Where a drawing is served. It names the edition of the drawing code, so that what it answers never changes."""
    slug = cover.slug or "-"  # a page that is written for the first time has none
    return reverse("pictures:cover", args=[EDITION, cover.family, cover.field, shape, theme, slug])
