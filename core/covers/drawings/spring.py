"""ばね: a coil that closes up towards the block that presses it; the wire in front in one colour, behind in the other."""

from core.covers.canvas import ROUND, Canvas
from core.covers.choices import Choices
from core.covers.paths import Path

PLACES = ((0.5, 0.5, 28), (0.42, 0.5, -26), (0.56, 0.5, 180), (0.5, 0.52, 62), (0.56, 0.5, -140))
PULL = 0.364  # of a half turn's rise: the handles with which a cubic is nearest to a sine


def draw(canvas: Canvas, choices: Choices) -> None:
    size = canvas.size
    across, down, turn = choices.pick(PLACES)
    radius, wire = size * choices.pick((0.25, 0.31)), size * choices.pick((0.06, 0.08, 0.1))
    heights = _heights(size, wire, choices.pick((1.16, 1.22, 1.1)))
    front, back, gaps = Path(), Path(), Path()
    for at, (top, bottom) in enumerate(zip(heights, heights[1:], strict=False)):
        turn_of_wire = _half_turn(radius if at % 2 else -radius, top, bottom)
        if at % 2:
            front.join(_path(turn_of_wire))
            gaps.join(_path(_middle(turn_of_wire)))
        else:
            back.join(_path(turn_of_wire))
    block = heights[-1] + wire / 2
    side = choices.pick((1, -1))
    with canvas.group(*canvas.at(across, down), turn):
        canvas.path(back, stroke=canvas.second, width=wire, **ROUND)
        canvas.path(gaps, stroke=canvas.ground, width=wire * 1.36, **ROUND)
        canvas.path(front, stroke=canvas.form, width=wire, **ROUND)
        canvas.hairline(front)
        canvas.rectangle(-size * 1.5, block, size * 3, size * 1.5, canvas.bulk)
        for share in (side, -side, side / 2, 0, -side / 2, 2 * side, -2 * side):
            canvas.spark(share * radius, block)


def _heights(size, wire, growth):
    """Where the wire turns, from far away down to the block, ever closer; an odd number, so that it ends behind."""
    heights, pitch = [size * 0.22], wire * 0.68
    while heights[-1] > -size * 1.1:
        heights.append(heights[-1] - pitch)
        pitch *= growth**0.5
    heights.reverse()
    return heights if len(heights) % 2 else heights[1:]


def _half_turn(x, top, bottom):
    rise = (bottom - top) * PULL
    return ((x, top), (x, top + rise), (-x, bottom - rise), (-x, bottom))


def _path(points):
    return Path().move(*points[0]).cubic(*points[1:])


def _middle(points, start=0.2, end=0.8):
    """The part of a cubic between two parameters. The gap over the wire behind stops short of the turns, so that front
    and back stay one wire."""

    def at(t):
        return _mixed(points, ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3))

    def speed(t):
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:], strict=False)]
        return _mixed(steps, ((1 - t) ** 2, 2 * t * (1 - t), t * t))

    (x0, y0), (x1, y1), (u0, v0), (u1, v1) = at(start), at(end), speed(start), speed(end)
    length = end - start
    return ((x0, y0), (x0 + u0 * length, y0 + v0 * length), (x1 - u1 * length, y1 - v1 * length), (x1, y1))


def _mixed(points, shares):
    return tuple(sum(share * point[axis] for share, point in zip(shares, points, strict=True)) for axis in (0, 1))
