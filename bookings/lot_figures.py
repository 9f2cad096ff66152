"""What anybody may know of a draw, and what the desk sees of a round: numbers, and nobody's name."""

from typing import NamedTuple

from django.db.models import Count, Sum

from bookings.lots import MOST_CHOICES
from bookings.models import Slot
from bookings.services.entering import counted, slots_of


class Figures(NamedTuple):
    """Of a finished draw: entries and their people, free seats, and how many of them were nominated, local, and won."""

    seed: int
    places: int
    entries: int
    people: int
    nominated: int
    nominated_people: int
    local: int
    won: int
    won_people: int


class Demand(NamedTuple):
    """Of one slot: how many entries chose it as their first, second and third choice, and the people of the first."""

    slot: Slot
    ranks: list[int]
    people: int


def figures(lottery) -> Figures:
    """The figures of a round that was drawn, from its log."""
    entries = lottery.log["entries"]
    nominated = [entry for entry in entries if entry["nominated"]]
    won = [entry for entry in entries if entry["won"] is not None]
    return Figures(
        seed=lottery.seed,
        places=sum(lottery.log["places"].values()),
        entries=len(entries),
        people=_people(entries),
        nominated=len(nominated),
        nominated_people=_people(nominated),
        local=sum(entry["local"] for entry in entries),
        won=len(won),
        won_people=_people(won),
    )


def _people(entries):
    return sum(entry["people"] for entry in entries)


def demand(lottery) -> list[Demand]:
    """What is asked for in a round that nobody has drawn, slot by slot."""
    rows = counted(lottery).order_by().values_list("slot", "choice__rank").annotate(Count("pk"), Sum("seats"))
    asked = {(slot, rank): (entries, people) for slot, rank, entries, people in rows}
    ranks = range(1, MOST_CHOICES + 1)
    return [
        Demand(
            slot,
            [asked.get((slot.pk, rank), (0, 0))[0] for rank in ranks],
            asked.get((slot.pk, 1), (0, 0))[1],
        )
        for slot in slots_of(lottery)
    ]
