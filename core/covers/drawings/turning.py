"""旋盤: the face of a turned part, rings of very different width, one of them chatter; an insert touches the rim."""

from math import atan2, cos, degrees, pi, sin

from core.covers.canvas import Canvas
from core.covers.choices import Choices

CENTRES = ((0.98, 0.26), (0.04, 0.8), (0.46, 1.02), (0.9, 0.92), (0.08, 0.14))
RINGS = (  # widths from the inside, shares of the size
    (0.1, 0.05, 0.02, 0.2, 0.02, 0.02, 0.11),
    (0.19, 0.02, 0.02, 0.02, 0.14, 0.02, 0.08),
    (0.05, 0.16, 0.02, 0.05, 0.02, 0.21, 0.04),
)


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    x, y = canvas.at(*choices.pick(CENTRES))
    widths = choices.pick(RINGS)
    scale = min(size * choices.pick((1.0, 1.15)), min(canvas.width, canvas.height) * 1.16)
    chatter = widths.index(max(widths))
    bright = choices.pick([ring for ring in (1, 4, 6) if ring != chatter])
    canvas.circle(x, y, size * 0.055, canvas.form)
    outer = size * 0.1
    for ring, share in enumerate(widths):
        width = share * scale
        middle, outer = outer + size * 0.02 + width / 2, outer + size * 0.02 + width
        _ring(canvas, (x, y, middle), width, canvas.second if ring == bright else canvas.form, ring == chatter)
    angle = _reachable(canvas, (x, y, outer), choices.pick((-0.3, 0.3, 0.12)))
    lean = choices.pick((-12, 12))
    with canvas.group(x + cos(angle) * outer, y + sin(angle) * outer, degrees(angle) + lean):
        _insert(canvas)
        canvas.spark(0, 0)


def _ring(canvas, circle, width, colour, chatter):
    x, y, radius = circle
    if chatter:
        teeth = round(2 * pi * radius / (canvas.size * 0.036))
        canvas.circle(*circle, stroke=canvas.form, width=width, pathLength=teeth * 10, stroke_dasharray="6 4")
        canvas.thin_circle(x, y, radius - width * 0.18, canvas.form)
        return
    canvas.circle(*circle, stroke=colour, width=width)
    if width > 0.07 * canvas.size:
        for share in (-0.3, -0.1, 0.1, 0.3):
            canvas.thin_circle(x, y, radius + width * share, colour)


def _reachable(canvas, circle, lean):
    """The angle at which the rim comes into the safe area, nearest to the direction of the sheet's middle."""
    x, y, radius = circle
    wanted = atan2(canvas.height / 2 - y, canvas.width / 2 - x) + lean
    tried = [wanted + step * 0.12 * side for step in range(13) for side in (1, -1)]
    return min(
        tried,
        key=lambda angle: (
            round(canvas.outside(x + cos(angle) * radius, y + sin(angle) * radius)),
            abs(angle - wanted),
        ),
    )


def _insert(canvas):
    size = canvas.size
    length, half = size * 0.34, size * 0.34 * 0.52
    canvas.polygon([(0, 0), (length, -half), (2 * length, 0), (length, half)], canvas.second)
    canvas.circle(length, 0, size * 0.075, canvas.ground)
    canvas.circle(length, 0, size * 0.05, canvas.second)
