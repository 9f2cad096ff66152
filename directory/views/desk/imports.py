"""Lists of companies: read one, see what it would do, take it in, take it back."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import require_desk
from core import spreadsheets
from core.pagination import page_of
from core.tables import MAX_FILE, TableError
from directory import import_words
from directory.forms_desk import ColumnsForm, UploadForm, too_large
from directory.import_changes import why
from directory.importing import runs
from directory.importing.report import Outcome
from directory.importing.runs import NotNow
from directory.importing.undoing import lost
from directory.models import ImportRun

RUNS_PER_PAGE = 30
LINES_PER_PAGE = 100
MOST_BLOCKERS = 50
REPORT_WIDTHS = (8, 30, 40, 14, 80, 40)
FORM = 64 * 1024  # what the rest of the form may take beside the file


# The check for forgery would read the whole body before anybody could look at its size; `_receive` makes it then.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@require_desk
def imports(request):
    """A new list, and the past ones."""
    if request.method != "POST":
        return _start(request, UploadForm())
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_FILE + FORM:
        messages.error(request, too_large())
        return _start(request, UploadForm(), status=413)
    return _receive(request)


@csrf_protect
def _receive(request):
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start(request, form, status=400)
    data = form.cleaned_data
    try:
        run = runs.receive(
            data["file"], name=data["file"].name, by=request.user, basis=data["basis"], source=data["source"]
        )
    except TableError as reason:
        form.add_error("file", str(reason))
        return _start(request, form, status=400)
    return redirect("desk:import_columns", run.pk)


def _start(request, form, status=200):
    page, links = page_of(request, ImportRun.objects.select_related("started_by"), RUNS_PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "links": links,
        "rows": [(run, import_words.outcomes(run)) for run in page],
        "limit": MAX_FILE,
        "too_large": too_large(),
    }
    return render(request, "directory/desk_imports.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@require_desk
def import_columns(request, pk):
    """What every column was recognised as. POST corrects and asks for the dry run."""
    run = get_object_or_404(ImportRun, pk=pk)
    if run.state not in import_words.OPEN:  # "back", or somebody else was quicker
        return redirect("desk:import_run", run.pk)
    try:
        columns = runs.columns_of(run)
        form = ColumnsForm(
            request.POST or None, columns=columns, targets=runs.targets(), fixed=run.kind == ImportRun.Kind.TAX_AGENCY
        )
        if request.method == "POST" and form.is_valid():
            if corrections := form.corrections():  # reading the file once more takes seconds
                runs.correct_columns(run, corrections)
            runs.request_check(run)
            return redirect("desk:import_run", run.pk)
    except (ValueError, NotNow, TableError) as reason:
        messages.error(request, str(reason))
        return redirect("desk:import_run", run.pk)
    context = {"run": run, "form": form, "columns": list(zip(columns, form, strict=True))}
    return render(request, "directory/desk_import_columns.html", context, status=400 if form.errors else 200)


@require_GET
@require_desk
def import_run(request, pk):
    """How far a run is, what it did or would do, and every line of it."""
    run = get_object_or_404(ImportRun.objects.select_related("started_by"), pk=pk)
    chosen, unknown = import_words.chosen(run, request.GET.get("outcome", ""))
    page, links = page_of(request, import_words.lines(run, chosen), LINES_PER_PAGE)
    context = import_words.progress(run) | {
        "choices": import_words.choices(run),
        "chosen": chosen,
        "unknown": unknown,
        "lines": import_words.shown(page),
        "page": page,
        "links": links,
        "sentence": import_words.what_starting_does(run),
        "left": import_words.what_is_left(run) if run.state == ImportRun.State.DONE else {},
        "half_done": run.state == ImportRun.State.FAILED and run.has_written,
    }
    return render(request, "directory/desk_import.html", context)


@require_GET
@require_desk
def import_progress(request, pk):
    """The part of the page that changes while a run is at work; when it is over the whole page is fetched anew."""
    context = import_words.progress(get_object_or_404(ImportRun, pk=pk))
    response = render(request, "directory/parts/import_progress.html", context)
    if not context["busy"]:
        response["HX-Refresh"] = "true"
    return response


@require_desk
@require_POST
def import_start(request, pk):
    """Ask for the import itself."""
    run = get_object_or_404(ImportRun, pk=pk)
    return _asked(request, run, runs.request_start, (ImportRun.State.RUNNING, ImportRun.State.DONE))


def _asked(request, run, ask, wanted):
    """Ask for the next step of a run. Who asks twice, or after somebody else, is told nothing but where it stands."""
    try:
        ask(run)
    except NotNow as reason:
        run.refresh_from_db()
        if run.state not in wanted:
            messages.error(request, str(reason))
    return redirect("desk:import_run", run.pk)


@require_GET
@require_desk
def import_report(request, pk, format):
    """Every line of a run and what became of it, for a spreadsheet."""
    run = get_object_or_404(ImportRun, pk=pk)
    kind = spreadsheets.FORMATS.get(format)
    if kind is None:
        raise Http404
    content = spreadsheets.blocks(import_words.report(run), kind, sheet=_("報告"), widths=REPORT_WIDTHS)
    return spreadsheets.answer(content, kind, spreadsheets.file_name(import_words.report_name(run), kind.suffix))


@require_http_methods(["GET", "HEAD", "POST"])
@require_desk
def import_undo(request, pk):
    """What taking a run back would do, or why it cannot be taken back. POST does it."""
    run = get_object_or_404(ImportRun, pk=pk)
    if request.method == "POST":
        return _asked(request, run, runs.request_undo, (ImportRun.State.UNDOING, ImportRun.State.UNDONE))
    if run.state in ImportRun.AT_WORK or not run.has_written:
        return redirect("desk:import_run", run.pk)
    blockers = runs.undo_blockers(run)
    context = {
        "run": run,
        "lost": lost(run),
        "blockers": [(blocker.company, why(blocker)) for blocker in blockers[:MOST_BLOCKERS]],
        "more": max(0, len(blockers) - MOST_BLOCKERS),
        "counts": run.lines.filter(after__isnull=False).aggregate(
            created=Count("company", filter=Q(outcome=Outcome.CREATED), distinct=True),
            updated=Count("company", filter=Q(outcome=Outcome.UPDATED), distinct=True),
        ),
    }
    return render(request, "directory/desk_import_undo.html", context)
