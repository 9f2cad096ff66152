"""What stands in the way of an empty slot, told by the apps above: this one does not know what visits share.

Apart from `kinds`, because the condition is part of what `bookable` asks, and this module needs no model.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Q


class Guard(NamedTuple):
    """Keeps two slots from having people at one time.

    `bars()` is the condition on Slot, without joins, under which it may not get its first people. `words()` says so in
    a list. `lock(slot_ids)` locks what these slots need, in an order of its own, until the transaction ends, and says
    whether they need anything. `settle(slot_id, people)` runs in the transaction that gave a slot these people, after
    their UPDATE and that lock: it raises Refused if what the slot needs is in use. Slots first, then what all of them need: in this order nobody
    waits for each other.
    """

    bars: Callable[[], Q]
    words: Callable[[], str]
    lock: Callable[[list[int]], bool]
    settle: Callable[[int, int], None]


_guards: list[Guard] = []


def register(guard: Guard) -> None:
    """Tell the engine; called from AppConfig.ready()."""
    _guards.append(guard)


def barred() -> Q:
    """The condition on Slot under which something else keeps it empty."""
    condition = Q()
    for guard in _guards:
        condition |= guard.bars()
    return condition


def words() -> str:
    """Why a slot is barred, in a few words for a list."""
    return " ".join(guard.words() for guard in _guards)


def lock(slot_ids: list[int]) -> bool:
    """Lock what these slots need, once their rows are locked; whether they need anything.

    Whoever is to settle several names all of them at once.
    """
    locked = [guard.lock(slot_ids) for guard in _guards]  # every one of them
    return any(locked)


def settle(slot_id: int, people: int) -> None:
    """Refuse the people a slot has just got if something else keeps it empty; what it needs is locked."""
    for guard in _guards:
        guard.settle(slot_id, people)
