"""What the desk's pages say of a run: its outcomes with their numbers, how far it is, what its next step will do."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.importing import runs
from directory.importing.report import Outcome
from directory.models import Company, ImportLine, ImportRun, Proposal

ALL, PROPOSED = "all", "proposed"
OUTCOMES = {
    Outcome.CREATED: gettext_lazy("新規"),
    Outcome.UPDATED: gettext_lazy("更新"),
    Outcome.UNCHANGED: gettext_lazy("変更なし"),
    Outcome.REFUSED: gettext_lazy("取り込まない"),
}
STAGES = {
    "read": gettext_lazy("表の読み取り"),
    "plan": gettext_lazy("名簿とのくらべ合わせ"),
    "write": gettext_lazy("名簿への書き込み"),
    "undo": gettext_lazy("前の値へのもどし"),
}
State = ImportRun.State
OPEN = (State.UPLOADED, State.CHECKED, State.FAILED)  # the columns may still be corrected
STEPS = {
    State.UPLOADED: "columns",
    State.CHECKING: "check",
    State.CHECKED: "check",
    State.RUNNING: "write",
    State.DONE: "write",
}


@dataclass(frozen=True)
class Counted:
    value: str
    label: str
    rows: int


def outcomes(run: ImportRun) -> list[Counted]:
    """The outcomes with how many rows had each; none as long as nothing was read."""
    if not run.counts:
        return []
    return [Counted(key.value, str(label), run.counts.get(key, 0)) for key, label in OUTCOMES.items()]


def choices(run: ImportRun) -> list[Counted]:
    """What the lines of a run can be narrowed to: the outcomes, and the lines of which something became a proposal."""
    found = outcomes(run)
    if not found:
        return []
    proposed = Counted(PROPOSED, _("提案"), lines(run, PROPOSED).count())
    return [*found, proposed, Counted(ALL, _("すべての行"), sum(outcome.rows for outcome in found))]


def chosen(run: ImportRun, asked: str) -> tuple[str, bool]:
    """Which lines are shown, and whether what was asked for is nothing known.

    Who asks for nothing sees first what was refused.
    """
    if not asked:
        return (Outcome.REFUSED.value if run.counts.get(Outcome.REFUSED) else ALL), False
    known = asked in OUTCOMES or asked in (ALL, PROPOSED)
    return (asked if known else ALL), not known


def lines(run: ImportRun, chosen: str) -> QuerySet[ImportLine]:
    """The lines of a run that were chosen, with their companies."""
    if chosen == PROPOSED:
        return runs.lines(run).filter(proposed=True).select_related("company")
    return runs.lines(run, "" if chosen == ALL else chosen).select_related("company")


def shown(line: ImportLine) -> dict:
    """One line for the page; a company without a page of its own is named without a link."""
    company = line.company
    return {
        "line": line.line,
        "label": str(OUTCOMES.get(line.outcome, line.outcome)),
        "reasons": line.reasons,
        "name": company.name if company else "",
        "address": company.get_absolute_url() if company and company.is_public else "",
    }


def progress(run: ImportRun) -> dict:
    """For the pages: whether the run is at work, its stage, and the tenths of it that are done."""
    return {
        "run": run,
        "busy": run.state in ImportRun.AT_WORK,
        "step": STEPS.get(run.state, ""),
        "stage": str(STAGES.get(run.stage, "")),
        "tenths": f"{10 * (10 * run.done // run.total)} %" if run.total else "",
    }


def what_starting_does(run: ImportRun) -> str:
    """The words on the button that writes."""
    told = {key.value: f"{run.counts.get(key, 0):,}" for key in (Outcome.CREATED, Outcome.UPDATED)}
    return _("新規%(created)s社・更新%(updated)s社を取り込む") % told


def what_is_left(run: ImportRun) -> dict[str, int]:
    """What an import leaves to people: companies without a place, companies nobody may see, proposals."""
    companies = Company.objects.filter(pk__in=run.lines.filter(company__isnull=False).values("company"))
    return {
        "to_place": companies.waiting_for_place().count(),
        "unseen": companies.unseen().count(),
        "proposals": run.proposals.filter(state=Proposal.State.OPEN).count(),
    }


def report_name(run: ImportRun) -> str:
    stem = run.name.rpartition(".")[0] or run.name
    return _("報告_%(name)s_%(day)s") % {"name": stem[:80], "day": f"{timezone.localdate():%Y%m%d}"}
