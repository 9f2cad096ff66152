"""研磨: two fields of fine lines that disagree by a few degrees; what one sees is their moiré."""

from math import cos, dist, pi, radians, sin, sqrt

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.paths import Path, number

SPACING = 0.0165  # shares of the size; finer ones run together on a phone
SWEEPS = (  # centres of the two wheels, off the sheet
    ((-0.25, 1.1), (1.3, 0.95)),
    ((1.2, -0.1), (-0.2, -0.15)),
    ((-0.2, 0.05), (1.25, 0.3)),
    ((1.25, 1.05), (1.15, -0.25)),
)
ARCS = 46
TURNS = ((-32, 4), (24, -4), (58, 5), (-64, 4))
PLACES = ((0.62, 0.4), (0.38, 0.58), (0.6, 0.64))


def draw(canvas: Canvas, choices: Choices) -> None:
    (_sweeps if choices.pick((False, True)) else _hatches)(canvas, choices)


def _sweeps(canvas, choices):
    one, other = (canvas.at(*centre) for centre in choices.pick(SWEEPS))
    spacing = canvas.size * SPACING
    fields = ((one, canvas.size * 0.42, canvas.form), (other, canvas.size * 0.5, canvas.second))
    for (x, y), inner, colour in fields:
        with canvas.shared(fill="none", stroke=colour, stroke_width=number(spacing / 2)):
            for arc in range(ARCS):
                canvas.circle(x, y, inner + arc * spacing)
    outer = [inner + (ARCS - 1) * spacing for _centre, inner, _colour in fields]
    middle = canvas.at(0.5, 0.5)
    for point in sorted(_crossings(one, outer[0], other, outer[1]), key=lambda point: dist(point, middle)):
        canvas.spark(*point)
    for arc in range(0, ARCS, 3):
        radius = outer[0] - arc * spacing
        for step in range(24):
            point = one[0] + cos(step * pi / 12) * radius, one[1] + sin(step * pi / 12) * radius
            if canvas.size * 0.5 < dist(point, other) < outer[1]:
                canvas.spark(*point)


def _crossings(one, radius, other, other_radius):
    """Where two circles cross; where they are nearest if they do not."""
    apart = dist(one, other)
    ahead = (radius**2 - other_radius**2 + apart**2) / (2 * apart)
    aside = sqrt(max(radius**2 - ahead**2, 0))
    x, y = (other[0] - one[0]) / apart, (other[1] - one[1]) / apart
    return [(one[0] + x * ahead - y * aside * side, one[1] + y * ahead + x * aside * side) for side in (1, -1)]


def _hatches(canvas, choices):
    """Half the sheet hatched, and a disc whose own hatching leans the other way."""
    turn, lean = choices.pick(TURNS)
    x, y = canvas.at(*choices.pick(PLACES))
    radius = canvas.size * choices.pick((0.42, 0.5))
    spacing, far = canvas.size * SPACING, canvas.size * 1.1
    hatching, disc = Path(), Path()
    for line in range(int((far + radius * 0.35) / spacing)):
        hatching.move(-far, line * spacing - radius * 0.35).across(far)
    for line in range(int(2 * radius / spacing)):
        height = (line + 0.5) * spacing - radius
        half = sqrt(radius**2 - height**2)
        disc.move(-half, height).across(half)
    with canvas.group(x, y, turn):
        canvas.path(hatching, stroke=canvas.form, width=spacing / 2)
    with canvas.group(x, y, turn + lean):
        canvas.path(disc, stroke=canvas.second, width=spacing / 2)
    angle = radians(turn)  # the spark stands on the edge of the hatching
    for share in (0.94, -0.94, 0.5, -0.5):
        along, aside = radius * share, -radius * 0.35
        canvas.spark(x + along * cos(angle) - aside * sin(angle), y + along * sin(angle) + aside * cos(angle))
