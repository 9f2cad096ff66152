"""What the desk's pages say of a run: its outcomes with their numbers, how far it is, what its next step will do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.import_changes import changes_of
from directory.importing import runs
from directory.importing.report import Outcome
from directory.models import Company, ImportLine, ImportRun, Proposal

ALL, PROPOSED, NOTED, REPEATED = "all", "proposed", "noted", "repeated"
NARROWED = {
    NOTED: ~Q(reasons="") & ~Q(outcome=Outcome.REFUSED),
    PROPOSED: Q(proposed=True),
    REPEATED: Q(repeated=True),
}
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
    """What the lines of a run can be narrowed to: the outcomes, and what else may be worth a look."""
    found = outcomes(run)
    if not found:
        return []
    counts = run.lines.order_by().aggregate(**{name: Count("pk", filter=which) for name, which in NARROWED.items()})
    labels = {NOTED: _("注意のある行"), PROPOSED: _("提案"), REPEATED: _("表の中の重複")}
    narrowed = [Counted(name, label, counts[name]) for name, label in labels.items()]
    return [*found, *narrowed, Counted(ALL, _("すべての行"), sum(outcome.rows for outcome in found))]


def chosen(run: ImportRun, asked: str) -> tuple[str, bool]:
    """Which lines are shown, and whether what was asked for is nothing known.

    Who asks for nothing sees first what was refused.
    """
    if not asked:
        return (Outcome.REFUSED.value if run.counts.get(Outcome.REFUSED) else ALL), False
    known = asked in OUTCOMES or asked in (ALL, *NARROWED)
    return (asked if known else ALL), not known


def lines(run: ImportRun, chosen: str) -> QuerySet[ImportLine]:
    """The lines of a run that were chosen, with their companies."""
    if chosen in NARROWED:
        return runs.lines(run).filter(NARROWED[chosen]).select_related("company")
    return runs.lines(run, "" if chosen == ALL else chosen).select_related("company")


def shown(lines: Iterable[ImportLine]) -> list[dict]:
    """Lines for the page; a company without a page of its own is named without a link."""
    lines = list(lines)
    changes = changes_of(lines)
    return [
        {
            "line": line.line,
            "label": label_of(line.outcome, line.repeated),
            "reasons": line.reasons,
            "changes": changes.get(line.pk, []),
            "name": line.company.name if line.company else line.name,
            "place": line.company.address if line.company else line.address,
            "page": line.company.get_absolute_url() if line.company and line.company.is_public else "",
        }
        for line in lines
    ]


def label_of(outcome: str, repeated: bool) -> str:
    """An outcome in words; that a line changes nothing because an earlier one says the same is told as such."""
    if repeated and outcome == Outcome.UNCHANGED:
        return _("表の中の重複")
    return str(OUTCOMES.get(outcome, outcome))


def report(run: ImportRun) -> Iterator[list]:
    """The report that staff take to their spreadsheet: header and one line per source row, for core.tables."""
    yield [_("行"), _("企業名"), _("所在地"), _("結果"), _("理由・注意"), _("ページ")]
    found = runs.lines(run).annotate(
        shown_name=Coalesce("company__name", "name"), shown_address=Coalesce("company__address", "address")
    )
    columns = ("line", "shown_name", "shown_address", "outcome", "repeated", "reasons", "slug")
    for line, name, address, outcome, repeated, reasons, slug in found.values_list(*columns).iterator(2000):
        yield [line, name, address, label_of(outcome, repeated), reasons, slug]


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
