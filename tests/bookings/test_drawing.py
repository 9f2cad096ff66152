"""Drawing lots: what holds for every set of entries, and the order in which they are drawn."""

import json
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.services import drawing
from bookings.services.drawing import Ticket

SLOTS = range(1, 5)
LOTS = {5: 1, 2: 2, 3: 3, 6: 4, 4: 5, 1: 6}  # of 20261122


@st.composite
def tickets(draw):
    """Up to thirty entries, some of one household."""
    count = draw(st.integers(0, 30))
    return [
        Ticket(
            number=number,
            household=draw(st.integers(1, number)),
            people=draw(st.integers(1, 6)),
            choices=tuple(draw(st.lists(st.sampled_from(SLOTS), min_size=1, max_size=3, unique=True))),
            nominated=draw(st.booleans()),
            local=draw(st.booleans()),
            lost=draw(st.booleans()),
        )
        for number in range(1, count + 1)
    ]


PLACES = st.dictionaries(st.sampled_from(SLOTS), st.integers(0, 20))
SEEDS = st.integers(0, 2**63 - 1)


def rank(ticket, locals_first):
    """The groups as the rules name them, counted by hand."""
    group = 0 if ticket.nominated else 1 if ticket.local and locals_first else 2
    return group * 2 + (0 if ticket.lost else 1)


@given(entries=tickets(), places=PLACES, seed=SEEDS, locals_first=st.booleans())
def test_what_holds_for_every_draw(entries, places, seed, locals_first):
    result = drawing.draw(entries, places, seed=seed, locals_first=locals_first)
    by_number = {ticket.number: ticket for ticket in entries}
    seated = Counter()
    for number, slot in result.won.items():
        assert slot in by_number[number].choices
        seated[slot] += by_number[number].people  # all of a party or nobody
    assert all(seated[slot] <= places.get(slot, 0) for slot in seated)
    households = Counter(by_number[number].household for number in result.won)
    assert set(households.values()) <= {1}
    assert sorted(result.lots.values()) == list(range(1, len(entries) + 1))
    # Nobody goes without, or gets a worse choice, for the sake of somebody drawn later.
    turn = sorted(entries, key=lambda ticket: (rank(ticket, locals_first), result.lots[ticket.number]))
    left, won = Counter(places), set()
    for ticket in turn:
        better = [slot for slot in ticket.choices if left[slot] >= ticket.people]
        expected = better[0] if better and ticket.household not in won else None
        assert result.won.get(ticket.number) == expected
        if expected is not None:
            left[expected] -= ticket.people
            won.add(ticket.household)


@given(entries=tickets(), places=PLACES, seed=SEEDS, locals_first=st.booleans())
def test_a_draw_is_repeated_from_its_log_in_whatever_order_things_come(entries, places, seed, locals_first):
    result = drawing.draw(entries, places, seed=seed, locals_first=locals_first)
    shuffled = random.Random(1).sample(entries, len(entries))
    turned = dict(reversed(list(places.items())))
    assert drawing.draw(shuffled, turned, seed=seed, locals_first=locals_first) == result
    log = json.loads(json.dumps(drawing.log_of(shuffled, turned, result, seed=seed, locals_first=locals_first)))
    assert drawing.repeat(log) == drawing.told(log) == result


def test_a_known_seed_draws_what_it_has_always_drawn():
    """A later Python must draw the same lots, or no old log could be repeated."""
    entries = [Ticket(number, number, 1, (1,)) for number in range(1, 7)]
    result = drawing.draw(entries, {1: 2}, seed=20261122, locals_first=False)
    assert result.lots == LOTS
    assert result.won == {number: 1 for number, lot in LOTS.items() if lot < 3}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"nominated": True}, {"local": True, "lost": True}),
        ({"local": True}, {"lost": True}),
        ({"local": True, "lost": True}, {"local": True}),
        ({"lost": True}, {}),
        ({"nominated": True, "lost": True}, {"nominated": True, "local": True}),
    ],
)
def test_groups_come_strictly_before_the_lots(first, second):
    for seed in range(20):
        entries = [Ticket(1, 1, 1, (1,), **second), Ticket(2, 2, 1, (1,), **first)]
        assert drawing.draw(entries, {1: 1}, seed=seed, locals_first=True).won == {2: 1}


def test_locals_come_first_only_where_the_round_says_so():
    entries = [Ticket(1, 1, 1, (1,)), Ticket(2, 2, 1, (1,), local=True)]
    winners = {next(iter(drawing.draw(entries, {1: 1}, seed=s, locals_first=False).won)) for s in range(20)}
    assert winners == {1, 2}


def test_every_entry_is_drawn_first_about_as_often():
    entries = [Ticket(number, number, 1, (1,)) for number in range(1, 6)]
    first = Counter(next(iter(drawing.draw(entries, {1: 1}, seed=s, locals_first=False).won)) for s in range(2000))
    assert all(300 < first[number] < 500 for number in range(1, 6))
