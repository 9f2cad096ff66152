"""Files for everybody's programs."""

from django.views.decorators.http import require_safe

from bookings.limits import FILES, limited
from core.open_files import download
from directory import changes, open_data


@require_safe
@limited(FILES)
def companies_csv(request):
    return download(
        request,
        name="companies.csv",
        content_type="text/csv; charset=utf-8",
        stamp=changes.stamp(),
        blocks=open_data.csv_blocks,
    )


@require_safe
@limited(FILES)
def companies_geojson(request):
    return download(
        request,
        name="companies.geojson",
        content_type="application/geo+json",
        stamp=changes.stamp(),
        blocks=open_data.geojson_blocks,
    )
