"""Path data of SVG, written short: numbers have one decimal at most."""

from collections.abc import Sequence
from math import dist

Point = tuple[float, float]


def number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def pair(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


class Path:
    """Path data from absolute coordinates; every command returns the path, so that commands chain."""

    def __init__(self):
        self._commands: list[str] = []

    def __str__(self):
        return "".join(self._commands)

    def _command(self, text):
        self._commands.append(text)
        return self

    def move(self, x: float, y: float) -> "Path":
        return self._command(f"M{pair(x, y)}")

    def line(self, x: float, y: float) -> "Path":
        return self._command(f"L{pair(x, y)}")

    def across(self, x: float) -> "Path":
        return self._command(f"H{number(x)}")

    def down(self, y: float) -> "Path":
        return self._command(f"V{number(y)}")

    def arc(self, radius: float, x: float, y: float, *, large=False, clockwise=True, across: float = 0) -> "Path":
        """To (x, y) along a circle, or an ellipse whose horizontal radius is `across`."""
        radii = pair(across or radius, radius)
        return self._command(f"A{radii} 0 {large:d} {clockwise:d} {pair(x, y)}")

    def quadratic(self, control: Point, end: Point) -> "Path":
        return self._command(f"Q{pair(*control)} {pair(*end)}")

    def cubic(self, first: Point, second: Point, end: Point) -> "Path":
        return self._command(f"C{pair(*first)} {pair(*second)} {pair(*end)}")

    def smooth(self, second: Point, end: Point) -> "Path":
        return self._command(f"S{pair(*second)} {pair(*end)}")

    def close(self) -> "Path":
        return self._command("z")

    def join(self, *others: "Path") -> "Path":
        """The commands of the others behind the own."""
        for other in others:
            self._commands += other._commands
        return self


def polygon(points: Sequence[Point]) -> Path:
    return polyline(points).close()


def polyline(points: Sequence[Point]) -> Path:
    path = Path().move(*points[0])
    for point in points[1:]:
        path.line(*point)
    return path


def curve(points: Sequence[Point], *, closed=False) -> Path:
    """A Catmull-Rom curve through the points."""
    last = len(points) - 1

    def tangent(at):
        before, after = (at - 1, at + 1) if closed else (max(at - 1, 0), min(at + 1, last))
        (x0, y0), (x1, y1) = points[before % (last + 1)], points[after % (last + 1)]
        return (x1 - x0) / 6, (y1 - y0) / 6

    (x, y), (dx, dy) = points[0], tangent(0)
    path = Path().move(x, y)
    for step, at in enumerate([*range(1, last + 1), *([0] if closed else [])]):
        end, (ex, ey) = points[at], tangent(at)
        second = (end[0] - ex, end[1] - ey)
        path = path.smooth(second, end) if step else path.cubic((x + dx, y + dy), second, end)
    return path.close() if closed else path


def along(start: Point, end: Point) -> Point:
    """The unit vector from one point to another."""
    length = dist(start, end)
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def parallel(points: Sequence[Point], distance: float) -> list[Point]:
    """The corners of a polyline moved sideways by a distance."""
    ways = [along(start, end) for start, end in zip(points, points[1:], strict=False)]
    moved = []
    for at, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = ways[max(at - 1, 0)], ways[min(at, len(ways) - 1)]
        scale = distance / (1 + ax * bx + ay * by)
        moved.append((x - scale * (ay + by), y + scale * (ax + bx)))
    return moved
