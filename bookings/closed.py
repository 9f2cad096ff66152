"""Why a slot takes no bookings at this moment, as a refusal that names the rule and what to do instead."""

from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import kinds
from bookings.errors import SlotClosed
from bookings.models import Slot
from core.dates import day


def why_closed(slot: Slot) -> SlotClosed:
    """The refusal for a slot that was just found closed to bookings; asks the database for it as it is now."""
    slot = Slot.objects.select_related("activity").get(pk=slot.pk)
    now, activity = timezone.now(), slot.activity
    if slot.status == Slot.Status.CANCELLED:
        return SlotClosed(_("この回は中止になりました。"))
    if not kinds.public(activity).exists():
        return SlotClosed(_("このページは、いま公開されていません。"), _("ほかの見学やイベントをさがしてください。"))
    if activity.paused_at:
        reason = _("お休み中なので、いま予約を受け付けていません。理由：%(reason)s") % {"reason": activity.pause_reason}
        return SlotClosed(reason, _("受付がまた始まるのを待つか、ほかの見学をさがしてください。"))
    if slot.starts_at <= now:
        return SlotClosed(_("この回は、もう始まっています。"))
    if slot.books_from > now:
        return SlotClosed(
            _("この回の受付は、%(day)sに始まります。") % {"day": day(slot.books_from)},
            _("受付が始まってから申し込むか、ほかの日時をえらんでください。"),
        )
    if slot.status == Slot.Status.OPEN and slot.books_until <= now:
        return SlotClosed(_("この回の受付は終わりました。"))
    return SlotClosed()
