"""The planner against everything that could be planned: what it proposes can be walked, and nothing better exists."""

from itertools import combinations, pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tours.courses import EARLY, LUNCH, MEASURES, Course, Obstacle, Visit, obstacles, plan

NINE = 9 * 60
times = st.builds(
    lambda quarter, length: (NINE + 15 * quarter, NINE + 15 * (quarter + length)), st.integers(0, 32), st.integers(1, 6)
)


@st.composite
def days(draw, most=5):
    """Up to five places with up to four slots each, minutes between any two, and minutes to the first."""
    places = range(draw(st.integers(2, most)))
    visits = [
        Visit(begin, end, place, 100 * place + number)
        for place in places
        for number, (begin, end) in enumerate(draw(st.lists(times, max_size=4 if len(places) < 5 else 3)))
    ]
    minutes = {frozenset(pair): draw(st.integers(1, 60)) for pair in combinations(places, 2)}
    first = [draw(st.integers(0, 30)) for _place in places]
    return (
        visits,
        (lambda one, other: minutes[frozenset((one, other))]),
        first.__getitem__,
        draw(st.integers(2, len(places))),
    )


def every_course(visits, walk, to_first, stops):
    """All that can be walked, found by trying."""
    places = sorted({visit.place for visit in visits})
    for order in permutations(places, stops):
        for chosen in product(*([visit for visit in visits if visit.place == place] for place in order)):
            walks = (to_first(order[0]), *(walk(one, other) for one, other in pairwise(order)))
            if can_be_walked(chosen, walks):
                yield Course(chosen, walks)


def can_be_walked(visits, walks):
    steps = list(zip(pairwise(visits), walks[1:], strict=True))
    if any(one.end + walk + EARLY > other.begin for (one, other), walk in steps):
        return False
    if visits[0].begin > 690 or visits[-1].end < 810:
        return True
    return any(
        max(690, one.end + before) + LUNCH <= min(810, other.begin - EARLY - (walk - before))
        for (one, other), walk in steps
        for before in range(walk + 1)
    )


def measured(name, course):
    return MEASURES[name](course.begin, course.end, course.walking)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(days())
def test_every_proposal_can_be_walked_and_no_better_one_exists(day):
    visits, walk, to_first, stops = day
    all_there_are = {course for course in every_course(*day) if 0 in {visit.place for visit in course.visits}}
    all_there_are = {course for course in all_there_are if max(course.walks[1:]) <= 50}
    found = plan(visits, stops=stops, walk=walk, to_first=to_first, must=[0], farthest=50)
    assert {course for course, _best_at in found} <= all_there_are
    assert sorted(name for _course, names in found for name in names) == (sorted(MEASURES) if all_there_are else [])
    for course, names in found:
        assert [measured(name, course) for name in names] == [
            min(measured(name, other) for other in all_there_are) for name in names
        ]


@settings(max_examples=100, derandomize=True, deadline=None)
@given(days(most=4))
def test_whenever_there_is_no_course_it_says_why_and_never_otherwise(day):
    visits, walk, _to_first, _stops = day
    places = list(range(max((visit.place for visit in visits), default=1) + 1))
    if len(places) < 2 or list(every_course(visits, walk, lambda place: 0, len(places))):
        return
    told = obstacles(visits, places, walk)
    assert told
    for obstacle in told:
        of_two = [visit for visit in visits if visit.place in obstacle.places]
        if obstacle.kind in ("far", "overlap"):
            assert list(every_course(of_two, walk, lambda place: 0, 2)) == []
        assert obstacle.kind != "none" or of_two == []


def at(clock, minutes, place):
    hours, rest = map(int, clock.split(":"))
    return Visit(60 * hours + rest, 60 * hours + rest + minutes, place, 10 * place)


def test_the_morning_before_the_afternoon_with_lunch_between():
    visits = [at("14:00", 60, 0), at("10:00", 90, 1), at("10:00", 60, 0)]
    [(course, names)] = plan(visits, stops=2, walk=lambda one, other: 12)
    assert ([visit.place for visit in course.visits], course.walks, names) == ([1, 0], (0, 12), list(MEASURES))


@pytest.mark.parametrize(
    ("visits", "told"),
    [
        ([at("10:00", 60, 0)], Obstacle("none", (1,))),
        ([at("10:00", 60, 0), at("10:30", 60, 1)], Obstacle("overlap", (0, 1))),
        ([at("9:00", 60, 0), at("10:15", 60, 1)], Obstacle("far", (0, 1), 20, 15)),
        ([at("10:00", 90, 0), at("12:10", 90, 1)], Obstacle("lunch", (0, 1))),
    ],
    ids=lambda case: getattr(case, "kind", ""),
)
def test_why_two_do_not_fit(visits, told):
    assert plan(visits, stops=2, walk=lambda one, other: 20) == []
    assert obstacles(visits, [0, 1], lambda one, other: 20) == [told]


def test_any_two_fit_and_not_all_three():
    visits = [
        at("9:00", 60, 0),
        at("10:30", 60, 0),
        at("9:00", 60, 1),
        at("10:30", 60, 1),
        at("9:00", 60, 2),
        at("10:30", 60, 2),
    ]
    assert obstacles(visits, [0, 1, 2], lambda one, other: 5) == [Obstacle("together", (0, 1, 2))]


def test_a_day_of_five_places_with_twelve_slots_each_is_planned_at_once():
    visits = [
        Visit(NINE + 40 * number, NINE + 40 * number + 30, place, 0) for place in range(5) for number in range(12)
    ]
    [(course, _names), *_others] = plan(visits, stops=5, walk=lambda one, other: 4 + one + other)
    assert len(course.visits) == 5


@pytest.mark.parametrize(
    ("must", "walks"), [([8], 0), ([0, 1, 2, 3, 8], 0), ([0, 1, 2, 3, 4], 20), ([0, 1, 2, 3, 4, 5], 0)]
)
def test_ways_on_which_the_chosen_places_have_no_room_are_not_searched(must, walks):
    visits = [Visit(NINE + 60 * hour, NINE + 60 * hour + 40, place, hour) for place in range(8) for hour in range(9)]
    walked = set()
    plan(visits, stops=5, walk=lambda one, other: walked.add((one, other)) or 10, must=must)
    assert len(walked) == walks
