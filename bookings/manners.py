"""What visitors are asked to keep at an activity. Told by the apps above, which know the rules of their houses.

Whoever books agrees to all of it at once; the party keeps the version it was shown in `answers`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bookings import kinds
from bookings.models import Activity

ANSWER = "manners"  # under which a party's answers keep the version


@dataclass(frozen=True)
class Manners:
    """`sentences` and, for where there is little room, the same `in_brief`, both in the reader's language.

    `version` names wording and words, so that a change of either is another one; "" where nothing is asked.
    """

    version: str = ""
    sentences: tuple[str, ...] = ()
    in_brief: str = ""


_asked: dict[str, Callable[[Activity], Manners]] = {}


def register(kind: str, manners: Callable[[Activity], Manners]) -> None:
    """Say what activities of this kind ask; `manners` is given the row of the kind's own table."""
    _asked[kind] = manners


def manners_of(activity: Activity, child: Activity | None = None) -> Manners:
    """What an activity asks now. `child` is the row of the kind's own table, for whoever has read it already."""
    asked = _asked.get(activity.kind)
    return asked(child or kinds.get(activity.kind).child(activity)) if asked else Manners()
