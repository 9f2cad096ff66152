"""The page about open data, and files for everybody's programs."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from bookings.limits import FILES, limited
from core.open_files import download
from events import open_data, open_data_page


@require_safe
def page(request):
    return render(request, "events/open_data.html", open_data_page.context())


@require_safe
@limited(FILES)
def events_csv(request):
    return download(
        request,
        name="events.csv",
        content_type="text/csv; charset=utf-8",
        stamp=open_data.stamp(),
        blocks=open_data.csv_blocks,
    )


@require_safe
@limited(FILES)
def events_json(request):
    return download(
        request,
        name="events.json",
        content_type="application/json",
        stamp=open_data.stamp(),
        blocks=open_data.json_list,
    )
