"""The way between the stops of a course, told by the app above that knows where its activities are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from bookings.models import Slot


@dataclass(frozen=True)
class Way:
    """`minutes` on foot to each slot from the one before it, 0 where that is not known; `drawing` is a map as SVG, "" for
    none."""

    minutes: list[int]
    drawing: SafeString = SafeString("")


_told: dict[str, Callable[[Sequence[Slot]], Way]] = {}


def register(kind: str, way: Callable[[Sequence[Slot]], Way]) -> None:
    """Say how one goes between slots of activities of this kind, in the order given; those who ask have seats in them."""
    _told[kind] = way


def way(slots: Sequence[Slot]) -> Way:
    """The way through these slots."""
    kinds = {slot.activity.kind for slot in slots}
    told = _told.get(kinds.pop()) if len(kinds) == 1 else None
    return told(slots) if told else Way([0] * len(slots))
