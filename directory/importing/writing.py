"""Writing one batch in one transaction: nobody waits long, and what is cut off is whole as far as it came."""

from collections.abc import Iterable

from django.utils import timezone

from directory.drafts import overwrite
from directory.importing.drafts import Draft
from directory.importing.facts import POINT, WORDS
from directory.importing.loading import through_word
from directory.models import Company, ImportedFacts, Proposal
from directory.places import store_nearest_stations
from search.services import refresh


def write(drafts: Iterable[Draft]) -> None:
    """Companies, their words, their nearest stations, their place in the search index and what imports remember of them.

    Belongs into a transaction: all of it or none.
    """
    touched = [draft for draft in drafts if draft.is_new or draft.changed]
    _write_companies(touched)
    for name in WORDS:
        _write_words(name, [draft for draft in touched if name in draft.changed])
    # who may be seen by whom is asked of the point, too: a number makes a company's own point public
    moved = {*POINT, "corporate_number", "town"}
    store_nearest_stations(draft.company for draft in touched if draft.is_new or draft.changed.keys() & moved)
    _write_revisions([draft for draft in touched if draft.company.latest_revision_id])
    _write_memory([draft for draft in drafts if draft.changed_said])
    _write_proposals([draft for draft in drafts if draft.changed_proposals])
    refresh(Company, [draft.company.pk for draft in touched])


def _write_companies(drafts):
    Company.objects.bulk_create([draft.company for draft in drafts if draft.is_new])
    changed = [draft for draft in drafts if not draft.is_new]
    for draft in changed:
        draft.company.updated_at = timezone.now()  # bulk_update leaves auto_now alone
    names = set().union(*(draft.changed for draft in changed)) - {*WORDS}
    if changed:
        Company.objects.bulk_update(
            [draft.company for draft in changed], [*sorted(names), "updated_at"], batch_size=200
        )


def _write_words(name, drafts):
    through = getattr(Company, name).through
    through.objects.filter(company__in=[draft.company for draft in drafts if not draft.is_new]).delete()
    through.objects.bulk_create(
        through(**{"company_id": draft.company.pk, through_word(name): key})
        for draft in drafts
        for key in sorted(draft.words[name])
    )


def _write_revisions(drafts):
    """Values that the latest draft of a company has as they stood: publishing it must not bring back the old ones."""
    for draft in drafts:
        content = draft.company.latest_revision.content
        same = {name: draft.now(name) for name, was in draft.changed.items() if content.get(name) == was}
        overwrite(draft.company, same)


def _write_memory(drafts):
    ImportedFacts.objects.bulk_create(
        [ImportedFacts(company=draft.company, values=draft.said) for draft in drafts],
        update_conflicts=True,
        unique_fields=["company"],
        update_fields=["values"],
    )


def _write_proposals(drafts):
    """A newer list's value takes the place of an older one's."""
    for draft in drafts:
        waiting = Proposal.objects.filter(company=draft.company, state=Proposal.State.OPEN)
        waiting.filter(field__in=draft.changed_proposals).delete()
        Proposal.objects.bulk_create(
            Proposal(company=draft.company, field=name, value=draft.proposed[name][0], run_id=draft.proposed[name][1])
            for name in sorted(draft.changed_proposals & draft.proposed.keys())
        )
