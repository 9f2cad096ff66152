"""What stops visits: a pause with a reason, and calling one off."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.errors import TooLate
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
def call_off(*, slot: Slot, by=Slot.CalledOffBy.DESK, reason: str = "") -> Slot:
    """Cancel a slot with all its bookings, for a reason that everybody reads. Twice is once, and the first word counts.

    Everybody with a confirmed one gets a mail; `to_phone` names all of them. Raises TooLate once the visit has begun.
    """
    now = timezone.now()
    if slot.starts_at <= now and slot.status != Slot.Status.CANCELLED:
        raise TooLate(_("もう始まった回は、中止にできません。"), _("来ている人に、直接伝えてください。"))
    open_ones = Slot.objects.filter(pk=slot.pk, called_off_at=None)
    open_ones.update(called_off_at=now, called_off_by=by, called_off_reason=reason)
    return set_status(slot=slot, status=Slot.Status.CANCELLED)


def to_phone(slot: Slot) -> QuerySet[Booking]:
    """The bookings that ended when the slot was called off; those whose mail address nobody has confirmed come first."""
    ended = Booking.objects.filter(slot=slot, state=Booking.State.CANCELLED, changed_at__gte=slot.called_off_at)
    return ended.select_related("party").order_by(
        F("party__verified_at").asc(nulls_first=True), "party__family_kana", "pk"
    )


def unphoned() -> QuerySet[Slot]:
    """Coming slots that a host called off, with somebody whom no mail reaches, whose telephone list nobody has opened yet."""
    ended = Booking.objects.filter(
        slot=OuterRef("pk"), state=Booking.State.CANCELLED, changed_at__gte=OuterRef("called_off_at")
    )
    without_mail = ended.filter(Q(party__verified_at=None) | Q(party__email="")).exclude(party__phone="")
    left = Slot.objects.upcoming().filter(called_off_by=Slot.CalledOffBy.HOST, phones_read_at=None)
    return left.filter(Exists(without_mail))


def take_phone_list(*, slot: Slot, user) -> list[Booking]:
    """The same, written down as an export of personal data before anybody reads it."""
    found = list(to_phone(slot))
    Slot.objects.filter(pk=slot.pk, phones_read_at=None).update(phones_read_at=timezone.now())
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
