"""Changes to companies that have a rule."""

from django.db import transaction
from django.utils import timezone

from directory.models import Company
from directory.places import store_nearest_stations
from search.services import refresh


@transaction.atomic
def change_facts(company: Company, **facts) -> None:
    """Write facts that hold at once (`Company.LIVE_AT_ONCE`), whatever draft of the company is being worked on.

    A changed point brings its nearest stations along; what is hidden leaves the search in the same transaction.
    """
    unknown = set(facts) - set(Company.LIVE_AT_ONCE)
    if unknown:
        raise ValueError(f"not facts that hold at once: {sorted(unknown)}")
    moved = "lat" in facts and (facts["lat"], facts["lon"]) != (company.lat, company.lon)
    Company.objects.filter(pk=company.pk).update(**facts, updated_at=timezone.now())
    if moved:
        store_nearest_stations(Company.objects.filter(pk=company.pk))
    refresh(Company, [company.pk])
