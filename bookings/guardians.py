"""Guardians of young people who come by themselves: what an activity asks of them, and what they have given.

The hazard is told by the apps above, which know the rules of their houses; an activity whose app tells none asks nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bookings import kinds
from bookings.guardian_rule import Degree, Level, asked
from bookings.models import Activity

WORDING = 1  # one more with every change of what a guardian agrees to: the old words stand in the history of the pages
PURPOSE = "guardian"  # of privacy: what a guardian's name and telephone number are for


@dataclass(frozen=True)
class Hazard:
    """How dangerous a visit is: a word of Degree, the same for people, and a sentence about it. "" where nobody has said."""

    degree: str = ""
    words: str = ""
    note: str = ""


_told: dict[str, Callable[[Activity], Hazard]] = {}


def register(kind: str, hazard: Callable[[Activity], Hazard]) -> None:
    """Say how dangerous activities of this kind are; `hazard` is given the row of the kind's own table."""
    _told[kind] = hazard


def hazard_of(activity: Activity, child: Activity | None = None) -> Hazard | None:
    """How dangerous an activity is now, None where its kind asks no guardian.

    `child` is the row of the kind's own table, for whoever has read it already.
    """
    told = _told.get(activity.kind)
    return told(child or kinds.get(activity.kind).child(activity)) if told else None


def level_of(activity: Activity, grades: Iterable[str], child: Activity | None = None) -> Level:
    """What an activity asks of a party of these school years. The hazard is read only where something hangs on it."""
    grades = list(grades)
    if activity.kind not in _told or asked(grades, Degree.HIGH) == Level.NONE:
        return Level.NONE
    return asked(grades, hazard_of(activity, child).degree or Degree.NONE)


def given_by(party) -> Level:
    """What a party has of a guardian's word."""
    consent = getattr(party, "guardian_consent", None)
    return consent.level if consent else Level.NONE


def is_missing(booking, grades: Iterable[str] | None = None) -> bool:
    """Whether a booking, with its guests or with people of these school years, needs more than a guardian has said."""
    grades = [guest.grade for guest in booking.party.guests.all()] if grades is None else grades
    level = level_of(booking.slot.activity, grades)
    return level != Level.NONE and level.rank > given_by(booking.party).rank


def wording(hazards: Iterable[Hazard]) -> str:
    """What a guardian agrees to, by its number and what they were told of the danger, such as "1:some,high"."""
    degrees = {hazard.degree for hazard in hazards}
    return f"{WORDING}:{','.join(degree for degree in Degree if degree in degrees)}"
