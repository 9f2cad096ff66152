"""検査・測定: a vernier whose two scales agree in one line, a dial, or a caliper around a part."""

from math import atan2, cos, sin

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.paths import Path, number

VERNIERS = ((0.5, 0.5, -32), (0.5, 0.46, 0), (0.46, 0.5, 90), (0.5, 0.5, 58))
DIALS = ((0.88, 0.84), (0.1, 0.2), (0.08, 0.88), (1.0, 0.6))
DIVISIONS = ((0.06, 160, 0.36), (0.13, 32, 0.16), (0.2, 16, 0.14))  # length, how many, share that is line
CALIPERS = ((0.34, 0.5, 0), (0.5, 0.42, -32), (0.4, 0.56, 24), (0.66, 0.5, 180), (0.5, 0.36, 90))


def draw(canvas: Canvas, choices: Choices) -> None:
    choices.pick((_vernier, _dial, _caliper))(canvas, choices)


def _length(mark):
    return 0.13 if mark % 10 == 0 else 0.09 if mark % 5 == 0 else 0.055


def _vernier(canvas, choices):
    """Nine divisions above are ten below: the lines drift apart from the one that agrees, and meet again."""
    size = canvas.size
    across, down, turn = choices.pick(VERNIERS)
    pitch, agreeing = size * choices.pick((0.05, 0.062)), choices.pick((3, 5, 7))
    far = int(size * 1.2 / pitch)
    rule, slide = Path(), Path()
    for mark in range(-far, far + 1):
        rule.move(mark * pitch, 0).down(-size * 2.1 * _length(mark + agreeing))
        if mark:
            slide.move(mark * pitch * 0.9, 0).down(size * 1.7 * _length(mark))
    with canvas.group(*canvas.at(across, down), turn):
        canvas.rectangle(-far * pitch, -size * 0.5, 2 * far * pitch, size * 0.5, canvas.form)
        canvas.rectangle(-far * pitch, 0, 2 * far * pitch, size * 0.34, canvas.bulk)
        canvas.path(rule, stroke=canvas.ground, width=pitch * 0.4)
        canvas.path(slide, stroke=canvas.ground, width=pitch * 0.4)
        agreed = Path().move(0, -size * 0.5).down(size * 0.34)
        canvas.path(agreed, stroke=canvas.accent, width=pitch * 0.4)
        canvas.spark(0, 0)


def _dial(canvas, choices):
    size = canvas.size
    x, y = canvas.at(*choices.pick(DIALS))
    rim = min(size * choices.pick((0.74, 0.86)), min(canvas.width, canvas.height) * 0.86)
    for length, count, share in DIVISIONS:
        dashes = f"{number(share * 10)} {number(10 - share * 10)}"
        ring = {"stroke": canvas.form, "width": length * size, "pathLength": count * 10, "stroke_dasharray": dashes}
        canvas.circle(x, y, rim - length * size / 2, **ring)
    canvas.circle(x, y, rim + size * 0.05, stroke=canvas.form, width=size * 0.05)
    canvas.circle(x, y, size * 0.24, canvas.form)
    reach, half = rim - size * 0.02, size * 0.05
    wanted = atan2(canvas.height / 2 - y, canvas.width / 2 - x) + choices.pick((-0.25, 0.2))
    tried = [wanted + step * 0.1 * side for step in range(16) for side in (1, -1)]
    angle = min(
        tried,
        key=lambda angle: (round(canvas.outside(x + cos(angle) * reach, y + sin(angle) * reach)), abs(angle - wanted)),
    )
    tip = x + cos(angle) * reach, y + sin(angle) * reach
    aside = -sin(angle) * half, cos(angle) * half
    canvas.polygon([(x + aside[0], y + aside[1]), tip, (x - aside[0], y - aside[1])], canvas.second)
    canvas.circle(x, y, size * 0.08, canvas.second)
    canvas.circle(x, y, size * 0.03, canvas.form)
    canvas.spark(*tip)


def _caliper(canvas, choices):
    size = canvas.size
    across, down, turn = choices.pick(CALIPERS)
    radius = size * choices.pick((0.27, 0.33))
    beam, width, far, jaw = radius + size * 0.1, size * 0.28, size * 1.5, size * 0.22
    pitch, tip = size * 0.03, size * 0.3
    scale = Path()
    for mark in range(-42, int(radius / pitch)):
        scale.move(beam + width, mark * pitch).across(beam + width - size * _length(mark))
    axes = Path().move(0, -far).down(far).move(-far, 0).across(far)
    axes.move(-far, -radius).across(far).move(-far, radius).across(far)
    with canvas.group(*canvas.at(across, down), turn):
        canvas.rectangle(beam, -far, width, 2 * far, canvas.form)
        for side, back in ((-1, beam), (1, beam + width)):
            blade = [(back, side * radius), (-tip * 0.55, side * radius), (-tip * 0.7, side * (radius + jaw * 0.35))]
            canvas.polygon(
                [*blade, (beam, side * (radius + jaw * 1.5)), (back, side * (radius + jaw * 1.5))], canvas.form
            )
        canvas.circle(0, 0, radius, canvas.second)
        canvas.circle(0, 0, radius * 0.46, canvas.ground)
        canvas.path(scale, stroke=canvas.ground, width=pitch * 0.36)
        canvas.hairline(axes)
        for point in ((0, -radius), (0, radius), (-radius, 0)):
            canvas.spark(*point)
