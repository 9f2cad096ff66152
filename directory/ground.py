"""The ground that the map draws by itself: land and water, the ward and its towns, railways, stations, names.

The packages hold no outlines, only a point for each town; so a town is what lies nearest to its point, and land ends
where nobody's point is near. Facts by hand (directory/place_facts.py) tell where water lies between two points and
where land has no town. One finds one's way by it; no survey is meant.
"""

import json
import math
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from statistics import median

from django.conf import settings

from directory import cells, index, place_facts
from directory.geometry import METRES_PER_DEGREE, Bounds, Point, bounds_around, within
from directory.models import Station, Town
from directory.place_sources import railways, surrounding_points

REACH = 420, 900  # metres from a town's point to where its land ends: where towns stand close, and where they do not
REACH_AROUND, REACH_FAR = 700, 1_300  # the same beyond the ward, and far from it
NEAR = 1_500  # metres around the ward's towns in which every other town counts; beyond, one in THIN by THIN metres
THIN = 800
BEYOND = 9_000  # metres around the ward's towns in which land is drawn
RAILS_BEYOND = 40_000  # farther than what is seen around the ward: a line goes on to its end or the picture's
FAR = 60_000  # metres that what reaches the edge of the drawing is drawn on
RIVER, CANAL = 80, 45  # metres from the middle of the water to its bank
COARSE = 12  # metres that a drawn line may be wrong
ISLAND, GUESSED = 120, 300  # the same for shores that nobody gave: of islands, and of land away from the ward
AWAY = 1_000  # metres from the ward's towns to that
SMALLEST = 20_000  # square metres of land that is drawn
LEVELS = 4  # of tint, besides none


def ground() -> bytes:
    """JSON: `land` and `ward` (rings), `towns` (rings of each), `levels` (a digit for each town, how many companies stand
    there), `rails` ({colour, lines}), `stations` ([name, lat, lon, number of lines]), `areas`, `names`, `blocks` (names
    of 町名, of 町丁目: [name, lat, lon])."""
    towns = tuple(Town.objects.order_by("pk").values_list("pk", "oaza", "name", "area", "lat", "lon"))
    stations = tuple(
        (name, lat, lon, len(lines))
        for name, lat, lon, lines in Station.objects.values_list("name", "lat", "lon", "lines")
    )
    counts = Counter(entry.town_id for entry in index.current().entries if entry)
    return _with_levels(towns, stations, levels([counts[town[0]] for town in towns]))


