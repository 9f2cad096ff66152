"""めっき: a hook and its coats, thick and thin, each ending a step earlier than the one below."""

from math import cos, pi, sin

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.colours import mix
from core.covers.paths import Path

PLACES = ((0.4, 0.44, 0), (0.6, 0.5, 180), (0.46, 0.56, 45), (0.56, 0.42, -45), (0.5, 0.6, -90))
COATS = (
    (0.12, 0.02, 0.02, 0.02, 0.06, 0.1),
    (0.05, 0.12, 0.02, 0.02, 0.05, 0.02),
    (0.15, 0.02, 0.05, 0.02, 0.1, 0.02),
)
ROUND_THE_BEND = (1.5, 1.25, 1.75, 1.12, 1.88, 1.38, 1.62, 1)  # half turns from the right, clockwise
COLOURS = ("fssstf", "sfssft", "ftsfsf")  # form, second, and a tint between form and ground


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, turn = choices.pick(PLACES)
    coats, colours = choices.pick(COATS), choices.pick(COLOURS)
    radius, scale = size * choices.pick((0.1, 0.14)), size * choices.pick((1.0, 1.15))
    end, step = size * choices.pick((0.5, 0.42)), size * choices.pick((0.11, 0.08))
    palette = {"f": canvas.form, "s": canvas.second, "t": mix(canvas.form, canvas.ground, 0.45)}
    with canvas.group(*canvas.at(across, down), turn):
        far = size * 1.4
        part = Path().move(-radius, far).down(0).arc(radius, radius, 0).down(end + step).across(0).down(far).close()
        canvas.path(part, canvas.form)
        tips, hook = [], radius
        for coat, (share, colour) in enumerate(zip(coats, colours, strict=True)):
            width, until = share * scale, end - step * coat
            middle, radius = radius + size * 0.014 + width / 2, radius + size * 0.014 + width
            canvas.path(_bend(middle, until, far), stroke=palette[colour], width=width)
            if width > 0.07 * size:
                lines = [_bend(middle + width * share, until, far) for share in (-0.25, 0, 0.25)]
                canvas.hairline(Path().join(*lines), palette[colour])
            tips = [(middle, until), *tips]
        around = [(radius * cos(pi * share), radius * sin(pi * share)) for share in ROUND_THE_BEND]
        sides = [(-x, size * share) for x in (radius, middle, hook) for share in (0.2, 0.4, 0.6)]
        for contact in [*tips, *around, *sides, (0, -hook)]:
            canvas.spark(*contact)


def _bend(radius, until, far):
    return Path().move(-radius, far).down(0).arc(radius, radius, 0).down(until)
