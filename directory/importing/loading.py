"""The companies of one batch in full, with what imports remember of them."""

from collections.abc import Iterable

from directory.importing.drafts import Draft
from directory.importing.facts import WORDS
from directory.importing.known import Entry
from directory.models import Company, ImportedFacts, Proposal


def load(entries: Iterable[Entry], *, run: int | None, lock: bool) -> dict[int, Draft]:
    """By the key of its entry the draft of every company that is stored; `lock` inside a transaction that writes."""
    by_pk = {entry.pk: entry for entry in entries if entry.pk}
    companies = Company.objects.filter(pk__in=by_pk).order_by("pk")
    drafts = {
        company.pk: Draft(by_pk[company.pk], company, run=run)
        for company in (companies.select_for_update() if lock else companies)
    }
    for name in WORDS:
        through = getattr(Company, name).through
        rows = through.objects.filter(company__in=drafts).values_list("company_id", through_word(name))
        for company_id, word_id in rows:
            drafts[company_id].words[name].add(word_id)
    for company_id, values in ImportedFacts.objects.filter(company__in=drafts).values_list("company_id", "values"):
        drafts[company_id].said = values
    waiting = Proposal.objects.filter(company__in=drafts, state=Proposal.State.OPEN)
    for company_id, field, value, proposer in waiting.values_list("company_id", "field", "value", "run_id"):
        drafts[company_id].proposed[field] = [value, proposer]
    return {draft.entry.key: draft for draft in drafts.values()}


def through_word(name: str) -> str:
    """The column of the join table that holds the word's key."""
    return f"{Company._meta.get_field(name).m2m_reverse_field_name()}_id"