def levels(counts: list[int]) -> str:
    """A digit for each count: 0 for none; of the others a quarter each has 1, 2, 3 and LEVELS, equal counts the same."""
    some = sorted(count for count in counts if count)
    return "".join(str(1 + LEVELS * bisect_left(some, count) // len(some)) if count else "0" for count in counts)


@lru_cache(maxsize=4)
def _with_levels(towns, stations, steps):
    return _drawing(towns, stations).replace(b'"levels":""', f'"levels":"{steps}"'.encode())


@lru_cache(maxsize=4)
def _drawing(towns, stations):
    points = [town[4:] for town in towns]
    drawing = {"land": [], "ward": [], "towns": [], "levels": "", "rails": []}
    drawing |= {"stations": [[name, *_degrees((lat, lon)), lines] for name, lat, lon, lines in stations]}
    drawing |= {"areas": _middles(towns, 3, median, dict(Town.Area.choices)), "names": _middles(towns, 1, _mean)}
    drawing["blocks"] = [[town[2], *_degrees(town[4:])] for town in towns if town[2] != town[1]]
    if points:
        drawing |= _Land([town[1] for town in towns], points).drawn()
        drawing["rails"] = _rails(bounds_around(points, RAILS_BEYOND), bounds_around(points, NEAR))
    return json.dumps(drawing, ensure_ascii=False, separators=(",", ":")).encode()


def _middles(towns, column, middle, labels=None):
    """[name, lat, lon] in the middle of the towns that have the same value in this column."""
    places = {}
    for town in towns:
        places.setdefault(town[column], []).append(town[4:])
    named = {(labels or {}).get(value, value): at for value, at in places.items() if value}
    return [[str(name), *_degrees([middle(axis) for axis in zip(*at, strict=True)])] for name, at in named.items()]


def _mean(values):
    return sum(values) / len(values)


class _Land:
    """The ward's towns in a plane, with the points around them. A side is what no water parts."""

    def __init__(self, names: list[str], points: list[Point]):
        self.bounds = bounds_around(points, BEYOND)
        self.east = math.cos(math.radians(points[0][0]))
        others = _thinned(surrounding_points(settings.WARD["city"]), points)
        self.count = len(points)  # of the ward's own
        self.places = [self._place(at) for at in [*points, *(at for _city, at, _reach in others)]]
        self.sides = [_side(name) for name in names] + [_side(city) for city, _at, _reach in others]
        self.reaches = [self._reach(at) for at in range(self.count)] + [reach for *_other, reach in others]

    def _place(self, point):
        return point[1] * self.east * METRES_PER_DEGREE, point[0] * METRES_PER_DEGREE

    def _reach(self, at):
        nearest = min((math.dist(self.places[at], other) for n, other in enumerate(self.places) if n != at), default=0)
        return min(REACH[1], max(REACH[0], 0.9 * nearest))

    def drawn(self):
        self.cells = cells.cells(self.places, self.reaches, range(len(self.places)))
        ward = {side: self._outlines(side, self.count) for side in dict.fromkeys(self.sides[: self.count])}
        shores = {side: [[self._place(corner) for corner in ring]] for side, ring in place_facts.SHORES.items()}
        if ward.keys() & shores.keys():
            ward |= shores
        land = [
            ring
            for side in [one for one in dict.fromkeys(self.sides) if one not in ward or one not in shores]
            for ring in self._outlines(side, len(self.places))
        ]
        return {
            "land": [self._line(self._drawn_on(ring)) for ring in land],
            "ward": [self._line(ring) for rings in ward.values() for ring in rings],
            "towns": [self._town(at, ward[self.sides[at]]) for at in range(self.count)],
        }

    def _outlines(self, side, end):
        rings = cells.outlines(self.cells, lambda at: at < end and self.sides[at] == side, self._bank)
        coarse = ISLAND if side in place_facts.ISLANDS else COARSE
        return [self._plain(cells.simplified(ring, coarse)) for ring in rings if cells.area(ring) > SMALLEST]

    def _plain(self, ring):
        """The ring with few corners away from the ward, where land ends by a guess: straight shores instead of arcs."""
        kept = set(cells.simplified(ring, GUESSED))
        return [corner for corner in ring if corner in kept or self._is_near(corner)]

    def _is_near(self, place):
        return any(math.dist(place, own) < AWAY for own in self.places[: self.count])

    def _bank(self, own, beyond):
        if beyond is None or self.sides[own] == self.sides[beyond]:
            return 0
        return RIVER if place_facts.BEYOND_THE_RIVER[0] in (self.sides[own], self.sides[beyond]) else CANAL

    def _town(self, at, rings):
        """What of the outlines around is nearest to a town's point."""
        near = sorted(
            (math.dist(self.places[at], self.places[other]), other)
            for other in range(self.count)
            if other != at and self.sides[other] == self.sides[at]
        )
        kept = []
        for ring in rings:
            cell = [cells.Edge(corner, None) for corner in ring]
            for distance, other in near:
                if not cell or distance > 2 * max(math.dist(self.places[at], edge.start) for edge in cell):
                    break
                if distance:
                    cell = cells.cut(cell, self.places[at], self.places[other], other)
            kept += [self._line([edge.start for edge in cell])] if len(cell) > 2 else []
        return kept

    def _drawn_on(self, ring):
        """The ring with everything beyond the edge of the drawing moved far away: there it goes on as at the edge."""
        west, south, east, north = self.bounds
        (left, bottom), (right, top) = self._place((south, west)), self._place((north, east))
        return [
            (x + FAR * ((x > right) - (x < left)), y + FAR * ((y > top) - (y < bottom)))
            for x, y in ring
        ]  # fmt: skip

    def _line(self, places):
        return [_degrees((y / METRES_PER_DEGREE, x / self.east / METRES_PER_DEGREE)) for x, y in places]


def _thinned(towns, points):
    """(municipality, point, reach) of the towns around: all of those near to the ward, farther away one of many."""
    near, all_around = bounds_around(points, NEAR), bounds_around(points, BEYOND + 2 * REACH_FAR)
    kept, taken = [], set()
    for city, at in towns:
        box = (round(at[0] * METRES_PER_DEGREE / THIN), round(at[1] * METRES_PER_DEGREE / THIN))
        if within(at, near):
            kept.append((city, at, REACH_AROUND))
        elif within(at, all_around) and box not in taken:
            taken.add(box)
            kept.append((city, at, REACH_FAR))
    return kept


def _side(name):
    """An island is a side, what lies beyond the river is one, and the mainland."""
    if any(name.startswith(city) for city in place_facts.BEYOND_THE_RIVER):
        return place_facts.BEYOND_THE_RIVER[0]
    return name if name in place_facts.ISLANDS else ""


def _rails(bounds: Bounds, near: Bounds):
    """The railways that pass the ward, as curves through their stations, by colour."""
    found = {}
    for line, points in railways(bounds):
        if any(within(point, near) for point in points):
            found.setdefault(place_facts.LINE_COLOURS.get(line, ""), []).append([_degrees(at) for at in _curve(points)])
    return [{"colour": colour, "lines": lines} for colour, lines in sorted(found.items())]


def _curve(points: list[Point], steps=4):
    """A Catmull-Rom curve through these points."""
    whole = [points[0], *points, points[-1]]
    for a, b, c, d in zip(whole, whole[1:], whole[2:], whole[3:], strict=False):
        for step in range(steps):
            t = step / steps
            yield tuple(
                b[i] + 0.5 * t * (c[i] - a[i] + t * (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i] + t * (3 * (b[i] - c[i]) + d[i] - a[i])))
                for i in (0, 1)
            )  # fmt: skip
    yield points[-1]


def _degrees(point):
    return [round(part, 5) for part in point]
