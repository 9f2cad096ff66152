"""The sheet on which a family draws: a flat ground, one huge cropped form, one spark where the tool meets the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import cos, radians, sin, sqrt

from core.covers.colours import channels, colourfulness, luminance, mix
from core.covers.palettes import Palette
from core.covers.paths import Path, Point, number, pair, polygon

MARGIN = 0.085  # of the shorter side: the spark keeps away from the edges by it
FLIPS = {"mirror": "matrix(-1 0 0 1 {} 0)", "half turn": "matrix(-1 0 0 -1 {} {})"}
ROUND = {"stroke_linecap": "round", "stroke_linejoin": "round"}


class Canvas:
    """Collects shapes. `size` = √(width·height) is the measure of every length, so that all formats look alike.

    `form` and `second` are the palette's two colours; `bulk` is the second one as large areas may have it: never the
    white of the page. `detail` adds hairlines, for drawings that are shown large. The spark keeps to one `half` of the
    sheet ("left", "right") if that is given, as in a `band`. `weight` is the x around which the form lies.
    """

    def __init__(self, width: int, height: int, palette: Palette, *, detail: bool, half: str = ""):
        self.width, self.height, self.size = width, height, sqrt(width * height)
        self.wide = width > height
        self.ground, self.form, self.second, self.accent = palette
        self.bulk = self._bulk()
        self.spark_colour = self.accent
        self.detail = detail
        self._safe = self._safe_area(half)
        self.band, self.weight = bool(half), None
        self._shapes: list[str] = []
        self._frame = (0.0, 0.0, 0.0, 1, 1)  # x, y, turn in degrees, scales of the group that is open
        self._spark: tuple[float, float, float] | None = None
        self.spark_outside = 0.0  # how far the spark lies outside the safe area

    def _safe_area(self, half):
        margin, middle = MARGIN * min(self.width, self.height), self.width / 2
        left, right = middle if half == "right" else margin, middle if half == "left" else self.width - margin
        return left, margin, right, self.height - margin

    def _bulk(self):
        if min(channels(self.second)) < 235:
            return self.second
        tint = self.ground if luminance(self.ground) > 0.3 else max(self.form, self.ground, key=colourfulness)
        return mix(self.second, tint, 0.35)

    def at(self, across: float, down: float) -> Point:
        """The point at these shares of width and height."""
        return across * self.width, down * self.height

    @contextmanager
    def group(self, x: float, y: float, turn: float = 0, scale: tuple[int, int] = (1, 1)) -> Iterator[None]:
        """Shapes with (x, y) as their origin, turned clockwise by degrees, then scaled; groups do not nest."""
        self._frame = (x, y, turn, *scale)
        self.weight = x if self.weight is None else self.weight
        turned = f"rotate({number(turn)})" if turn else ""
        scaled = f"scale({scale[0]} {scale[1]})" if scale != (1, 1) else ""
        self._shapes.append(f'<g transform="translate({pair(x, y)}){turned}{scaled}">')
        yield
        self._shapes.append("</g>")
        self._frame = (0.0, 0.0, 0.0, 1, 1)

    @contextmanager
    def shared(self, **attributes) -> Iterator[None]:
        """Shapes that share attributes, written once; inside `group` too."""
        self._shape("g", attributes, end=">")
        yield
        self._shapes.append("</g>")

    def shows(self, x: float, y: float, reach: float) -> bool:
        """Whether anything within `reach` of a point of the open group can lie on the sheet."""
        x, y = self.on_sheet(x, y)
        return -reach < x < self.width + reach and -reach < y < self.height + reach

    def on_sheet(self, x: float, y: float) -> Point:
        """A point of the open group in coordinates of the sheet."""
        left, top, turn, across, down = self._frame
        x, y, angle = x * across, y * down, radians(turn)
        return left + x * cos(angle) - y * sin(angle), top + x * sin(angle) + y * cos(angle)

    def outside(self, x: float, y: float) -> float:
        """How far a point of the open group lies outside the safe area, 0 inside."""
        x, y = self.on_sheet(x, y)
        left, top, right, bottom = self._safe
        return max(left - x, x - right, top - y, y - bottom, 0)

    def spark(self, x: float, y: float, radius: float | None = None) -> None:
        """Offers a point of contact: the first inside the safe area gets the spark, else the one nearest to it."""
        outside = self.outside(x, y)
        if self._spark is None or outside < self.spark_outside:
            self._spark = (*self.on_sheet(x, y), radius or self.size * 0.036)
            self.spark_outside = outside

    @property
    def spark_at(self) -> Point:
        return self._spark[:2]

    def path(self, path: Path, fill: str = "none", stroke: str = "", width: float = 0, **attributes) -> None:
        self._shape("path", {"d": path, "fill": fill} | _stroke(stroke, width) | attributes)

    def polygon(self, points: list[Point], fill: str) -> None:
        self.path(polygon(points), fill)

    def hairline(self, path: Path, over: str | None = None) -> None:
        """A thin line in the ground's colour over a shape of the colour `over`; on detailed drawings alone."""
        if self.detail:
            self.path(path, stroke=self._quiet(over or self.form), width=self.size * 0.0022)

    def thin_circle(self, x: float, y: float, radius: float, over: str) -> None:
        if self.detail:
            self.circle(x, y, radius, stroke=self._quiet(over), width=self.size * 0.0022)

    def _quiet(self, colour):
        return mix(colour, self.ground, 0.45)

    def circle(self, x: float, y: float, radius: float, fill="", stroke="", width: float = 0, **attributes) -> None:
        place = {"cx": number(x), "cy": number(y), "r": number(radius)}
        self._shape("circle", place | _fill(fill, stroke) | _stroke(stroke, width) | attributes)

    def ellipse(self, x, y, across: float, down: float, fill="", stroke="", width: float = 0) -> None:
        place = {"cx": number(x), "cy": number(y), "rx": number(across), "ry": number(down)}
        self._shape("ellipse", place | _fill(fill, stroke) | _stroke(stroke, width))

    def rectangle(self, x, y, width, height, fill="", corner: float = 0, stroke="", line: float = 0) -> None:
        place = {"x": number(x), "y": number(y), "width": number(width), "height": number(height)}
        rounded = {"rx": number(corner)} if corner else {}
        self._shape("rect", place | rounded | _fill(fill, stroke) | _stroke(stroke, line))

    def _shape(self, name, attributes, end="/>"):
        text = " ".join(f'{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
        self._shapes.append(f"<{name} {text}{end}")

    def svg(self, flip: str = "") -> str:
        """The whole drawing, with two hairline axes through the spark; `flip` is one of FLIPS."""
        x, y, radius = self._spark
        axes = Path().move(x, 0).down(self.height).move(0, y).across(self.width)
        self.path(axes, stroke=self.spark_colour, width=self.size * 0.0019)
        self.circle(x, y, radius, self.spark_colour)
        shapes = "".join(self._shapes)
        if flip:
            shapes = f'<g transform="{FLIPS[flip].format(self.width, self.height)}">{shapes}</g>'
        box = f'viewBox="0 0 {self.width} {self.height}"'
        ground = f'<path fill="{self.ground}" d="M0 0h{self.width}v{self.height}H0z"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{ground}{shapes}</svg>'


def _fill(fill, stroke):
    return {"fill": fill} if fill else {"fill": "none"} if stroke else {}


def _stroke(stroke, width):
    return {"stroke": stroke, "stroke-width": number(width)} if stroke else {}
