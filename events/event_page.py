"""What one event's page shows, for visitors and for the CMS's preview."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext, npgettext

from bookings.models import Slot
from bookings.windows import why_not
from events import programme

HOUR = 60
MOST_NUMBERS = 3


class Number(NamedTuple):
    """A number as a hero: "3.5", 「時間」, 「13:00から」."""

    value: str
    unit: str
    words: str


class State(NamedTuple):
    """How things stand at a moment. `slot` is the date that the page puts first, None if no date is known.

    `name` is open, waiting (nobody can book now: `reason` says why), cancelled, over or undated.
    """

    name: str
    slot: Slot | None
    reason: str = ""


def event_page(event, at=None) -> dict:
    """The template's context; `at` is now if None."""
    slots, participations = list(event.shown_slots(at)), list(event.shown_participations())
    state = state_of(slots, at)
    return {
        "event": event,
        "slots": slots,
        "participations": participations,
        "state": state,
        "steps": programme.steps(event.programme),
        "numbers": numbers(state, slots, len(participations)),
        "other_dates": len(slots) - 1,
    }


def state_of(slots: list[Slot], at=None) -> State:
    """Of slots in their order, each with `bookable`. A date that can be booked stands before one that cannot."""
    at = at or timezone.now()
    ahead = [slot for slot in slots if slot.ends_at > at]
    held = [slot for slot in ahead if slot.status != Slot.Status.CANCELLED]
    if not slots:
        return State("undated", None)
    if not ahead:
        return State("over", slots[-1])
    if not held:
        return State("cancelled", ahead[0])
    if bookable := next((slot for slot in held if slot.bookable), None):
        return State("open", bookable)
    return State("waiting", held[0], why_not(held[0], at))


def numbers(state: State, slots: list[Slot], companies: int) -> list[Number]:
    """What is known in numbers, MOST_NUMBERS at most; nothing of what is over, nothing made up where one is missing."""
    if state.name in ("over", "cancelled"):
        return []
    found = []
    if companies:
        found.append(
            Number(str(companies), npgettext("unit of a large number", "社", "社", companies), gettext("の人に会える"))
        )
    days = len({timezone.localdate(slot.starts_at) for slot in slots if slot.status != Slot.Status.CANCELLED})
    if days > 1:
        found.append(Number(str(days), npgettext("unit of a large number", "日", "日", days), gettext("から選べる")))
    if slot := state.slot:
        found += [
            _duration(slot),
            Number(
                str(slot.capacity),
                npgettext("unit of a large number", "人", "人", slot.capacity),
                gettext("まで入れる"),
            ),
        ]
    return found[:MOST_NUMBERS]


def _duration(slot):
    minutes = round((slot.ends_at - slot.starts_at).total_seconds() / 60)
    words = gettext("%(time)sから") % {"time": f"{timezone.localtime(slot.starts_at):%H:%M}"}
    if minutes < HOUR or minutes % (HOUR / 2):
        return Number(str(minutes), npgettext("unit of a large number", "分", "分", minutes), words)
    return Number(
        f"{minutes / HOUR:g}", npgettext("unit of a large number", "時間", "時間", 1 if minutes == HOUR else 2), words
    )
