"""The ward as the front page draws it: its land, where the companies are, the railways, the stations they lie around.

The map's own ground (directory.ground) shows more, but making it takes seconds, which no first visitor should wait.
"""

import math
from collections import Counter
from dataclasses import dataclass

from directory.geometry import Point, bounds_around, metres, within
from directory.place_sources import railways

WIDTH = 1000  # units of the drawing
CELL = 28  # units: companies that close are one dot
BEYOND = 500  # metres around what lies outermost
TOWN = 480  # metres from a town's point that count as land
SIZES = (14, 20, 27, 36)  # units across: of dots for 1, for 2–3, for 4–7 and for 8 or more companies
REACH = 700  # metres in which a station counts companies
NAMED = 6  # stations that carry their name
APART = 2200  # metres between two of them


@dataclass(frozen=True)
class WardPicture:
    """`height` for WIDTH units; `dots` are (diameter, path data of points), `rails` path data, `stations` (name, x, y).

    `land` is path data of points, too: the towns, which run together if they are drawn `town` units wide.
    """

    height: int
    land: str
    town: int
    dots: list[tuple[int, str]]
    rails: str
    stations: list[tuple[str, int, int]]


def ward_picture(points: list[Point], stations, towns: list[Point]) -> WardPicture | None:
    """`points` of the companies, `stations` as (name, lat, lon), `towns` by their points; None without a company."""
    if not points:
        return None
    bounds = bounds_around([*points, *towns], BEYOND)
    place, height = _projection(bounds)
    town = round(WIDTH * 2 * TOWN / metres((bounds[1], bounds[0]), (bounds[1], bounds[2])))
    land = "".join("M{} {}h0".format(*place(point)) for point in towns)
    cells = Counter(tuple(at // CELL for at in place(point)) for point in points)
    dots = [[] for _size in SIZES]
    for (x, y), count in sorted(cells.items()):
        dots[min(count.bit_length(), len(SIZES)) - 1].append(f"M{x * CELL + CELL // 2} {y * CELL + CELL // 2}h0")
    lines = [[place(point) for point in points] for _name, points in railways(bounds)]
    rails = "".join("M" + "L".join(f"{x} {y}" for x, y in line) for line in lines)
    named = [(name, *place(tuple(point))) for name, *point in _busiest(points, stations, bounds)]
    return WardPicture(
        height, land, town, [(size, "".join(path)) for size, path in zip(SIZES, dots, strict=True)], rails, named
    )


def _projection(bounds):
    """A function from a point to whole units, and the height of the drawing."""
    west, south, east, north = bounds
    narrow = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * narrow)

    def place(point):
        return round((point[1] - west) * narrow * scale), round((north - point[0]) * scale)

    return place, round((north - south) * scale)


def _busiest(points, stations, bounds):
    """The stations with most companies around them, none of them close to another."""
    inner = [station for station in stations if within(station[1:], bounds)]
    counts = {station: sum(metres(station[1:], point) < REACH for point in points) for station in inner}
    chosen = []
    for station in sorted(inner, key=lambda station: -counts[station]):
        if counts[station] and len(chosen) < NAMED and all(metres(station[1:], other[1:]) > APART for other in chosen):
            chosen.append(station)
    return chosen
