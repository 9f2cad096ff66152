"""Whether the program can serve, in figures for a machine that asks every few seconds."""

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import Count, Min, Q
from django.utils import timezone

from notices.models import Notice


def outbox(at=None) -> dict:
    """`waiting` and `failed` messages, and for how many whole seconds the oldest waiting one has been due."""
    at = at or timezone.now()
    late = Q(state=Notice.State.WAITING, due_at__lte=at)
    unsent = Notice.objects.filter(state__in=(Notice.State.WAITING, Notice.State.FAILED))
    figures = unsent.aggregate(
        waiting=Count("pk", filter=late),
        failed=Count("pk", filter=Q(state=Notice.State.FAILED)),
        oldest=Min("due_at", filter=late),
    )
    oldest = figures.pop("oldest")
    return figures | {"oldest_seconds": int((at - oldest).total_seconds()) if oldest else 0}


def broker() -> str:
    """ "none" in embedded mode, else "ok" or "down". Asked by way of the cache: the driver costs 25 MiB to load."""
    if not settings.REDIS_URL:
        return "none"
    return "ok" if cache.redis_answers() else "down"


def report() -> dict:
    """What /healthz answers. Only the database is needed to serve: without the broker, mails wait."""
    try:
        found = {"database": "ok", "outbox": outbox()}
    except DatabaseError:
        found = {"database": "down", "outbox": None}
    return found | {"broker": broker(), "version": settings.VERSION}
