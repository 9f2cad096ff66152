"""Writing a plan in short transactions: nobody waits long, and what is cut off is whole as far as it came."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from directory.importing.cleaning import CLEANERS
from directory.importing.known import WORDS, Draft, through_word
from directory.importing.planning import Plan
from directory.models import Company
from directory.places import store_nearest_stations
from search.services import refresh

BATCH = 200
_WRITTEN = (
    *CLEANERS, "corporate_number", "name", "name_key", "sort_key", "postal_code", "address", "town", "block", "building",
    "lat", "lon", "match_level", "opening_mode", "basis", "source", "updated_at",
)  # fmt: skip


def write_plan(plan: Plan, *, tell: Callable[[str, int, int], None]) -> None:
    """Write the plan's companies, a batch to a transaction."""
    for start in range(0, len(plan.drafts), BATCH):
        batch = plan.drafts[start : start + BATCH]
        _write_batch(batch)
        tell("write", start + len(batch), len(plan.drafts))


@transaction.atomic
def _write_batch(drafts: list[Draft]) -> None:
    """Companies, their words, their nearest stations and their place in the search index, or none of it."""
    Company.objects.bulk_create([draft.company for draft in drafts if draft.is_new])
    changed = [draft.company for draft in drafts if not draft.is_new]
    for company in changed:
        company.updated_at = timezone.now()  # bulk_update leaves auto_now alone
    Company.objects.bulk_update(changed, _WRITTEN)
    for name in WORDS:
        _write_words(name, [draft for draft in drafts if name in draft.changed])
    store_nearest_stations(draft.company for draft in drafts if draft.is_new or draft.changed & {"lat", "lon"})
    refresh(Company, [draft.company.pk for draft in drafts])


def _write_words(name, drafts):
    through = getattr(Company, name).through
    through.objects.filter(company__in=[draft.company for draft in drafts if not draft.is_new]).delete()
    through.objects.bulk_create(
        through(**{"company_id": draft.company.pk, through_word(name): key})
        for draft in drafts
        for key in sorted(draft.words[name])
    )
