"""In which shapes and sizes pictures are shown, and the filters of Wagtail that make them.

Every picture is made in every shape: which pages will show it is not known when it is uploaded.
"""

import hashlib
from dataclasses import dataclass

from wagtail.images.models import Filter

FORMATS = ("webp", "avif")  # in the order of making: WebP takes a tenth of the time and is shown meanwhile


@dataclass(frozen=True)
class Shape:
    """`ratio` is width by height, None for the picture as it is; `widths` are points of the file, growing."""

    ratio: float | None
    widths: tuple[int, int, int]

    def widths_for(self, width: int, height: int) -> tuple[int, ...]:
        """Those of the widths that a picture of this size can fill; the smallest in any case."""
        widest = min(width, height * self.ratio) if self.ratio else width
        return tuple(
            each for before, each in zip((0, *self.widths), self.widths, strict=False) if not before or before < widest
        )

    def spec(self, width: int, form: str) -> str:
        """Wagtail's words for the picture in this shape, `width` wide, as "webp" or "avif"."""
        size = f"fill-{width}x{round(width / self.ratio)}" if self.ratio else f"width-{width}"
        return f"{size}|format-{form}"


SHAPES = {
    "hero": Shape(16 / 9, (750, 1280, 1920)),
    "card": Shape(3 / 2, (360, 640, 960)),
    "tall": Shape(4 / 5, (360, 640, 960)),
    "square": Shape(1, (120, 240, 360)),
    "whole": Shape(None, (480, 960, 1600)),
}
# Changes with the table above, so that a new shape is made of old pictures, too.
VERSION = hashlib.sha256(repr((SHAPES, FORMATS)).encode()).hexdigest()[:8]


def all_specs(*shapes: str) -> list[str]:
    """Every filter of these shapes; of all of them if none is named."""
    chosen = [SHAPES[name] for name in shapes] or SHAPES.values()
    return [shape.spec(width, form) for shape in chosen for width in shape.widths for form in FORMATS]


def specs_of(picture, form: str, *shapes: str) -> list[str]:
    """The filters of these shapes (of all if none is named) that this very picture needs in one format."""
    chosen = [SHAPES[name] for name in shapes] or SHAPES.values()
    return [shape.spec(width, form) for shape in chosen for width in shape.widths_for(picture.width, picture.height)]


def made_of(picture, renditions, specs) -> dict[str, object]:
    """{filter: rendition} of those among `renditions` that show the picture around its present focal point."""
    keys = {spec: Filter(spec).get_cache_key(picture) for spec in specs}
    return {each.filter_spec: each for each in renditions if keys.get(each.filter_spec, False) == each.focal_point_key}
