"""切削: the path of an end mill from the middle of a pocket outwards, round or square; behind the tool it is still metal."""

from math import dist

from core.covers.canvas import ROUND, Canvas
from core.covers.choices import Choices
from core.covers.paths import Path, along

PLACES = ((0.72, 0.32, 90), (0.28, 0.66, -90), (0.74, 0.7, 180), (0.26, 0.3, 0), (0.66, 0.28, 90))
WAYS = ((1, 0), (0, 1), (-1, 0), (0, -1))


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, turn = choices.pick(PLACES)
    square = choices.pick((False, True))
    pitch = size * choices.pick((0.1, 0.13, 0.16) if square else (0.09, 0.11, 0.125))
    turns = int(size * choices.pick((0.5, 0.62)) / (pitch / 2)) | 1
    with canvas.group(*canvas.at(across, down), turn + 90 * square):
        cut, ahead, tool = (_square if square else _round)(canvas, pitch, turns)
        canvas.path(cut, stroke=canvas.form, width=pitch * 0.64, **ROUND)
        canvas.path(ahead, stroke=canvas.second, width=pitch * 0.64)
        canvas.hairline(ahead, canvas.second)
        canvas.hairline(cut)
        canvas.spark(*tool)


def _round(canvas, pitch, turns):
    """Half circles, each a half pitch wider than the one before; the tail leaves on a tangent."""
    ends, x = [0.0], 0.0
    for half in range(1, turns + 1):
        x += (1 if half % 2 else -1) * half * pitch
        ends.append(x)
    inside = [half for half in range(3, turns - 1) if canvas.outside(ends[half], 0) == 0]
    tool = inside[-1] if inside else 2
    cut, ahead = Path().move(0, 0), Path().move(ends[tool], 0)
    for half in range(1, turns + 1):
        (cut if half <= tool else ahead).arc(half * pitch / 2, ends[half], 0)
    return cut, ahead.down(canvas.size * 2), (ends[tool], 0)


def _square(canvas, pitch, turns):
    """Legs with rounded corners, rounder towards the outside; the tool stands in the middle of a leg."""
    corners = [(0.0, 0.0)]
    for leg in range(turns * 2 - 2):
        (dx, dy), (x, y), length = WAYS[leg % 4], corners[-1], pitch * (leg // 2 + 1)
        corners.append((x + dx * length, y + dy * length))
    (dx, dy), (x, y) = WAYS[(turns * 2 - 2) % 4], corners[-1]
    corners.append((x + dx * canvas.size * 2, y + dy * canvas.size * 2))
    at, tool = 1, corners[1]
    for leg in range(1, len(corners) - 3):
        middle = tuple((a + b) / 2 for a, b in zip(corners[leg], corners[leg + 1], strict=True))
        if leg < 5 or canvas.outside(*middle) == 0:
            at, tool = leg, middle
    cut, ahead = Path().move(0, 0), Path().move(*tool)
    for corner in range(1, len(corners) - 1):
        _rounded(cut if corner <= at else ahead, corners[corner - 1 : corner + 2], pitch * 0.5 * (1 + corner * 0.16))
    return cut.line(*tool), ahead.line(*corners[-1]), tool


def _rounded(path, corners, radius):
    before, corner, after = corners
    radius = min(radius, dist(before, corner) / 2, dist(corner, after) / 2)
    (ax, ay), (bx, by) = along(before, corner), along(corner, after)
    path.line(corner[0] - ax * radius, corner[1] - ay * radius)
    path.quadratic(corner, (corner[0] + bx * radius, corner[1] + by * radius))
