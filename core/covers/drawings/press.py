"""プレス: rows of holes that grow towards the edge of the strip, and what was punched out falling."""

from core.covers.canvas import Canvas
from core.covers.choices import Choices
from core.covers.paths import Path

PLACES = ((0.5, 0.5, 0), (0.54, 0.5, -20), (0.46, 0.52, 28), (0.5, 0.5, 180), (0.5, 0.5, 45))
FALLING = ((0, 2, -1, 1), (1, -2, 0, -1), (-1, 1, 2, -2))  # columns; the first is the one that is punched now
COLUMNS, ROWS = range(-4, 5), range(5)


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, turn = choices.pick(PLACES)
    pitch = size * choices.pick((0.2, 0.24, 0.17))
    edge = size * choices.pick((0.06, 0.16, -0.04))
    slot = choices.pick((False, False, True))
    now, *earlier = choices.pick(FALLING)
    rows = [edge - (row + 0.42) * pitch for row in ROWS]
    with canvas.group(*canvas.at(across, down), turn):
        strip, end = size * 1.3, edge + pitch * 0.12
        canvas.rectangle(-strip, -strip, 2 * strip, strip + end, canvas.form)
        with canvas.shared(fill=canvas.ground):
            for row, y in enumerate(rows):
                for column in COLUMNS:
                    _mark(canvas, column * pitch, y, pitch * (0.36 - 0.055 * row), slot)
        with canvas.shared(fill=canvas.form):
            for fall, column in enumerate(earlier, start=1):
                _mark(canvas, column * pitch, edge + pitch * (0.72 + 0.62 * fall), pitch * 0.36, slot)
        canvas.hairline(_centre_lines(pitch, rows, strip, end))
        with canvas.shared(fill=canvas.second):
            _mark(canvas, now * pitch, edge + pitch * 0.62, pitch * 0.36, slot)
        way = Path().move(now * pitch, rows[0]).down(strip)
        canvas.path(way, stroke=canvas.second, width=size * 0.004)
        canvas.spark(now * pitch, rows[0], None if slot else pitch * 0.36)


def _mark(canvas, x, y, radius, slot):
    if not canvas.shows(x, y, radius * 1.2):
        return
    if slot:
        canvas.rectangle(x - radius * 0.8, y - radius * 1.18, radius * 1.6, radius * 2.36, corner=radius * 0.8)
    else:
        canvas.circle(x, y, radius)


def _centre_lines(pitch, rows, strip, end):
    path = Path()
    for column in COLUMNS:
        path.move(column * pitch, -strip).down(end)
    for y in rows:
        path.move(-strip, y).across(strip)
    return path
