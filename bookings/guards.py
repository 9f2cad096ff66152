"""What stands in the way of an empty slot, told by the apps above: this one does not know what visits share.

Apart from `kinds`, because the condition is part of what `bookable` asks, and this module needs no model.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Q


class Guard(NamedTuple):
    """Keeps two slots from having people at one time.

    `bars()` is the condition on Slot, without joins, under which it may not get its first people. `words()` says so in
    a list. `settle(slot_id, people)` runs in the transaction that gave a slot these people, after their UPDATE: it
    locks what the slot needs and raises Refused if that is in use. Slots first, then what they need: in this order
    nobody waits for each other.
    """

    bars: Callable[[], Q]
    words: Callable[[], str]
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


def settle(slot_id: int, people: int) -> None:
    """Refuse the people a slot has just got if something else keeps it empty. May be called once its row is locked."""
    for guard in _guards:
        guard.settle(slot_id, people)
