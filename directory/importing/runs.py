"""Imports at the desk: an uploaded list from its columns to its report and, if need be, back.

What staff ask for moves the state of a run; `work_off`, which the clock starts, does it.
"""

from datetime import datetime, timedelta
from typing import BinaryIO

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.forms import one_line
from core.tables import read_table
from directory.importing import storing, tax
from directory.importing.reading import find_sheet
from directory.importing.run_columns import Column, columns_of, correct_columns, targets
from directory.importing.states import NotNow
from directory.importing.undoing import lost, undo_blockers
from directory.importing.working import LEASE, erase_file, work_off
from directory.models import ImportLine, ImportRun

__all__ = [
    "Column", "NotNow", "columns_of", "correct_columns", "erase_old", "lines", "receive", "request_check", "request_start",
    "request_undo", "targets", "undo_blockers", "work_off",
]  # fmt: skip

State = ImportRun.State
KEPT = timedelta(days=30)
STRAY = timedelta(days=1)
_NAMED = 5


def receive(file: BinaryIO, *, name: str, by, basis: str, source: str) -> ImportRun:
    """Take in an uploaded list; nothing of it is written yet. Raises TableError, and keeps nothing, if it is no list."""
    stored, digest = storing.store(file)
    try:
        table = read_table(storing.path_of(stored), name)
        kind = ImportRun.Kind.TAX_AGENCY if tax.is_register(table) else ImportRun.Kind.LIST
        if kind == ImportRun.Kind.LIST:
            find_sheet(table)
        return ImportRun.objects.create(
            kind=kind,
            name=one_line(name.replace("\x00", ""))[:200],
            stored=stored,
            digest=digest,
            basis=basis,
            source=source,
            started_by=by,
        )
    except BaseException:
        storing.erase(stored)
        raise


def request_check(run: ImportRun) -> None:
    """Ask for a dry run: before anything was written, or again after a failed one."""
    nothing_written = Q(state__in=(State.UPLOADED, State.CHECKED)) | (Q(state=State.FAILED) & ~ImportRun.wrote())
    _move(run, nothing_written, State.CHECKING, _("いまは試し読みできません。"))


@transaction.atomic
def request_start(run: ImportRun) -> None:
    """Ask for the real run: after a dry run, or to go on with one that failed in the middle."""
    allowed = Q(state=State.CHECKED) | (Q(state=State.FAILED) & ImportRun.wrote() & ~Q(stage="undo"))
    with transaction.atomic():
        # as it is now: the lines of a run that failed meanwhile are what undoing needs
        checked = ImportRun.objects.select_for_update().filter(pk=run.pk, state=State.CHECKED).exists()
        _move(run, allowed, State.RUNNING, _("いまは取り込めません。先に試し読みをしてください。"))
        if checked:
            run.lines.all().delete()


def request_undo(run: ImportRun) -> None:
    """Ask for everything to be put back. Raises NotNow, with the first names, if it was changed since."""
    if gone := lost(run):
        raise NotNow(
            _("取り込みのあとで消されたか統合された企業（%(count)s社）があるため、取り消せません。")
            % {"count": f"{gone:,}"}
        )
    if blockers := undo_blockers(run):
        names = "、".join(blocker.company.name for blocker in blockers[:_NAMED]) + (
            "…" if len(blockers) > _NAMED else ""
        )
        raise NotNow(
            _("取り込みのあとで変えられた企業（%(count)s社: %(names)s）があるため、取り消せません。")
            % {"count": f"{len(blockers):,}", "names": names}
        )
    written = Q(state=State.DONE) | (Q(state=State.FAILED) & ImportRun.wrote())
    _move(run, written, State.UNDOING, _("いまは取り消せません。"))


def lines(run: ImportRun, outcome: str = "") -> QuerySet[ImportLine]:
    """What became of the lines of a run, those of one outcome only if one is named."""
    found = run.lines.order_by("line")
    return found.filter(outcome=outcome) if outcome else found


def erase_old(at: datetime) -> int:
    """Remove the files of runs that ended 30 days before `at` or earlier, and of uploads that were cut off."""
    over = ImportRun.objects.exclude(stored="").filter(touched_at__lte=at - KEPT)
    over = list(over.exclude(state__in=ImportRun.AT_WORK))
    for run in over:
        erase_file(run)
    kept = set(ImportRun.objects.exclude(stored="").values_list("stored", flat=True))
    strays = storing.strays(kept, (at - STRAY).timestamp())
    for stray in strays:
        storing.erase(stray)
    return len(over) + len(strays)


def _move(run: ImportRun, allowed: Q, state: str, refusal: str) -> None:
    """Move a run on, and leave it free for whoever works."""
    free = timezone.now() - LEASE
    moved = ImportRun.objects.filter(allowed, pk=run.pk).update(
        state=state, stage="", done=0, total=0, error="", touched_at=free
    )
    if not moved:
        raise NotNow(refusal)
    run.refresh_from_db()
