"""Pages for ward staff with a second factor."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import require_desk
from core import spreadsheets
from core.pagination import page_of
from events import attendees, exports
from events.filters import AttendeeFilter
from events.forms import ExportForm
from events.models import Event

PER_PAGE = 50


def _asked_for(request, slug):
    """An event and the FilterSet of its attendees that the address speaks of, with the query string for links."""
    event = get_object_or_404(Event, slug=slug)
    filterset = AttendeeFilter(request.GET, attendees.rows(event), activity=event)
    query = request.GET.copy()
    query.pop("page", None)
    return event, filterset, query.urlencode()


@require_GET
@require_desk
def event_attendees(request, slug):
    """The list as an export will be. A filter that cannot be understood shows nobody, rather than everybody."""
    event, filterset, query = _asked_for(request, slug)
    valid = filterset.is_valid()
    page, links = page_of(request, filterset.qs if valid else filterset.queryset.none(), PER_PAGE)
    context = {
        "event": event,
        "filter": filterset,
        "valid": valid,
        "columns": attendees.COLUMNS,
        "rows": [zip(attendees.COLUMNS, row, strict=True) for row in attendees.shown(page.object_list)],
        "page": page,
        "states": attendees.by_state(page.paginator.object_list),
        "query": query,
        "links": links,
    }
    return render(request, "events/desk_attendees.html", context, status=200 if valid else 400)


@require_http_methods(["GET", "POST"])
@require_desk
def export_attendees(request, slug):
    """GET asks for the purpose, POST logs it and streams the file; the filters stay in the address."""
    event, filterset, query = _asked_for(request, slug)
    form = ExportForm(request.POST or None)
    context = {"event": event, "filter": filterset, "form": form, "query": query, "losses": {}}
    if not filterset.is_valid():
        return render(request, "events/desk_attendees_export.html", context | {"count": 0}, status=400)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        losses = exports.losses(filterset.qs) if data["format"] == "csv-cp932" else {}
        if data["confirmed"] or not losses:
            return _file(request, event, filterset, form, losses)
        context["losses"] = losses
    context["count"] = filterset.qs.count()
    return render(request, "events/desk_attendees_export.html", context, status=400 if form.errors else 200)


def _file(request, event, filterset, form, losses):
    export = exports.begin(
        activity=event,
        found=filterset.qs,
        filters=filterset.chosen(),
        format=form.cleaned_data["format"],
        purpose=form.purpose(),
        user=request.user,
    )
    response = spreadsheets.answer(export.blocks(), export.format, export.name)
    if losses:
        response.headers["X-Replaced-Characters"] = str(sum(map(len, losses.values())))
    return response
