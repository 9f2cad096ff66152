"""成形: melt flowing around a core, as potential flow has it; the spark is the tip of the stream that is ahead."""

from math import sqrt

from core.covers.canvas import ROUND, Canvas
from core.covers.choices import Choices
from core.covers.paths import Path, curve

PLACES = ((0.78, 0.34, -38), (0.3, 0.4, -90), (0.26, 0.64, -52), (0.66, 0.7, -118), (0.56, 0.44, -18))
STATIONS = (-6, -2.6, -1.6, -1.05, -0.6, 0, 0.6, 1.05, 1.6, 2.6)  # where a stream is computed, in radii of the core
FRONTS = (0.62, 0.5, 0.4, 0.3, 0.2, 0.1, 0, -0.1)  # how far the melt has come, shares of the size


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, turn = choices.pick(PLACES)
    core, pitch = size * choices.pick((0.2, 0.26)), size * choices.pick((0.06, 0.076))
    count, hot = choices.pick((6, 7)), choices.pick((2, 3, -2, -3))
    numbers = [number for number in range(-count, count + 1) if number]
    if canvas.wide:
        across, turn = 0.4, round(turn * 0.4)
    with canvas.group(*canvas.at(across, down), turn):
        for front in FRONTS:
            ends = {number: _end(size, core, number / (count + 1), front) for number in numbers}
            tips = {number: _point(core, pitch, number, ends[number]) for number in numbers}
            inside = [number for number in numbers if canvas.outside(*tips[number]) == 0]
            if len(inside) > 2:
                break
        if inside and hot not in inside:
            hot = inside[len(inside) // 2]
        streams = {number: _stream(core, pitch, number, ends[number]) for number in numbers}
        others = [curve(streams[number]) for number in numbers if number != hot]
        canvas.path(Path().join(*others), stroke=canvas.form, width=pitch * 0.6, **ROUND)
        canvas.path(curve(streams[hot]), stroke=canvas.second, width=pitch * 0.6, **ROUND)
        canvas.hairline(curve(streams[hot]), canvas.second)
        canvas.spark(*streams[hot][-1])
        canvas.weight = None  # what is ahead counts, not the core


def _end(size, core, share, front):
    """How far a stream has come: the front is rounded, as a melt's is."""
    return core * 0.5 + front * size * sqrt(1 - share**2)


def _stream(core, pitch, number, end):
    """The points of one stream line, from outside the sheet to its end."""
    stations = [station * core for station in STATIONS if station * core < end - core * 0.25]
    return [_point(core, pitch, number, x) for x in (*stations, end)]


def _point(core, pitch, number, x):
    height = _height(x, core, (abs(number) - 0.38) * pitch)
    return x, height if number > 0 else -height


def _height(x, core, far):
    """y of the stream line y·(1 - core²/(x² + y²)) = far, outside the core, by Newton's method from above."""
    y = far + core
    for _ in range(6):
        square = x**2 + y**2
        value = y * (1 - core**2 / square) - far
        y -= value / (1 - core**2 * (x**2 - y**2) / square**2)
    return y
