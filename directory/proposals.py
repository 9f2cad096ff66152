"""Values that a list would put in the place of what people wrote: staff take them or leave them."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.drafts import overwrite
from directory.importing.drafts import Draft
from directory.importing.facts import PLACE, POINT, WORDS, value_of
from directory.importing.known import Entry
from directory.importing.loading import load
from directory.importing.states import NotNow
from directory.importing.writing import write
from directory.models import Company, Proposal

__all__ = ["NotNow", "decide", "open_proposals"]


def open_proposals() -> QuerySet[Proposal]:
    """What waits for a decision, company by company, with the list that says so."""
    waiting = Proposal.objects.filter(state=Proposal.State.OPEN)
    return waiting.select_related("company", "run__started_by").order_by("company__sort_key", "company", "pk")


def decide(proposal: Proposal, *, take: bool, by) -> None:
    """Put the list's value in the place of the one that stands there, or leave that one.

    Either way the same list does not propose it again. Raises NotNow if it was decided before, and if the value cannot
    stand there any more.
    """
    try:
        _decide(proposal, take, by)
    except IntegrityError as error:
        raise NotNow(_("この値は、いまは別の企業のものなので採用できません。")) from error
    proposal.refresh_from_db()


@transaction.atomic
def _decide(proposal, take, by):
    state = Proposal.State.TAKEN if take else Proposal.State.LEFT
    undecided = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.OPEN)
    if not undecided.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise NotNow(_("もう決めてあります。"))
    draft = next(iter(load([Entry(proposal.company_id, proposal.company_id)], run=None, lock=True).values()))
    draft.begin()
    if take:
        _take(draft, proposal.field, proposal.value)
    draft.remember(proposal.field, _without_point(proposal))
    write([draft])
    if take:
        overwrite(draft.company, _as_a_draft_has_it(draft))


def _take(draft: Draft, field: str, value) -> None:
    if field == "address":
        _take_place(draft, value)
    elif field in WORDS:
        known = Company._meta.get_field(field).related_model.objects.filter(pk__in=value)
        draft.put(field, known.values_list("pk", flat=True))
    else:
        draft.put(field, value)
    draft.derive()


def _take_place(draft, place):
    """The address with its town and block, and its point unless somebody set the pin by hand."""
    pinned = draft.company.match_level == Company.MatchLevel.MANUAL
    for name in PLACE if pinned else (*PLACE, *POINT):
        if name in place:
            draft.put(name, place[name])


def _without_point(proposal):
    return {name: proposal.value.get(name) for name in PLACE} if proposal.field == "address" else proposal.value


def _as_a_draft_has_it(draft):
    values = {name: value_of(draft.company, name) for name in draft.changed if name not in WORDS}
    return values | {name: sorted(draft.words[name]) for name in WORDS if name in draft.changed}
