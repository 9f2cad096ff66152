"""The kinds of activity, told by the apps above: this app gives out seats and knows neither tours nor events."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from bookings.models import Activity, Slot


@dataclass(frozen=True)
class Kind:
    """How to speak of activities of one kind.

    `url` and `book_url` give the path of an activity's page and of its booking form. `partial` is the template of a
    one-line summary (context: `activity` and `child`, the row of the kind's own table that `child(activity)` reads).
    `practical(child)` gives what somebody who comes must know, as pairs of label and text, the place first.
    `alternatives(slot, people)` lists Slots to offer instead of a full one.
    `public()` is the condition on Activity under which anybody may see one of this kind.
    `next_steps(activity)` lists Slots, soonest first, of this kind, by those who hosted an activity of whatever kind.
    `host(activity)` names who receives its guests, "" where the title says enough.
    `ask_url(activity)` is the path at which one asks to be told of the next date, "" where nobody can.
    `hosts(activity)` lists the mail addresses of those who receive its guests and answer their requests.
    `visits_url(activity, address)` is the path at which the host who reads mails to `address` sees what is coming and
    calls it off, "" where nobody can.
    """

    url: Callable[[Activity], str]
    book_url: Callable[[Activity], str]
    partial: str
    child: Callable[[Activity], Activity]
    practical: Callable[[Activity], list[tuple[str, str]]]
    alternatives: Callable[[Slot, int], list[Slot]]
    public: Callable[[], Q]
    host: Callable[[Activity], str]
    hosts: Callable[[Activity], list[str]]
    next_steps: Callable[[Activity], list[Slot]]
    ask_url: Callable[[Activity], str]
    visits_url: Callable[[Activity, str], str]


NEXT_STEPS = 3
_kinds: dict[str, Kind] = {}


def register(
    kind: str,
    *,
    url,
    book_url,
    partial,
    child,
    practical,
    alternatives,
    public,
    host,
    hosts,
    next_steps,
    ask_url=lambda activity: "",
    visits_url=lambda activity, address: "",
) -> None:
    """Tell the engine about activities whose `kind` is this word; called from AppConfig.ready()."""
    _kinds[kind] = Kind(
        url, book_url, partial, child, practical, alternatives, public, host, hosts, next_steps, ask_url, visits_url
    )


def get(kind: str) -> Kind:
    """The kind that was registered under this word; KeyError if no app did."""
    return _kinds[kind]


def practical(activity: Activity, child: Activity | None = None) -> list[tuple[str, str]]:
    """Where to go and what to wear or bring: pairs of label and text without empty ones, the place first.

    `child` is the row of the kind's own table, for whoever has read it already.
    """
    kind = get(activity.kind)
    return [(label, text) for label, text in kind.practical(child or kind.child(activity)) if text]


def next_steps(activity: Activity) -> list[tuple[Slot, str]]:
    """Where those who hosted this activity can be met next: at most three other activities, each as its next slot with
    the path of its page, the soonest first."""
    slots = [slot for kind in _kinds.values() for slot in kind.next_steps(activity)]
    first = {}
    for slot in sorted(slots, key=lambda slot: slot.starts_at):
        first.setdefault(slot.activity_id, slot)
    return [(slot, get(slot.activity.kind).url(slot.activity)) for slot in list(first.values())[:NEXT_STEPS]]


def public_activities():
    """QuerySet of the activities that anybody may see: published, and public by what their kind asks for besides."""
    shown = Q()
    for kind in _kinds.values():
        shown |= kind.public()
    return Activity.objects.published().filter(shown)


def public(activity):
    """QuerySet of this activity if anybody may see it; a question to one kind alone, which is cheaper.

    Seats are given out for these alone: a tour of a hidden company has slots whose numbers somebody may still know.
    """
    return Activity.objects.published().filter(get(activity.kind).public(), pk=activity.pk)
