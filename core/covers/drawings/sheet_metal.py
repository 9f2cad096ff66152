"""板金: a box unfolded into its net, chain lines where it bends; the spark is the corner that bends first."""

from core.covers.canvas import ROUND, Canvas
from core.covers.choices import Choices
from core.covers.colours import mix
from core.covers.paths import Path, number

PLACES = ((0.6, 0.46, -20), (0.4, 0.54, 28), (0.66, 0.62, 45), (0.36, 0.36, -34), (0.56, 0.66, 14))


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, turn = choices.pick(PLACES)
    x, y = size * choices.pick((0.5, 0.58)) / 2, size * choices.pick((0.4, 0.62)) / 2  # half sides of the floor
    flap, slant = size * choices.pick((0.2, 0.26)), size * 0.055
    opening = choices.pick((_hole, _louvres, _corner))
    with canvas.group(*canvas.at(across, down), turn):
        _net(canvas, x, y, flap, slant)
        opening(canvas, x, y, size * 0.1)
        canvas.path(_bends(canvas, x, y, flap, slant), stroke=canvas.second, width=size * 0.006, **_chain(size))
        for corner in ((x, -y), (x, y), (-x, -y), (-x, y)):
            canvas.spark(*corner)


def _net(canvas, x, y, flap, slant):
    far = canvas.size
    near, turned = mix(canvas.form, canvas.ground, 0.2), mix(canvas.form, canvas.ground, 0.4)
    right, top = x + flap, -y - flap
    canvas.polygon([(x, -y), (right, slant - y), (right, y - slant), (x, y)], near)
    flange = [(right, slant - y), (right + far, slant - y), (right + far, y - slant), (right, y - slant)]
    canvas.polygon(flange, canvas.bulk)
    canvas.polygon([(-x, -y), (-right, slant - y), (-right, y - slant), (-x, y)], turned)
    canvas.polygon([(-x, -y), (slant - x, top), (x - slant, top), (x, -y)], turned)
    canvas.polygon([(slant - x, top), (slant - x, top - far), (x - slant, top - far), (x - slant, top)], canvas.form)
    canvas.polygon([(-x, y), (slant - x, -top), (x - slant, -top), (x, y)], near)
    canvas.rectangle(-x, -y, 2 * x, 2 * y, canvas.form)


def _hole(canvas, x, y, unit):
    canvas.circle(-x + unit * 1.7, y - unit * 1.7, unit * 1.1, canvas.ground)


def _louvres(canvas, x, y, unit):
    slits = Path()
    for slit in range(4):
        slits.move(x - unit * (1 + slit * 0.62), -y + unit).down(y - unit)
    canvas.path(slits, stroke=canvas.ground, width=unit * 0.26, **ROUND)


def _corner(canvas, x, y, unit):
    canvas.polygon([(-x + unit, y - unit), (-x + unit, -y + unit * 1.4), (x - unit * 1.4, y - unit)], canvas.ground)


def _bends(canvas, x, y, flap, slant):
    far, path = canvas.size, Path()
    for side in (-x, x):
        path.move(side, -y - far).down(y + far)
    for side in (-y, y):
        path.move(-x - far, side).across(x + far)
    path.move(x + flap, slant - y).down(y - slant)
    return path.move(slant - x, -y - flap).across(x - slant)


def _chain(size):
    return {"stroke_dasharray": " ".join(number(size * share) for share in (0.05, 0.014, 0.01, 0.014))}
