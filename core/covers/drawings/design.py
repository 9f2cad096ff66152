"""設計: a lever between two circles, or an S through two tangent ones, with every line of its construction left standing."""

from math import acos, cos, sin

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.paths import Path

PLACES = ((0.5, 0.55), (0.42, 0.5), (0.58, 0.44))


def draw(canvas: Canvas, choices: Choices) -> None:
    turn, place = choices.pick((-30, 20, -60, 48, -12)), choices.pick(PLACES)
    figure = choices.pick((_lever, _bend))
    with canvas.group(*canvas.at(*place), turn):
        figure(canvas, choices, canvas.size * 0.0055)


def _bend(canvas, choices, line):
    size, far = canvas.size, canvas.size * 2
    left, right, width = size * 0.34, size * choices.pick((0.17, 0.22)), size * choices.pick((0.13, 0.17))
    figure = Path().move(-2 * left, far).down(0).arc(left, 0, 0).arc(right, 2 * right, 0, clockwise=False).down(-far)
    canvas.path(figure, stroke=canvas.form, width=width)
    inner = max(right - width / 2, size * 0.03)
    for x, radii in ((-left, (left, left - width / 2, left + width / 2)), (right, (right, right + width / 2, inner))):
        for radius in radii:
            canvas.circle(x, 0, radius, stroke=canvas.second, width=line)
    lines = Path().move(-far, 0).across(far)
    for x in (-2 * left, -left, 0, right, 2 * right):
        lines.move(x, -far).down(far)
    canvas.path(lines, stroke=canvas.second, width=line)
    canvas.spark(0, 0)


def _lever(canvas, choices, line):
    size, far = canvas.size, canvas.size * 2
    big, small = size * choices.pick((0.32, 0.38)), size * choices.pick((0.12, 0.16))
    apart = size * choices.pick((0.52, 0.6))
    left, right = -apart * 0.4, apart * 0.6
    angle = acos((big - small) / apart)
    x1, y1 = left + big * cos(angle), big * sin(angle)  # where the common tangents touch
    x2, y2 = right + small * cos(angle), small * sin(angle)
    figure = Path().move(x1, -y1).line(x2, -y2).arc(small, x2, y2).line(x1, y1).arc(big, x1, -y1, large=True)
    canvas.path(figure.close(), canvas.form)
    canvas.circle(left, 0, big * 0.56, canvas.ground)
    canvas.circle(right, 0, small * 0.45, canvas.ground)
    lines, run, rise = Path().move(-far, 0).across(far), 4 * (x2 - x1), 4 * (y2 - y1)
    for side in (1, -1):
        lines.move(x1 - run, side * (rise - y1)).line(x1 + run, side * (-y1 - rise))
    for x in (left, right):
        lines.move(x, -far).down(far)
    canvas.path(lines, stroke=canvas.second, width=line)
    for x, radii in ((left, (big, big * 1.5, big * 2.1)), (right, (small, small * 2.2))):
        for radius in radii:
            canvas.circle(x, 0, radius, stroke=canvas.second, width=line)
    for point in ((x2, -y2), (x2, y2), (right + small, 0), (x1, -y1), (x1, y1), (left, 0)):
        canvas.spark(*point)
