"""フライス: the passes over a face, in rows or around an island; the present one stops where the cutter stands."""

from math import atan2, degrees, sqrt

from core.covers.canvas import ROUND, Canvas
from core.covers.choices import Choices
from core.covers.paths import Path

STOPS = (0.42, 0.1, -0.3, -0.6, 0.7)  # where on its row the cutter stands
PLACES = ((0.72, 0.34), (0.3, 0.66), (0.7, 0.74), (0.3, 0.3))


def draw(canvas: Canvas, choices: Choices) -> None:
    kind = choices.pick(("disc", "block", "nested"))
    x, y = canvas.at(*choices.pick(PLACES))
    half = canvas.size * choices.pick((0.5, 0.58))
    pitch = canvas.size * choices.pick((0.085, 0.105, 0.13))
    share_done = choices.pick((0.3, 0.5, 0.1))
    inward = round(degrees(atan2(canvas.height / 2 - y, canvas.width / 2 - x)) / 45) * 45 - 90
    with canvas.group(x, y, inward + 45 * (kind == "nested")):
        if kind == "nested":
            _nested(canvas, half, half * 0.86, pitch)
        elif kind == "disc":
            canvas.circle(0, 0, half, canvas.form)
            _rows(canvas, _row_ends(half, half, pitch, disc=True), half * share_done, pitch)
        else:
            canvas.rectangle(-half, -half * 0.86, 2 * half, 1.72 * half, canvas.form, pitch)
            _rows(canvas, _row_ends(half, half * 0.86, pitch, disc=False), half * share_done, pitch)


def _row_ends(half, height, pitch, *, disc):
    """(y, how far it reaches to both sides) of each row."""
    rows, y = [], -height + pitch * 0.75
    while y <= height - pitch * 0.6:
        reach = (sqrt(max(half * half - y * y, 0)) if disc else half) - pitch * 0.75
        if reach > pitch * 0.3:
            rows.append((y, reach))
        y += pitch
    return rows


def _passes(rows):
    """(y, from, to) of each row, there and back again; a turn stays inside the shorter of the two rows it joins."""
    passes = []
    for at, (y, reach) in enumerate(rows):
        before, after = rows[max(at - 1, 0)][1], rows[min(at + 1, len(rows) - 1)][1]
        side = 1 if at % 2 else -1
        passes.append((y, side * min(reach, before), -side * min(reach, after)))
    return passes


def _rows(canvas, rows, until, pitch):
    """The rows above `until` are done, or as near to that as lets the cutter stand where it is seen."""
    passes = _passes(rows)
    wanted = sum(y < until for y, _reach in rows)
    nearest = sorted(range(1, len(rows) + 1), key=lambda done: abs(done - wanted))
    stops = [(done, stop) for stop in STOPS for done in nearest]
    done, stop = min(stops, key=lambda at: round(canvas.outside(passes[at[0] - 1][2] * at[1], passes[at[0] - 1][0])))
    y, start, end = passes[done - 1]
    present = Path().move(start, y).across(end * stop)
    passed, ahead = Path(), Path().move(end * stop, y)
    for row, left, right in passes[: done - 1]:
        (passed.line if str(passed) else passed.move)(left, row).across(right)
    for row, left, right in passes[done:]:
        ahead.line(left, row).across(right)
    canvas.hairline(ahead)
    (passed.line if str(passed) else passed.move)(start, y)
    canvas.path(passed, stroke=canvas.ground, width=pitch * 0.56, **ROUND)
    canvas.path(present, stroke=canvas.second, width=pitch * 0.56, **ROUND)
    canvas.hairline(passed)
    canvas.spark(end * stop, y)


def _nested(canvas, half, height, pitch):
    canvas.rectangle(-half, -height, 2 * half, 2 * height, canvas.form, pitch * 1.8)
    depth = pitch * 0.8
    for turn in range(20):
        if height - depth <= pitch * 0.7:
            break
        across, down = half - depth, height - depth
        colour = canvas.second if turn == 1 else canvas.ground
        corner = max(pitch * 1.8 - depth * 0.6, pitch * 0.5)
        canvas.rectangle(-across, -down, 2 * across, 2 * down, corner=corner, stroke=colour, line=pitch * 0.56)
        depth += pitch
    inner, low = half - pitch * 1.8, height - pitch * 1.8  # the middle of the present pass
    canvas.spark(inner, low - pitch)
    canvas.spark(-inner, low - pitch)
    for share in (0.8, 0, -0.5, -0.9):
        canvas.spark(inner * share, low)
        canvas.spark(inner * share, -low)
