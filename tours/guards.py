"""One guide or one room for several visits: a slot with people keeps what it needs from every slot that overlaps it.

The engine asks through bookings.guards, because it knows no tours.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from bookings import guards as registry
from bookings.errors import SlotClosed
from bookings.models import Slot
from tours.models import Need, Resource


def rivals():
    """Subquery for Slot: other slots with people, at a time at which they use what this one needs.

    Through the table of needs alone: with joins over tours and resources PostgreSQL planned for three times as long.
    """
    begin, end = (
        Coalesce(OuterRef("busy_from"), OuterRef("starts_at")),
        Coalesce(OuterRef("busy_until"), OuterRef("ends_at")),
    )
    busy = Slot.objects.annotate(begin=Coalesce("busy_from", "starts_at"), end=Coalesce("busy_until", "ends_at"))
    needed = Need.objects.filter(tour=OuterRef(OuterRef(OuterRef("activity")))).values("resource")
    sharing = busy.filter(activity__in=Need.objects.filter(resource__in=needed).values("tour"))
    return sharing.filter(taken__gt=0, begin__lt=end, end__gt=begin).exclude(pk=OuterRef("pk"))


def lock(slot_ids: list[int]) -> bool:
    """Of two slots that get their first people at the same moment the second one waits here, and then sees the first
    one's. In primary-key order over all slots: a course needs the guides of several companies."""
    needed = Need.objects.filter(tour__slots__in=slot_ids).values("resource")
    resources = Resource.objects.filter(pk__in=needed).order_by("pk")
    return bool(list(resources.select_for_update(no_key=True, of=("self",))))


def settle(slot_id: int, people: int) -> None:
    """SlotClosed if these people are the first of the slot and another one has what it needs."""
    first = Slot.objects.filter(pk=slot_id, taken=people)
    if first.filter(Exists(rivals())).exists():
        raise SlotClosed(_("この時間は、案内の人か部屋がほかの見学に使われています。"))


def bars() -> Q:
    """Most tours share nothing, which one look into an index says: SQLite looks for rivals of the others alone."""
    return Q(taken=0) & Q(Exists(Need.objects.filter(tour=OuterRef("activity")))) & Q(Exists(rivals()))


registry.register(
    registry.Guard(
        bars=bars,
        words=lambda: _("ほかの見学と重なります"),
        lock=lock,
        settle=settle,
    )
)
