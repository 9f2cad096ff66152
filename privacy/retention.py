"""How long this app keeps its own rows."""

from datetime import datetime, time

from django.utils import timezone

from core.dates import fiscal_year
from privacy.models import Consent
from privacy.registry import register


def delete_old_proofs(at):
    """A consent is proof until the end of the fiscal year after the one it was given in."""
    first_year_kept = fiscal_year(timezone.localtime(at).date()) - 1
    oldest = timezone.make_aware(datetime.combine(datetime(first_year_kept, 4, 1), time.min))
    deleted, _by_model = Consent.objects.filter(given_at__lt=oldest).delete()
    return deleted


register("privacy.consents", erase=delete_old_proofs)
