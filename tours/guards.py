"""One guide or one room for several visits: a slot with people keeps what it needs from every slot that overlaps it.

The engine asks through bookings.guards, because it knows no tours.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from bookings import guards as registry
from bookings.errors import SlotClosed
from bookings.models import Slot
from core.conditions import Written
from core.kept import kept
from tours.models import Need, Resource

# Other slots with people, at a time at which they use what this one needs. Most tours need nothing that others use:
# said first, because PostgreSQL, which sees few needs, read all slots for each slot (0.07 ms; this is a look into a list).
RIVALS = Written(
    """({0} IN (SELECT needing.tour_id FROM tours_need needing) AND EXISTS (
        SELECT 1 FROM tours_need mine
        JOIN tours_need theirs ON theirs.resource_id = mine.resource_id
        JOIN bookings_slot rival ON rival.activity_id = theirs.tour_id
        WHERE mine.tour_id = {0} AND rival.taken > 0 AND rival.id <> {1}
            AND COALESCE(rival.busy_from, rival.starts_at) < COALESCE({5}, {3})
            AND COALESCE(rival.busy_until, rival.ends_at) > COALESCE({4}, {2})
    ))""",
    "activity_id", "pk", "starts_at", "ends_at", "busy_from", "busy_until",
)  # fmt: skip


def lock(slot_ids: list[int]) -> bool:
    """Of two slots that get their first people at the same moment the second one waits here, and then sees the first
    one's. In primary-key order over all slots: a course needs the guides of several companies."""
    return bool(slot_ids and _lock(list(slot_ids)))


@kept
def _lock(slot_ids):
    tours = Slot.objects.filter(pk__in=slot_ids).values("activity")
    needed = Need.objects.filter(tour__in=tours).values("resource")
    resources = Resource.objects.filter(pk__in=needed).order_by("pk")
    return resources.select_for_update(no_key=True, of=("self",))


def settle(slot_id: int, people: int) -> None:
    """SlotClosed if these people are the first of the slot and another one has what it needs."""
    first = Slot.objects.filter(pk=slot_id, taken=people)
    if first.filter(RIVALS).exists():
        raise SlotClosed(_("この時間は、案内の人か部屋がほかの見学に使われています。"))


registry.register(
    registry.Guard(
        bars=lambda: Q(taken=0) & Q(RIVALS),
        words=lambda: _("ほかの見学と重なります"),
        lock=lock,
        settle=settle,
    )
)
