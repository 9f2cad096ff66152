"""What stops visits: a pause with a reason, and calling one off."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from bookings.models import Booking, Slot
from bookings.services import set_status, waiting
from privacy.services import log_export
from tours.models import Tour


def pause(*, tour: Tour, reason: str) -> None:
    """Take no more bookings, for a reason that everybody reads. Those who have booked may come."""
    Tour.objects.filter(pk=tour.pk).update(paused_at=timezone.now(), pause_reason=reason)


@transaction.atomic
def resume(*, tour: Tour) -> None:
    """Take bookings again; seats that came free meanwhile go to those who wait before anybody else can have them."""
    Tour.objects.filter(pk=tour.pk).update(paused_at=None, pause_reason="")
    waiting.offer_opened(tour.pk)


@transaction.atomic
def call_off(*, slot: Slot) -> Slot:
    """Cancel a slot with all its bookings. Everybody with a confirmed one gets a mail; `to_phone` names all of them."""
    Slot.objects.filter(pk=slot.pk, called_off_at=None).update(called_off_at=timezone.now())
    return set_status(slot=slot, status=Slot.Status.CANCELLED)


def to_phone(slot: Slot) -> QuerySet[Booking]:
    """The bookings that ended when the slot was called off; those whose mail address nobody has confirmed come first."""
    ended = Booking.objects.filter(slot=slot, state=Booking.State.CANCELLED, changed_at__gte=slot.called_off_at)
    return ended.select_related("party").order_by(
        F("party__verified_at").asc(nulls_first=True), "party__family_kana", "pk"
    )


def take_phone_list(*, slot: Slot, user) -> list[Booking]:
    """The same, written down as an export of personal data before anybody reads it."""
    found = list(to_phone(slot))
    log_export(
        user=user,
        actor=user.email,
        what=f"phones:{slot.activity.slug}",
        purpose="中止の連絡",
        format="page",
        filters={"slot": slot.pk},
        rows=len(found),
    )
    return found
