"""How long this app keeps addresses and words."""

from datetime import timedelta

from notices.models import Notice
from privacy.registry import register

BLANK = {"to": "", "text": "", "html": "", "calendar": "", "error": ""}


def blank(about: list[str]) -> int:
    """Blank all messages about these rows; what still waits is called off, for there is nobody left to send it to."""
    found = Notice.objects.filter(about__in=about).exclude(to="")
    found.filter(state=Notice.State.WAITING).update(state=Notice.State.DROPPED)
    return found.update(**BLANK)


def blank_old(at):
    """Messages sent, failed or called off more than their `keep_days` ago."""
    done = Notice.objects.exclude(to="").exclude(state=Notice.State.WAITING)
    count = 0
    for days in done.order_by("keep_days").values_list("keep_days", flat=True).distinct():
        before = at - timedelta(days=days)
        kept_so_long = done.filter(keep_days=days)
        count += kept_so_long.filter(sent_at__lte=before).update(**BLANK)
        count += kept_so_long.filter(sent_at=None, due_at__lte=before).update(**BLANK)
    return count


register("notices.messages", erase=blank_old)
