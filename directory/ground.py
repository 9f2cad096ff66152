"""What the map draws where no tile arrives: land, borders of the ward and its towns, railways, names.

The packages hold no outlines, only a point for each town; so a town is what lies nearest to its point, cut off
REACH metres away, where there is water or nobody to ask. One finds one's way by it; no survey is meant.
"""

import json
import math
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings

from directory.geometry import METRES_PER_DEGREE, Point, bounds_around, within
from directory.models import Station, Town
from directory.place_sources import neighbouring_points, railways

REACH = 650  # metres from a town's point to where its land ends
CORNERS = 16  # of the round cell that a town without neighbours has
RAILWAYS_BEYOND = 2500  # metres beyond the towns that railways are followed


def ground() -> bytes:
    """JSON of `land` (rings), `ward` and `towns` (borders), `rails` (lines), `names` and `stations` ([name, lat, lon])."""
    towns = tuple(Town.objects.values_list("oaza", "name", "lat", "lon"))
    return _ground(towns, tuple(Station.objects.values_list("name", "lat", "lon")))


@lru_cache(maxsize=4)
def _ground(towns, stations):
    points = [town[2:] for town in towns]
    drawing = {"land": [], "ward": [], "towns": [], "rails": [], "names": _middles(towns), "stations": stations}
    drawing["blocks"] = [town[1:] for town in towns if town[1] != town[0]]
    if points:
        drawing |= _land([town[0] for town in towns], points)
        drawing["rails"] = [_rounded(line) for line in railways(bounds_around(points, RAILWAYS_BEYOND))]
    return json.dumps(drawing, ensure_ascii=False, separators=(",", ":")).encode()


def _middles(towns):
    """Each town's name where the points of its 丁目 have their middle."""
    places = {}
    for oaza, _name, lat, lon in towns:
        places.setdefault(oaza, []).append((lat, lon))
    return [
        [name, *_rounded([[sum(axis) / len(axis) for axis in zip(*at, strict=True)]])[0]] for name, at in places.items()
    ]


def _land(names, points):
    """The cells of the ward's own points, and which of their edges lie between towns or at the ward's border."""
    around = bounds_around(points, 2 * REACH)
    others = [at for at in neighbouring_points(settings.WARD["city"]) if within(at, around)]
    east = math.cos(math.radians(points[0][0]))
    plane = [(lon * east * METRES_PER_DEGREE, lat * METRES_PER_DEGREE) for lat, lon in [*points, *others]]
    found = {"land": [], "ward": [], "towns": []}
    for at, name in enumerate(names):
        ring = _cell(at, plane)
        found["land"].append(_degrees([corner for corner, _beyond in ring], east))
        for (one, beyond), (other, _next) in zip(ring, ring[1:] + ring[:1], strict=True):
            if beyond is None or (beyond < len(names) and (names[beyond] == name or beyond < at)):
                continue
            found["towns" if beyond < len(names) else "ward"].append(_degrees([one, other], east))
    return found


def _cell(at, plane):
    """The corners of what is nearest to point `at`, each with the number of the point beyond the edge it begins."""
    x, y = plane[at]
    turns = [2 * math.pi * number / CORNERS for number in range(CORNERS)]
    ring = [((x + REACH * math.cos(turn), y + REACH * math.sin(turn)), None) for turn in turns]
    near = sorted((math.dist((x, y), other), number) for number, other in enumerate(plane) if number != at)
    for distance, number in near:
        if distance > 2 * REACH:
            break
        if distance:
            ring = _cut(ring, (x, y), plane[number], number)
    return ring


def _cut(ring, own, other, number):
    """The ring without what is nearer to `other`; the new edge begins with `number`."""
    (x, y), (u, v) = own, other
    limit = (u * u + v * v - x * x - y * y) / 2
    sides = [(u - x) * corner[0] + (v - y) * corner[1] - limit for corner, _beyond in ring]
    kept = []
    for place, (corner, beyond) in enumerate(ring):
        side, next_side = sides[place], sides[(place + 1) % len(ring)]
        if side <= 0:
            kept.append((corner, beyond))
        if (side <= 0) != (next_side <= 0):
            share, (then, _) = side / (side - next_side), ring[(place + 1) % len(ring)]
            crossing = tuple(a + share * (b - a) for a, b in zip(corner, then, strict=True))
            kept.append((crossing, number if side <= 0 else beyond))
    return kept


def _degrees(corners, east):
    return _rounded([(y / METRES_PER_DEGREE, x / east / METRES_PER_DEGREE) for x, y in corners])


def _rounded(points: Iterable[Point]):
    return [[round(lat, 4), round(lon, 4)] for lat, lon in points]
