"""ねじ: a right-handed thread from the side, light and dark flanks; the spark is on a crest."""

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.paths import Path

PLACES = ((0.36, 0.5, 0), (0.62, 0.5, 28), (0.44, 0.5, -32), (0.6, 0.5, 0), (0.5, 0.4, 90))


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, turn = choices.pick(PLACES)
    crest = min(size * choices.pick((0.31, 0.39)), 0.46 * min(canvas.width, canvas.height))
    pitch = size * choices.pick((0.12, 0.16, 0.2))
    end = size * choices.pick((0.3, 0.42, 0.16))
    root, half = crest - pitch * 0.6, pitch / 2
    upper, lower, marks, y = Path(), Path(), Path(), -size * 1.1
    while y < end:
        upper.move(-root, y).line(-crest, y + half).line(crest, y + pitch).line(root, y + half).close()
        lower.move(-crest, y + half).line(-root, y + pitch).line(root, y + pitch + half).line(crest, y + pitch).close()
        marks.move(-(root + crest) / 2, y + half / 2).line((root + crest) / 2, y + half / 2 + half)
        y += pitch
    with canvas.group(*canvas.at(across, down), turn, (-1, 1)):
        # Of shapes that only touch, browsers let the ground shine through: the one below is drawn a little larger.
        canvas.path(lower, canvas.second, canvas.second, size * 0.004)
        canvas.path(upper, canvas.form)
        canvas.hairline(marks)
        _point(canvas, root, y, half)
        for turns in range(1, 9):
            canvas.spark(crest, y - pitch * turns)
            canvas.spark(-crest, y - pitch * (turns + 0.5))


def _point(canvas, root, y, half):
    """The chamfered end of the screw."""
    size, low = canvas.size, y + half
    chamfer = [(root, low + size * 0.06), (root - size * 0.05, low + size * 0.11)]
    mirrored = [(-x, y) for x, y in reversed(chamfer)]
    canvas.polygon([(-root, y), (root, low), *chamfer, *mirrored], canvas.form)
