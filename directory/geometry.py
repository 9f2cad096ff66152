"""Points, distances and walking times. A point is (latitude, longitude) in degrees, WGS 84."""

import math

Point = tuple[float, float]
Bounds = tuple[float, float, float, float]  # west, south, east, north

METRES_PER_DEGREE = 111_320
DETOUR = 1.3  # streets against the straight line
METRES_PER_MINUTE = 80  # as in 不動産の表示に関する公正競争規約


def metres(one: Point, other: Point) -> float:
    """The straight line between two points; flat-earth, wrong by less than 0.1 % within a ward."""
    north = (one[0] - other[0]) * METRES_PER_DEGREE
    east = (one[1] - other[1]) * METRES_PER_DEGREE * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


def walking_minutes(one: Point, other: Point) -> int:
    """Minutes on foot, begun ones counted whole, at least 1."""
    return max(1, math.ceil(metres(one, other) * DETOUR / METRES_PER_MINUTE))


def bounds_around(points: list[Point], reach: float) -> Bounds:
    """The bounds of these points, `reach` metres wider on every side."""
    lats, lons = zip(*points, strict=True)
    north = reach / METRES_PER_DEGREE
    east = north / math.cos(math.radians(max(lats)))
    return min(lons) - east, min(lats) - north, max(lons) + east, max(lats) + north


def within(point: Point, bounds: Bounds) -> bool:
    """True if the point lies in the bounds."""
    west, south, east, north = bounds
    return south <= point[0] <= north and west <= point[1] <= east
