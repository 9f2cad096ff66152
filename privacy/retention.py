"""How long this app keeps its own rows."""

from datetime import datetime, time

from django.utils import timezone

from core.dates import fiscal_year
from privacy.models import Consent, ViewLog
from privacy.registry import register


def delete_old_proofs(at):
    """A consent is proof until the end of the fiscal year after the one it was given in."""
    deleted, _by_model = Consent.objects.filter(given_at__lt=_first_kept(at)).delete()
    return deleted


def delete_old_views(at):
    """Who looked at what is kept as long: a year and more."""
    deleted, _by_model = ViewLog.objects.filter(created_at__lt=_first_kept(at)).delete()
    return deleted


def _first_kept(at):
    first_year_kept = fiscal_year(timezone.localtime(at).date()) - 1
    return timezone.make_aware(datetime.combine(datetime(first_year_kept, 4, 1), time.min))


register("privacy.consents", erase=delete_old_proofs)
register("privacy.views", erase=delete_old_views)
