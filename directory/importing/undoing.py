"""Taking a whole import back, as long as nobody has changed since what it touched."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from directory.importing import facts
from directory.importing.drafts import Draft
from directory.importing.facts import WORDS
from directory.importing.known import Entry
from directory.importing.loading import load
from directory.importing.report import Outcome
from directory.importing.writing import write
from directory.models import Company, CompanyStation, ImportedFacts, ImportLine, ImportRun, Proposal
from search.services import refresh

BATCH = 500
# What an import itself hangs on a company, or what goes with it in any case.
_OWN = (CompanyStation, ImportedFacts, ImportLine, Proposal, *(getattr(Company, name).through for name in WORDS))


class ChangedSince(Exception):
    """Something of the run was changed; the text is a sentence for staff."""


@dataclass
class Trace:
    """What one run did to one company over all its lines."""

    created: bool = False
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    memory: dict[str, tuple[dict, dict]] = field(default_factory=lambda: {"imported": ({}, {}), "proposed": ({}, {})})

    def add(self, line: ImportLine) -> None:
        self.created |= line.outcome == Outcome.CREATED
        before, after = dict(line.before or {}), dict(line.after or {})
        for name, (was, now) in self.memory.items():
            then = after.pop(name, None) or {}
            was.update({key: value for key, value in (before.pop(name, None) or {}).items() if key not in was})
            now.update(then)
        self.before = before | self.before
        self.after |= after

    def changed(self, draft: Draft) -> list[str]:
        """The fields of the company that are others than the run left them."""
        now = facts.stored(draft.company, draft.words)
        return [name for name, value in self.after.items() if now[name] != value]

    def said_anew(self, draft: Draft) -> list[str]:
        """The fields of which imports remember, or propose, something else than the run left."""
        held = {"imported": draft.said, "proposed": draft.proposed}
        found = [
            name
            for kind, (_was, left) in self.memory.items()
            for name, value in left.items()
            if held[kind].get(name) != value
        ]
        return list(dict.fromkeys(found))


@dataclass
class Blocker:
    """A company that keeps its run from being taken back: what was changed of it since, what hangs on it now."""

    company: Company
    changed: list[str]
    said_anew: list[str]
    held: list[type[Model]]
    worked_on: bool

    def __bool__(self) -> bool:
        return bool(self.changed or self.said_anew or self.held or self.worked_on)


def undo_blockers(run: ImportRun) -> list[Blocker]:
    """The companies of a run that were changed since, or that something hangs on now: because of them it stays."""
    return [blocker for traces, drafts in _batches(run) for blocker in _changed(traces, drafts)]


def lost(run: ImportRun) -> int:
    """Lines of a run whose company is gone: deleted, or merged into another one."""
    return run.lines.filter(company=None, after__isnull=False).count()


def undo(run: ImportRun, *, each: Callable[[int, int], None]) -> None:
    """Put everything back as it was before the run; `each(done, of)` is called after every batch.

    Raises ChangedSince before anything of a batch is put back that holds a company somebody changed.
    """
    total = run.lines.filter(after__isnull=False).values("company").distinct().count()
    done = 0
    while pks := list(_companies(run)[:BATCH]):
        with transaction.atomic():
            traces = _traces(run, pks)
            drafts = _load(pks, lock=True)
            if _changed(traces, drafts):
                raise ChangedSince(_("取り込みのあとで変えられた企業があるため、途中で止めました。"))
            _put_back(traces, drafts)
            run.lines.filter(company__in=pks).update(before=None, after=None)
            _delete([pk for pk in pks if traces[pk].created])
        done += len(pks)
        each(done, total)


def _companies(run):
    touched = run.lines.filter(after__isnull=False, company__isnull=False)
    return touched.order_by("company_id").values_list("company_id", flat=True).distinct()


def _batches(run) -> Iterator[tuple[dict[int, Trace], dict[int, Draft]]]:
    after = 0
    while pks := list(_companies(run).filter(company_id__gt=after)[:BATCH]):
        yield _traces(run, pks), _load(pks, lock=False)
        after = pks[-1]


def _traces(run, pks) -> dict[int, Trace]:
    traces = {pk: Trace() for pk in pks}
    for line in run.lines.filter(company__in=pks, after__isnull=False).order_by("line"):
        traces[line.company_id].add(line)
    return traces


def _load(pks, *, lock) -> dict[int, Draft]:
    drafts = load([Entry(pk, pk) for pk in pks], run=None, lock=lock)
    return {draft.company.pk: draft for draft in drafts.values()}


def _changed(traces, drafts) -> list[Blocker]:
    held = _attached([pk for pk, trace in traces.items() if trace.created])
    found = []
    for pk, draft in drafts.items():
        trace, company = traces[pk], draft.company
        worked_on = trace.created and _is_worked_on(company)
        found.append(Blocker(company, trace.changed(draft), trace.said_anew(draft), held[pk], worked_on))
    return list(filter(None, found))


def _is_worked_on(company):
    return bool(company.latest_revision_id or company.picture_id) or not company.live


def _attached(pks: list[int]) -> dict[int, list[type[Model]]]:
    """By company what hangs on it: a tour, an event, a person, a picture, a former identity, …"""
    found = defaultdict(list)
    for relation in Company._meta.get_fields(include_hidden=True):
        is_from_elsewhere = relation.auto_created and not relation.concrete and relation.field.model is not Company
        if is_from_elsewhere and relation.related_model not in _OWN:
            key = relation.field.attname
            rows = relation.related_model._base_manager.filter(**{f"{key}__in": pks})
            for pk in rows.values_list(key, flat=True).distinct():
                found[pk].append(relation.related_model)
    return found


def _put_back(traces, drafts):
    for pk, draft in drafts.items():
        trace = traces[pk]
        if trace.created:
            continue
        draft.begin()
        for name, value in trace.before.items():
            draft.put(name, value)
        draft.restore({name: was for name, (was, _now) in trace.memory.items()})
    changed = [draft for pk, draft in drafts.items() if not traces[pk].created]
    write(changed)
    nothing_left = [draft.company.pk for draft in changed if not draft.said]
    ImportedFacts.objects.filter(company__in=nothing_left).delete()


def _delete(pks):
    Company.objects.filter(pk__in=pks).delete()
    refresh(Company, pks)
