"""Whether a point lies in the ward.

The packages hold no outline, and the ward's bounds alone let in much of 川崎市 and 品川区; so the nearest town decides.
Against the outline of 国土数値情報 1.3 % of points inside are refused, most of them on water or runways.
"""

from django.conf import settings

from directory.geometry import Point, metres, within
from directory.place_sources import neighbouring_points

REACH = 1500  # metres from the nearest town's point; beyond is water
BORDER = 150  # metres by which another municipality's town must be nearer


class Outline:
    def __init__(self, own_points: list[Point]):
        self.own = own_points
        self.others = neighbouring_points(settings.WARD["city"])

    def holds(self, point: Point) -> bool:
        if not within(point, settings.WARD["bounds"]):
            return False
        nearest = min((metres(point, other) for other in self.own), default=REACH)
        nearest_beyond = min((metres(point, other) for other in self.others), default=float("inf"))
        return nearest < REACH and nearest <= nearest_beyond + BORDER
