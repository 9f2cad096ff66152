"""Land out of points: each point's cell, outlines around the cells of a group, smoothed. Plane coordinates in metres."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

Place = tuple[float, float]  # (x, y), metres east and north


class Edge(NamedTuple):
    """One side of a cell, counter-clockwise: where it begins, and the number of the point beyond it (None: nobody's)."""

    start: Place
    beyond: int | None


Cell = list[Edge]
CORNERS = 16  # of the round cell that a point without neighbours has


def cells(points: Sequence[Place], reaches: Sequence[float], wanted: Sequence[int]) -> dict[int, Cell]:
    """Of the `wanted` points what is nearer to them than to the others, no farther away than their reach."""
    width = 2 * max(reaches)
    boxes: dict[tuple[int, int], list[int]] = {}
    for number, (x, y) in enumerate(points):
        boxes.setdefault((int(x // width), int(y // width)), []).append(number)
    found = {}
    for at in wanted:
        column, row = (int(part // width) for part in points[at])
        near = [n for i in (-1, 0, 1) for j in (-1, 0, 1) for n in boxes.get((column + i, row + j), ())]
        found[at] = _cell(at, points, reaches[at], near)
    return found


def _cell(at, points, reach, near):
    x, y = own = points[at]
    turns = [2 * math.pi * number / CORNERS for number in range(CORNERS)]
    cell = [Edge((x + reach * math.cos(turn), y + reach * math.sin(turn)), None) for turn in turns]
    for distance, number in sorted((math.dist(own, points[number]), number) for number in near if number != at):
        if distance > 2 * reach:
            break
        if distance:
            cell = cut(cell, own, points[number], number)
    return cell


def cut(cell: Cell, own: Place, other: Place, number: int) -> Cell:
    """The cell without what is nearer to `other` than to `own`; the edge between them has `number` beyond it."""
    (x, y), (u, v) = own, other
    limit = (u * u + v * v - x * x - y * y) / 2
    sides = [(u - x) * edge.start[0] + (v - y) * edge.start[1] - limit for edge in cell]
    if max(sides, default=0) <= 0:
        return cell
    kept = []
    for place, edge in enumerate(cell):
        following = (place + 1) % len(cell)
        side, next_side = sides[place], sides[following]
        if side <= 0:
            kept.append(edge)
        if (side <= 0) != (next_side <= 0):
            share, then = side / (side - next_side), cell[following].start
            crossing = (
                edge.start[0] + share * (then[0] - edge.start[0]),
                edge.start[1] + share * (then[1] - edge.start[1]),
            )
            kept.append(Edge(crossing, number if side <= 0 else edge.beyond))
    return kept


def outlines(found: dict[int, Cell], is_inside: Callable[[int], bool], inset: Callable[[int, int | None], float]):
    """The outlines around the cells of the points that are inside, smoothed; `inset(own, beyond)` says in metres how far an
    outline draws back from the middle between two points, for the water that lies there."""
    starts = {
        (number, place): None
        for number, cell in found.items()
        if is_inside(number)
        for place, edge in enumerate(cell)
        if edge.beyond is None or not is_inside(edge.beyond)
    }
    rings = []
    while starts:
        step, ring = next(iter(starts)), []
        while step in starts:
            del starts[step]
            number, place = step
            edge, end = found[number][place], found[number][(place + 1) % len(found[number])].start
            ring.append((edge.start, end, inset(number, edge.beyond)))
            step = _following(found, is_inside, number, place)
        rings.append(_smoothed(_drawn_back(ring)))
    return rings


def _following(found, is_inside, number, place):
    """The next edge of an outline: over the borders between cells that are inside, from one cell to the next."""
    for _ in range(64):
        place = (place + 1) % len(found[number])
        beyond = found[number][place].beyond
        if beyond is None or not is_inside(beyond):
            return number, place
        back = next((at for at, edge in enumerate(found[beyond]) if edge.beyond == number), None)
        if back is not None:
            number, place = beyond, back
    return None


def _drawn_back(ring):
    """The ring's corners, each moved inward by what its two edges draw back."""
    sides = []
    for start, end, back in ring:
        if sides and math.dist(sides[-1][1], start) > 1:
            sides.append((sides[-1][1], start, 0.0))
        if math.dist(start, end) > 1:
            sides.append((start, end, back))
    moved = []
    for (a, b, before), (_b, c, after) in zip(sides, sides[1:] + sides[:1], strict=True):
        one, other = _inward(a, b), _inward(_b, c)
        bend = max(0.5, 1 + one[0] * other[0] + one[1] * other[1])
        moved.append(tuple(b[axis] + (one[axis] * before + other[axis] * after) / bend for axis in (0, 1)))
    return moved


def _inward(a, b):
    length = math.dist(a, b) or 1
    return (a[1] - b[1]) / length, (b[0] - a[0]) / length


def _smoothed(ring, times=2):
    """The ring with its corners cut (Chaikin)."""
    for _ in range(times):
        pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
        ring = [
            tuple(a[axis] + share * (b[axis] - a[axis]) for axis in (0, 1)) for a, b in pairs for share in (0.25, 0.75)
        ]
    return ring


def simplified(line: list[Place], tolerance: float) -> list[Place]:
    """The line with fewer corners, nowhere farther than `tolerance` metres from what it was (Douglas and Peucker)."""
    kept, parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        a, b = line[first], line[last]
        farthest, distance = 0, tolerance
        for at in range(first + 1, last):
            if (away := _away(line[at], a, b)) > distance:
                farthest, distance = at, away
        if farthest:
            kept.add(farthest)
            parts += [(first, farthest), (farthest, last)]
    return [line[at] for at in sorted(kept)]


def _away(point, a, b):
    """Distance of a point from the segment a–b."""
    along = (b[0] - a[0], b[1] - a[1])
    length = along[0] ** 2 + along[1] ** 2
    share = ((point[0] - a[0]) * along[0] + (point[1] - a[1]) * along[1]) / length if length else 0
    share = min(1, max(0, share))
    return math.dist(point, (a[0] + share * along[0], a[1] + share * along[1]))


def area(ring: list[Place]) -> float:
    """Square metres, negative for a hole."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2
