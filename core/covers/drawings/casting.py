"""鋳造: lines of equal temperature in a casting that cools, crowding around the spot that stays liquid longest."""

from math import cos, pi, sin

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.paths import Path, curve

PLACES = ((0.5, 0.56, 0.28, -0.3), (0.56, 0.44, -0.34, 0.26), (0.42, 0.5, 0.3, 0.28), (0.56, 0.56, -0.28, -0.34))
CORNERS = 13


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, spot_x, spot_y = choices.pick(PLACES)
    if canvas.band:
        across, spot_x, spot_y = 0.62, abs(spot_x) * 0.75, spot_y * 0.72
    elif canvas.wide:
        across, spot_x, spot_y = 0.5 + (across - 0.5) * 2, spot_x * 1.25, spot_y * 0.72
    count = choices.pick((6, 7, 8)) * 2
    radius = size * choices.pick((0.6, 0.68))
    phases = choices.pick((0, 1.1, 2.3)), choices.pick((0.4, 1.7, 2.9))
    waves = choices.pick((0.16, 0.22)), choices.pick((0.1, 0.14))
    rings = Path()
    with canvas.group(*canvas.at(across, down)):
        for ring in range(count):
            way = (ring / (count + 0.9)) ** 0.9
            x, y = spot_x * size * way, spot_y * size * way
            rings.join(_ring(x, y, radius, 1 - way, phases, waves))
        canvas.path(rings, canvas.form, fill_rule="evenodd")
        canvas.spark(x, y)


def _ring(x, y, radius, scale, phases, waves):
    """A closed line around (x, y), rounder the smaller it is."""
    points = []
    for corner in range(CORNERS):
        angle = 2 * pi * corner / CORNERS
        wave = sum(
            size * cos((at + 2) * angle + phase) for at, (size, phase) in enumerate(zip(waves, phases, strict=True))
        )
        reach = radius * scale * (1 + scale * wave)
        points.append((x + reach * cos(angle), y + reach * sin(angle)))
    return curve(points, closed=True)
