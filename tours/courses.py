"""Several visits on one day, on foot: which order and which times. Pure: it knows times and minutes, and no table.

Times are minutes since midnight. A place is whatever names one tour; a course goes to each of its places once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import NamedTuple

FEWEST, MOST = 2, 5  # places of a course
EARLY = 10  # minutes by which one arrives before a visit
LUNCH = 45
NOON, AFTERNOON = (
    11 * 60 + 30,
    13 * 60 + 30,
)  # a course that begins before the one and ends after the other has a lunch between

Walk = Callable[[int, int], int]  # minutes on foot between two places


class Visit(NamedTuple):
    """One slot that could be a stop."""

    begin: int
    end: int
    place: int
    slot: int


class Course(NamedTuple):
    """Visits in their order, and minutes on foot before each of them."""

    visits: tuple[Visit, ...]
    walks: tuple[int, ...]

    @property
    def begin(self) -> int:
        return self.visits[0].begin

    @property
    def end(self) -> int:
        return self.visits[-1].end

    @property
    def walking(self) -> int:
        return sum(self.walks)


# By which measures a course can be the best; the further parts decide between equals.
MEASURES = {
    "early": lambda begin, end, walking: (end, walking, -begin),
    "near": lambda begin, end, walking: (walking, end, -begin),
    "short": lambda begin, end, walking: (end - begin, walking, end),
}


def follows(one: Visit, other: Visit, walk: int) -> bool:
    """Whether one arrives in time for `other` after `one`."""
    return one.end + walk + EARLY <= other.begin


def has_lunch(one: Visit, other: Visit, walk: int) -> bool:
    """Whether between two visits there is time for lunch at noon; one may eat before, after or on the way."""
    arrival = other.begin - EARLY
    return arrival - one.end >= walk + LUNCH and one.end <= AFTERNOON - LUNCH and arrival >= NOON + LUNCH


def wants_lunch(begin: int, end: int) -> bool:
    return begin <= NOON and end >= AFTERNOON


class _Path(NamedTuple):
    """A course under way. Of two that have come to the same visit through the same places the one that began later and
    walked less is never worse, whatever follows."""

    begin: int
    walking: int
    visit: Visit
    walk: int
    before: "_Path | None"

    def course(self) -> Course:
        steps, path = [], self
        while path:
            steps.append((path.visit, path.walk))
            path = path.before
        visits, walks = zip(*reversed(steps), strict=True)
        return Course(visits, walks)


def plan(
    visits: Iterable[Visit],
    *,
    stops: int,
    walk: Walk,
    to_first: Callable[[int], int] = lambda place: 0,
    must: Iterable[int] = (),
    farthest: int = 24 * 60,
    lunch: bool = True,
) -> list[tuple[Course, list[str]]]:
    """The best courses through `stops` different places, each with the names of the MEASURES by which none is better.

    At most three, none twice; [] where there is no course at all. `to_first` are the minutes on foot to the first place,
    `must` the places that are to be among them, `farthest` the longest walk from one to the next.
    """
    visits, must = list(visits), frozenset(must)
    if not must <= {visit.place for visit in visits}:
        return []  # seen at once: to search all ways of a day for nothing takes long
    paths = _paths(visits, stops, _Ground(walk, to_first, farthest), must)
    done = [path for path, ate in paths if ate or not lunch or not _lacks(path)]
    found = defaultdict(list)
    for name, measure in MEASURES.items():
        if done:
            best = min(done, key=lambda path: measure(path.begin, path.visit.end, path.walking))
            found[best.course()].append(name)
    return list(found.items())


def _lacks(path):
    return wants_lunch(path.begin, path.visit.end)


class _Ground(NamedTuple):
    walk: Walk
    to_first: Callable[[int], int]
    farthest: int


def _paths(visits, stops, ground, must):
    """Pairs of a whole path and whether it had a lunch; the best ones for every first and last visit are among them."""
    reached = defaultdict(list)  # (places, last visit, had lunch) → paths
    for visit in sorted(visits):
        walked = ground.to_first(visit.place)
        start = _Path(visit.begin, walked, visit, walked, None)
        _keep(reached[frozenset([visit.place]), visit, False], start)
        for (places, last, ate), paths in list(reached.items()):
            if len(places) == stops or visit.place in places or not _can_hold(places | {visit.place}, stops, must):
                continue
            minutes = ground.walk(last.place, visit.place)
            if minutes <= ground.farthest and follows(last, visit, minutes):
                at = reached[places | {visit.place}, visit, ate or has_lunch(last, visit, minutes)]
                for path in paths:
                    _keep(at, _Path(path.begin, path.walking + minutes, visit, minutes, path))
    whole = ((ate, paths) for (places, _last, ate), paths in reached.items() if len(places) == stops and must <= places)
    return [(path, ate) for ate, paths in whole for path in paths]


def _can_hold(places, stops, must):
    """Whether there is still room for all that must be among the places: most ways through a day end here."""
    return len(places | must) <= stops


def _keep(paths, new):
    if any(path.begin >= new.begin and path.walking <= new.walking for path in paths):
        return
    paths[:] = [path for path in paths if path.begin > new.begin or path.walking < new.walking]
    paths.append(new)


class Obstacle(NamedTuple):
    """Why there is no course: `kind` and the places it is about.

    "none": no slot that day. "far": `minutes` on foot, but at most `gap` between the two. "overlap": the times of the two
    do. "lunch": only without one. "together": any two fit, and not all of them.
    """

    kind: str
    places: tuple[int, ...]
    minutes: int = 0
    gap: int = 0


def obstacles(visits: Iterable[Visit], places: list[int], walk: Walk) -> list[Obstacle]:
    """What stands in the way of a course through all of these places; meant for where `plan` found none."""
    of_place = defaultdict(list)
    for visit in visits:
        of_place[visit.place].append(visit)
    if missing := [Obstacle("none", (place,)) for place in places if not of_place[place]]:
        return missing
    pairs = (_between(one, other, of_place, walk(one, other)) for one, other in combinations(places, 2))
    if found := [obstacle for obstacle in pairs if obstacle]:
        return found
    every = [visit for place in places for visit in of_place[place]]
    without = plan(every, stops=len(places), walk=walk, lunch=False)
    return [Obstacle("lunch" if without else "together", tuple(places))]


def _between(one, other, of_place, minutes):
    """The obstacle between two places, None if one can go from one to the other in either order."""
    gaps = [
        b.begin - a.end
        for first, second in ((one, other), (other, one))
        for a in of_place[first]
        for b in of_place[second]
    ]
    widest = max(gaps)
    if widest >= minutes + EARLY:
        return None
    if widest < 0:
        return Obstacle("overlap", (one, other))
    return Obstacle("far", (one, other), minutes, widest)
