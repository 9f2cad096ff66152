"""When slots can be booked, and what a page says of one that cannot."""

from datetime import timedelta

from django.db.models import BooleanField, ExpressionWrapper, F, Prefetch
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bookings import guards
from bookings.models import Activity, Slot, bookable
from core.dates import day

FULL = _("満席・キャンセル待ち")  # of a slot that leads to its waiting list; see `full`
# For `Slot.objects.bookable_for`: room for the smallest party of the slot's own activity.
SMALLEST_PARTY = F("activity__party_min")


def window(activity: Activity, starts_at) -> dict:
    """`books_from` and `books_until` of a slot that starts at this moment, from the activity's horizon and notice."""
    return {
        "books_from": starts_at - timedelta(days=activity.horizon_days),
        "books_until": starts_at - timedelta(hours=activity.notice_hours),
    }


def refresh_windows(activity: Activity, at=None) -> int:
    """Bring the booking times of the coming slots in step with the activity's rules; the number of changed slots."""
    changed = []
    for slot in Slot.objects.upcoming(at).filter(activity=activity.pk):
        due = window(activity, slot.starts_at)
        if due != {"books_from": slot.books_from, "books_until": slot.books_until}:
            slot.books_from, slot.books_until = due["books_from"], due["books_until"]
            changed.append(slot)
    return Slot.objects.bulk_update(changed, ["books_from", "books_until"])


def with_bookable(slots, people, at=None):
    """The slots of a QuerySet, each with `bookable`: whether `people` could book it at `at` (now if None).

    And with `barred`, `paused`, `mode` and `acceptance`, which `why_not` tells; `smallest` is the party that
    `full` asks for.
    """
    slots = slots.annotate(smallest=SMALLEST_PARTY)
    can = ExpressionWrapper(bookable(people, at), BooleanField())
    return with_barred(slots).annotate(
        bookable=can,
        paused=F("activity__paused_at"),
        mode=F("activity__mode"),
        acceptance=F("activity__acceptance"),
    )


def with_barred(slots):
    """The slots of a QuerySet, each with `barred`: whether another slot keeps this one empty."""
    return slots.annotate(barred=ExpressionWrapper(guards.barred(), BooleanField()))


def all_next_slots(at=None) -> Prefetch:
    """Gives each activity of a short list `next_slots`: every slot its smallest party could book, the first one first.

    Reading two months of slots costs less than numbering them, which a list of many activities needs.
    """
    following = Slot.objects.bookable_for(SMALLEST_PARTY, at).order_by("starts_at")
    return Prefetch("slots", following, to_attr="next_slots")


def places(slot: Slot) -> str:
    """How many places are left, as a list says it."""
    return ngettext("残り%(left)s人", "残り%(left)s人", slot.left) % {"left": slot.left}


def full(slot: Slot, smallest: int) -> str:
    """Of a slot without room for the party that asks: that it leads to its waiting list, and what is left for a smaller
    one; `smallest` is the smallest that may come."""
    if slot.left < smallest:
        return FULL
    return ngettext("残り%(left)s人・キャンセル待ち", "残り%(left)s人・キャンセル待ち", slot.left) % {"left": slot.left}


def why_not(slot: Slot, at=None) -> str:
    """Why nobody can book this slot now, in a few words for a list. Meant for slots that are not bookable."""
    return _closed(slot, at) or gettext("満席")


def is_full(slot: Slot, at=None) -> bool:
    """Whether places alone are missing in a slot that is not bookable: one can wait for them."""
    return not _closed(slot, at)


def is_drawn(slot: Slot, at=None) -> bool:
    """Whether the seats of a slot that is not bookable are drawn by lot: one can enter for them, perhaps not yet."""
    by_lot = getattr(slot, "acceptance", "") == Activity.Acceptance.LOTTERY and not getattr(slot, "paused", None)
    return by_lot and slot.status == Slot.Status.OPEN and slot.starts_at > (at or timezone.now())


def _closed(slot, at):
    at = at or timezone.now()
    if slot.status == Slot.Status.CANCELLED:
        return gettext("中止")
    if getattr(slot, "paused", None):
        return gettext("お休み中")
    if getattr(slot, "mode", Activity.Mode.BOOKING) == Activity.Mode.TIMED:
        return gettext("予約なしで来られます")
    ends = slot.books_until if not (slot.taken and slot.joins_until) else slot.joins_until
    if slot.status == Slot.Status.CLOSED or ends <= at:
        return gettext("受付終了")
    if getattr(slot, "barred", False):
        return guards.words()
    if getattr(slot, "acceptance", "") == Activity.Acceptance.LOTTERY:
        return gettext("抽選")
    if slot.books_from > at:
        return gettext("%(day)sから受付") % {"day": day(slot.books_from)}
    return ""
