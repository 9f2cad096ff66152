"""The map of a course as one SVG that stands in a page and on paper: the ward's own drawn ground, no third party."""

import json
import math
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from directory.geometry import METRES_PER_DEGREE, Point
from directory.ground import ground

AROUND = 260  # metres of ground around the outermost stops
NARROWEST = 900  # metres from side to side
SHAPE = 0.62  # height by width
WIDTH = 600  # of the drawing, in its own units: about what it takes on a screen
SCALES = (200, 500, 1000, 2000)  # metres that the bar beside a map may stand for


def drawing(points: list[Point]) -> SafeString:
    """Numbered stops with the way between them as the crow flies, over land, railways and the names of stations."""
    sheet = _Sheet(points)
    here = _parsed(ground())
    parts = [format_html('<rect class="course-map__water" width="{}" height="{}"/>', WIDTH, sheet.height)]
    parts += [sheet.area("course-map__land", ring) for ring in here["land"] + here["ward"]]
    parts += [sheet.area("course-map__town", ring) for rings in here["towns"] for ring in rings]
    parts += [sheet.lines("course-map__rail", line) for rails in here["rails"] for line in rails["lines"]]
    parts += [sheet.name(name, (lat, lon)) for name, lat, lon, _lines in here["stations"] if sheet.shows((lat, lon))]
    parts += [sheet.way(points), *(sheet.stop(number, point) for number, point in enumerate(points, start=1))]
    parts.append(sheet.scale())
    label = _("回る順の地図。番号は、上の順番です。")
    return format_html(
        '<svg class="course-map" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        sheet.height,
        label,
        mark_safe("".join(parts)),  # noqa: S308 -- each part is escaped
    )


@lru_cache(maxsize=2)
def _parsed(drawn):
    return json.loads(drawn)


class _Sheet:
    """The part of the ward that is drawn, and where on paper a point lies."""

    def __init__(self, points):
        lats, lons = zip(*points, strict=True)
        self.middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        self.east = METRES_PER_DEGREE * math.cos(math.radians(self.middle[0]))
        wide = (max(lons) - min(lons)) * self.east + 2 * AROUND
        high = (max(lats) - min(lats)) * METRES_PER_DEGREE + 2 * AROUND
        self.metres = max(NARROWEST, wide, high / SHAPE)
        self.height = round(WIDTH * SHAPE)

    def place(self, point):
        unit = WIDTH / self.metres
        return (
            WIDTH / 2 + (point[1] - self.middle[1]) * self.east * unit,
            self.height / 2 - (point[0] - self.middle[0]) * METRES_PER_DEGREE * unit,
        )

    def shows(self, point):
        x, y = self.place(point)
        return 0 <= x <= WIDTH and 0 <= y <= self.height

    def area(self, kind, ring):
        places = self._cut([self.place(point) for point in ring])
        return f'<path class="{kind}" d="{_path(places)}Z"/>' if len(places) > 2 else ""

    def lines(self, kind, line):
        """The stretches of a line that touch the sheet."""
        places, stretches = [self.place(point) for point in line], [[]]
        for one, other in zip(places, places[1:], strict=False):
            if self._near(one, other):
                stretches[-1] += [other] if stretches[-1] else [one, other]
            elif stretches[-1]:
                stretches.append([])
        return "".join(f'<path class="{kind}" d="{_path(stretch)}"/>' for stretch in stretches if stretch)

    def name(self, name, point):
        x, y = self.place(point)
        return (
            f'<circle class="course-map__station" cx="{x:.0f}" cy="{y:.0f}" r="5"/>'
            f'<text class="course-map__name" x="{x:.0f}" y="{y - 10:.0f}" lang="ja">{escape(name)}</text>'
        )

    def way(self, points):
        return f'<path class="course-map__way" d="{_path([self.place(point) for point in points])}"/>'

    def stop(self, number, point):
        x, y = self.place(point)
        return (
            f'<circle class="course-map__stop" cx="{x:.0f}" cy="{y:.0f}" r="19"/>'
            f'<text class="course-map__number" x="{x:.0f}" y="{y + 9:.0f}">{number}</text>'
        )

    def scale(self):
        """A bar of a round length in the corner."""
        length = max((metres for metres in SCALES if metres <= self.metres / 4), default=SCALES[0])
        end = 16 + length / self.metres * WIDTH
        y = self.height - 16
        return (
            f'<path class="course-map__scale" d="M16 {y}H{end:.0f}"/>'
            f'<text class="course-map__length" x="16" y="{y - 8}">{escape(length)} m</text>'
        )

    def _near(self, one, other):
        return all(
            min(a, b) <= most and max(a, b) >= 0
            for a, b, most in zip(one, other, (WIDTH, self.height), strict=True)
        )  # fmt: skip

    def _cut(self, ring):
        """What of a ring lies on the sheet (Sutherland and Hodgman): whole shores would be 50 KB."""
        for axis, edge, sign in ((0, 0, 1), (0, WIDTH, -1), (1, 0, 1), (1, self.height, -1)):
            kept = []
            for one, other in zip([*ring[-1:], *ring], ring, strict=False):
                inside = [sign * (place[axis] - edge) >= 0 for place in (one, other)]
                if inside[0] != inside[1]:
                    share = (edge - one[axis]) / (other[axis] - one[axis])
                    kept.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
                if inside[1]:
                    kept.append(other)
            ring = kept
        return ring


def _path(places):
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in places)
