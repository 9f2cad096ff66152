"""Doing what staff asked for: one run at a time, by a lease, a batch at a time, so that a killed worker loses nothing."""

import logging
import traceback
from datetime import datetime, timedelta
from time import monotonic

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _

from core.tables import TableError
from directory.importing import PlacesMissing, check_places, storing
from directory.importing.kinds import open_file
from directory.importing.report import Decided, joined
from directory.importing.run_columns import corrections
from directory.importing.undoing import ChangedSince, undo
from directory.models import ImportLine, ImportRun
from notices.clock import stopping
from notices.services import send_due

log = logging.getLogger(__name__)

State = ImportRun.State
LEASE = timedelta(minutes=2)
DONE = {State.CHECKING: State.CHECKED, State.RUNNING: State.DONE, State.UNDOING: State.UNDONE}


class LeaseLost(Exception):
    """Somebody else has taken the run up, because this process did not move for too long."""


class Stopped(Exception):
    """The process was asked to end; whoever comes next goes on."""


class Lease:
    """The right to work on a run, renewed by every sign of life; each moves the row only if nobody else has it."""

    def __init__(self, run: ImportRun, touched_at: datetime):
        self.run, self.touched_at = run, touched_at
        self.told = monotonic()

    def renew(self, **values) -> None:
        now = timezone.now()
        mine = ImportRun.objects.filter(pk=self.run.pk, state=self.run.state, touched_at=self.touched_at)
        if not mine.update(touched_at=now, **values):
            raise LeaseLost
        self.touched_at = now

    def tell(self, stage: str, done: int, total: int) -> None:
        """How far the run is, told at most once a second or when a stage is over."""
        if done != total and monotonic() - self.told < 1:
            return
        self.renew(stage=stage, done=done, total=total)
        self.told = monotonic()

    def pause(self) -> None:
        """Between two batches: mails must not wait for a long list, and a process that was asked to end does so."""
        send_due(stop=lambda: stopping.asked)
        if stopping.asked:
            ImportRun.objects.filter(pk=self.run.pk, touched_at=self.touched_at).update(
                touched_at=F("touched_at") - LEASE
            )
            raise Stopped


def work_off() -> bool:
    """Do one run that waits, if there is one, to its end; says whether there was.

    A run that a killed worker left is taken up again after two minutes, behind the last batch that it wrote.
    """
    if (lease := _claim()) is None:
        return False
    run = lease.run
    try:
        if run.state == State.UNDOING:
            lease.renew(stage="undo", done=0, total=0)
            undo(run, each=lambda done, total: _after_batch(lease, "undo", done, total))
        else:
            _import(lease)
        _finish(lease)
    except (LeaseLost, Stopped):
        return True
    except OperationalError:
        raise  # the database is away or busy: the run is taken up again
    except Exception as error:
        _fail(run, error)
    return True


@transaction.atomic
def _claim() -> Lease | None:
    """Two runs at once would each bring the companies that the other one brings, too."""
    now = timezone.now()
    waiting = list(ImportRun.objects.filter(state__in=ImportRun.AT_WORK).order_by("pk").select_for_update())
    if not waiting or any(run.touched_at > now - LEASE for run in waiting):
        return None
    run = waiting[0]
    ImportRun.objects.filter(pk=run.pk).update(touched_at=now)
    return Lease(run, now)


def _import(lease: Lease) -> None:
    run, dry_run = lease.run, lease.run.state == State.CHECKING
    check_places()
    if not run.stored:
        raise TableError(_("ファイルはもう消してあります。もう一度アップロードしてください。"))
    lease.renew(stage="read", done=0, total=0)
    path = storing.path_of(run.stored)
    found, planner_class = open_file(path, run.name, corrections=corrections(run), tell=lease.tell)
    if dry_run:
        run.lines.all().delete()
    spoken = run.lines.filter(company__isnull=False).order_by("line").values_list("line", "company_id")
    planner = planner_class(
        basis=run.basis,
        named_source=run.source,
        dry_run=dry_run,
        run=None if dry_run else run.pk,
        resumed=spoken.iterator(2000),
    )
    last = run.lines.order_by("-line").values_list("line", flat=True).first() or 0
    done, stage = run.lines.count(), "plan" if dry_run else "write"
    for decided in planner.work(found, keep=lambda decided: _keep(lease, decided), after=last):
        done += len(decided)
        _after_batch(lease, stage, done, found.count)
    counts = dict(run.lines.order_by().values_list("outcome").annotate(Count("pk")))
    lease.renew(counts=counts | ({"skipped": found.skipped} if found.skipped else {}))


def _after_batch(lease, stage, done, total):
    lease.tell(stage, done, total)
    lease.pause()


@transaction.atomic
def _keep(lease: Lease, decided: list[Decided]) -> None:
    """The lines of a batch, in the transaction that writes their companies, and only while the run is still ours."""
    lease.renew()
    ImportLine.objects.bulk_create(
        ImportLine(
            run=lease.run,
            line=line.report.line,
            outcome=line.report.outcome.value,
            reasons=joined(line.report.reasons),
            proposed=line.report.proposed,
            repeated=line.repeated,
            name=line.name,
            address=line.address,
            slug=line.report.slug,
            company_id=line.company,
            before=None if lease.run.state == State.CHECKING else line.before,
            after=None if lease.run.state == State.CHECKING else line.after,
        )
        for line in decided
    )


def _finish(lease):
    run = lease.run
    lease.renew(state=DONE[run.state], stage="", error="")
    if run.state == State.UNDOING:
        erase_file(run)


def erase_file(run: ImportRun) -> None:
    """Remove what was uploaded, and whom its lines name; what became of them stays."""
    storing.erase(run.stored)
    run.lines.exclude(name="", address="").update(name="", address="")
    ImportRun.objects.filter(pk=run.pk).update(stored="", touched_at=timezone.now())


def _fail(run, error):
    ImportRun.objects.filter(pk=run.pk, state=run.state).update(
        state=State.FAILED, error=_sentence(error), touched_at=timezone.now()
    )


def _sentence(error) -> str:
    if isinstance(error, TableError | ChangedSince):
        return str(error)
    if isinstance(error, PlacesMissing):
        return _("町丁目と分野がまだありません。システムの担当者に、load_places を実行するよう伝えてください。")
    if isinstance(error, IntegrityError):
        return _("同時に別の変更があったため、途中で止まりました。もう一度実行すると続きから入ります。")
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("import failed: %s\n%s", type(error).__name__, place)  # its words may quote the list
    return _("思わぬことで止まりました。もう一度実行しても同じなら、システムの担当者に伝えてください。")
