"""Drawing lots: who goes where follows from the entries, the places and a seed, and from nothing else.

Nothing here asks a database, so that anybody can repeat a draw from its log.
"""

import random
from collections.abc import Iterable
from dataclasses import asdict, dataclass

RULE = 1  # of the order and the lots below; a log says by which it was drawn


@dataclass(frozen=True)
class Ticket:
    """An entry as the draw knows it: no name, and for slots and households their numbers alone.

    `choices` are slots, the first choice first.
    """

    number: int
    household: int
    people: int
    choices: tuple[int, ...]
    nominated: bool = False
    local: bool = False
    lost: bool = False


@dataclass(frozen=True)
class Result:
    """By the number of an entry: its lot (1 is drawn first), and the slot it won."""

    lots: dict[int, int]
    won: dict[int, int]


def draw(tickets: Iterable[Ticket], places: dict[int, int], *, seed: int, locals_first: bool) -> Result:
    """Give each party in its turn the best of its choices that still has room for all of it.

    The turn: nominated, then locals where they come first, then all others; in each of these first who lost last time,
    and then the lots. `places` are free seats by slot. One party of a household wins at most.
    """
    tickets = sorted(tickets, key=lambda ticket: ticket.number)
    lots = _lots(tickets, seed)
    left, won, winners = dict(places), {}, set()
    for ticket in sorted(tickets, key=lambda ticket: (*_group(ticket, locals_first), lots[ticket.number])):
        slot = next((slot for slot in ticket.choices if left.get(slot, 0) >= ticket.people), None)
        if slot is None or ticket.household in winners:
            continue
        left[slot] -= ticket.people
        won[ticket.number] = slot
        winners.add(ticket.household)
    return Result(lots, won)


def _lots(tickets, seed):
    """Each draws a number between 0 and 1, in the order in which they entered; the lowest is the first lot.

    By `random()` alone: of all that a seed decides, Python promises this for its later versions, too.
    """
    numbers = random.Random(seed)  # noqa: S311 -- a draw that can be repeated; the seed itself comes from the system
    drawn = sorted((numbers.random(), ticket.number) for ticket in tickets)
    return {number: lot for lot, (_drawn, number) in enumerate(drawn, start=1)}


def _group(ticket, locals_first):
    if ticket.nominated:
        return 0, not ticket.lost
    return 1 if locals_first and ticket.local else 2, not ticket.lost


def log_of(tickets: Iterable[Ticket], places: dict[int, int], result: Result, *, seed: int, locals_first: bool) -> dict:
    """All that went into a draw and came out of it, as JSON."""
    entries = [
        asdict(ticket)
        | {"choices": list(ticket.choices), "lot": result.lots[ticket.number], "won": result.won.get(ticket.number)}
        for ticket in sorted(tickets, key=lambda ticket: ticket.number)
    ]
    counted = {str(slot): seats for slot, seats in sorted(places.items())}
    return {"rule": RULE, "seed": seed, "locals_first": locals_first, "places": counted, "entries": entries}


def repeat(log: dict) -> Result:
    """Draw once more from a log."""
    places = {int(slot): seats for slot, seats in log["places"].items()}
    return draw(tickets_of(log), places, seed=log["seed"], locals_first=log["locals_first"])


def tickets_of(log: dict) -> list[Ticket]:
    """What went into the draw of a log."""
    names = Ticket.__dataclass_fields__
    rows = [{name: entry[name] for name in names} for entry in log["entries"]]
    return [Ticket(**row | {"choices": tuple(row["choices"])}) for row in rows]


def told(log: dict) -> Result:
    """What a log says came out."""
    return Result(
        {entry["number"]: entry["lot"] for entry in log["entries"]},
        {entry["number"]: entry["won"] for entry in log["entries"] if entry["won"] is not None},
    )
