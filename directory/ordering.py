"""The orders of the list, as positions of the index."""

from bisect import bisect_left, insort
from datetime import date

from directory.facts import Entry, Facts

# The usual order (D13) lacks only the next visits, which change by the minute: stories, confirmed, merely listed.
KEYS = {
    "recommended": lambda entry: (not entry.story, entry.confirmed_on is None, entry.sort_key, entry.pk),
    "name": lambda entry: (entry.sort_key, entry.pk),
    "confirmed": lambda entry: (-(entry.confirmed_on or date.min).toordinal(), entry.sort_key, entry.pk),
}


def orders_of(entries: list[Entry]) -> dict[str, list[int]]:
    return {name: sorted(range(len(entries)), key=_by(key, entries)) for name, key in KEYS.items()}


def changed(orders, entries: list[Entry | None], before: dict[int, Facts | None], after: dict[int, Facts | None]):
    """The orders with other facts at some positions. `entries` hold the old ones and are given the new ones."""
    orders = {name: list(order) for name, order in orders.items()}
    for name, key in KEYS.items():
        for item in filter(None, before.values()):
            order = orders[name]
            del order[bisect_left(order, key(item.entry), key=_by(key, entries))]
            # Its neighbours are found by their old entries still: nothing is inserted before all are removed.
    for position, item in after.items():
        entries[position] = item and item.entry
    for name, key in KEYS.items():
        for position, item in after.items():
            if item:
                insort(orders[name], position, key=_by(key, entries))
    return orders


def _by(key, entries):
    return lambda position: key(entries[position])
