"""Purposes and consents, the log of exports, and the nightly erasure."""

import logging
from collections.abc import Iterable

from django.utils import timezone

from core.kept import kept
from privacy import registry
from privacy.models import Consent, ExportLog, Purpose, ViewLog

log = logging.getLogger(__name__)


class ErasureFailed(Exception):
    """Some rules raised; the others have run. The text names the rules."""


def purposes(keys: Iterable[str]) -> list[Purpose]:
    """The current version of each purpose, in the order of `keys`. Raises ValueError for an unknown key."""
    keys = list(dict.fromkeys(keys))
    current = {purpose.key: purpose for purpose in _versions(*keys)} if keys else {}
    if unknown := [key for key in keys if key not in current]:
        raise ValueError(f"unknown purposes: {', '.join(unknown)}")
    return [current[key] for key in keys]


@kept
def _versions(*keys):
    return Purpose.objects.filter(key__in=keys).order_by("version")


def record_consents(*, subject: str, keys: Iterable[str]) -> None:
    """Keep as proof that the person behind `subject` agreed to the current wordings; twice is once."""
    given = [Consent(purpose=purpose, subject=subject) for purpose in purposes(keys)]
    Consent.objects.bulk_create(given, ignore_conflicts=True)


def log_export(*, user, actor: str, what: str, purpose: str, format: str, filters: dict, rows: int) -> ExportLog:
    """Write down who takes personal data out, before the file leaves. `user` is None at the command line."""
    return ExportLog.objects.create(
        user=user, actor=actor, what=what, purpose=purpose, format=format, filters=filters, rows=rows
    )


def log_view(*, user, what: str, subject: str) -> None:
    """Write down that somebody looked at the data of the person behind `subject`, or changed them."""
    ViewLog.objects.create(user=user, what=what, subject=subject)


def erase_expired(at=None) -> dict[str, int]:
    """Run every rule of the registry as of `at` (now if None); returns the rows touched by each.

    One failing rule does not keep the others from running; ErasureFailed is raised at the end.
    """
    at = at or timezone.now()
    counts, failed = {}, []
    for name, erase in registry.rules().items():
        try:
            counts[name] = erase(at)
        except Exception as error:
            log.error("erasure of %s failed: %s", name, type(error).__name__)  # its words may quote personal data
            failed.append(name)
    if failed:
        raise ErasureFailed(", ".join(failed))
    return counts
