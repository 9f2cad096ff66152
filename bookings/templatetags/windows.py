"""What a list says of its slots."""

from typing import NamedTuple

from django import template
from django.utils import timezone

from bookings import windows
from core.dates import day
from core.templatetags.dates import times

register = template.Library()
register.filter("places", windows.places)
register.filter("why_not", windows.why_not)


MOST_SEATS = 12  # more are no picture, but a row of dots


class Row(NamedTuple):
    """A slot as a list shows it: `address` to book it, wait or draw for it or "", the ISO `moment`, its day and times, places
    or why none, and of few seats a picture, "●●○○": two are taken, two are free."""

    address: str
    moment: str
    day: str
    times: str
    words: str
    seats: str


@register.filter
def rows(slots, book_url):
    """Each slot as a Row; all can be booked, unless they have `bookable`.

    Ready strings, because a template of 25 rows spends 2 ms on working them out.
    """
    for slot in slots:
        bookable = getattr(slot, "bookable", True)
        full = not bookable and windows.is_full(slot)
        leads = bookable or full or windows.is_drawn(slot)
        seats = "●" * slot.taken + "○" * slot.left if bookable and slot.capacity <= MOST_SEATS else ""
        yield Row(
            f"{book_url}{'&' if '?' in book_url else '?'}slot={slot.pk}" if leads else "",
            timezone.localtime(slot.starts_at).isoformat(),
            day(slot.starts_at),
            times(slot),
            _words(slot, bookable, full),
            seats,
        )


def _words(slot, bookable, full):
    if bookable:
        return windows.places(slot)
    return windows.full(slot, getattr(slot, "smallest", 1)) if full else windows.why_not(slot)
