"""組立: rings, washers and nuts on one axis, still apart, and the shaft that is about to go through them."""

from math import cos, pi, sin, sqrt
from typing import NamedTuple

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.paths import Path, number

PLACES = ((0.46, 0.54, -40), (0.42, 0.58, -58), (0.46, 0.44, 38), (0.5, 0.56, -90), (0.44, 0.5, -22))
FLAT = 0.36  # how narrow a circle looks from aside


class Part(NamedTuple):
    """The gap before it, how thick, radius and bore, in shares of the scale; a nut has six sides, else it is round."""

    gap: float
    thick: float
    radius: float
    bore: float
    nut: bool = False


SETS = (  # from the far end to the near one
    (
        Part(0, 0.2, 0.5, 0.3),
        Part(0.14, 0.05, 0.4, 0.18),
        Part(0.14, 0.22, 0.36, 0.17, True),
        Part(0.16, 0.05, 0.3, 0.16),
    ),
    (
        Part(0, 0.06, 0.54, 0.34),
        Part(0.12, 0.06, 0.48, 0.28),
        Part(0.12, 0.06, 0.42, 0.22),
        Part(0.14, 0.2, 0.32, 0.16, True),
    ),
    (
        Part(0, 0.26, 0.44, 0.2, True),
        Part(0.16, 0.05, 0.5, 0.2),
        Part(0.16, 0.16, 0.4, 0.27),
        Part(0.14, 0.05, 0.28, 0.16),
    ),
)
SHAFTS = (0.1, 0.12)


def draw(canvas: Canvas, choices: Choices) -> None:
    across, down, turn = choices.pick(PLACES)
    parts, shaft = choices.pick(SETS), choices.pick(SHAFTS)
    first = choices.pick((0, 1))
    scale = min(canvas.size * 1.1, min(canvas.width, canvas.height) * (1.45 if canvas.wide else 1.32))
    colours = [(canvas.form, canvas.bulk), (canvas.bulk, canvas.form)]
    if canvas.wide:
        turn = round(turn * 0.4)
    with canvas.group(*canvas.at(across, down), turn):
        x = -0.62 * scale
        _axis(canvas, scale)
        for at, part in enumerate(parts):
            back = x + part.gap * scale
            x = back + part.thick * scale
            (_nut if part.nut else _ring)(canvas, back, x, part.radius * scale, colours[(at + first) % 2])
            _bore(canvas, back, x, part.bore * scale, colours[(at + first) % 2][1])
        tip = x + 0.13 * scale
        _shaft(canvas, tip, shaft * scale, colours[first][0])
        canvas.spark(tip, 0)
        for height in (0.5, -0.5, 1, -1):
            canvas.spark(x, height * parts[-1].radius * scale)


def _axis(canvas, scale):
    dashes = " ".join(number(scale * share) for share in (0.07, 0.016, 0.012, 0.016))
    line = Path().move(-2 * scale, 0).across(2 * scale)
    canvas.path(line, stroke=canvas.accent, width=scale * 0.009, stroke_dasharray=dashes)


def _ring(canvas, back, face, radius, colours):
    flat = radius * FLAT
    side = Path().move(back, -radius).across(face).down(radius).across(back).arc(radius, back, -radius, across=flat)
    canvas.path(side.close(), colours[1])
    canvas.ellipse(face, 0, flat, radius, colours[0])
    for share in (0.8, 0.9):
        if canvas.detail:
            canvas.ellipse(face, 0, flat * share, radius * share, stroke=canvas.ground, width=canvas.size * 0.0022)


def _nut(canvas, back, face, radius, colours):
    flat, half = radius * FLAT, radius * sin(pi / 3)
    corners = [(face + flat * cos(pi / 3 * at), radius * sin(pi / 3 * at)) for at in range(6)]
    left = back - flat / 2
    canvas.polygon([(left, -half), (face, -half), (face, half), (left, half), (back - flat, 0)], colours[1])
    canvas.polygon(corners, colours[0])
    canvas.hairline(Path().move(back - flat, 0).across(face - flat), colours[1])


def _bore(canvas, back, face, radius, wall):
    """The wall of the bore, and what is left of it to look through."""
    flat, middle = radius * FLAT, (back + face) / 2
    canvas.ellipse(face, 0, flat, radius, wall)
    if face - back < 2 * flat:
        half = radius * sqrt(1 - ((face - back) / (2 * flat)) ** 2)
        through = Path().move(middle, -half).arc(radius, middle, half, across=flat)
        canvas.path(through.arc(radius, middle, -half, across=flat).close(), canvas.ground)


def _shaft(canvas, tip, radius, colour):
    far, flat = canvas.size * 2, radius * FLAT
    body = Path().move(far, -radius).across(tip).arc(radius, tip, radius, clockwise=False, across=flat).across(far)
    canvas.path(body.close(), colour)
