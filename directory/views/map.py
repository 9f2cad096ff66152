"""What the map asks for besides its points."""

import hashlib

from django.http import HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from directory.ground import ground as drawn_ground

KEPT = "max-age=3600"  # land does not move


def _etag(request):
    return f'"{hashlib.sha256(drawn_ground()).hexdigest()[:32]}"'


@require_safe
@gzip_page
@condition(etag_func=_etag)
def ground(request):
    """The drawn ground of the map as JSON, see `directory.ground`."""
    return HttpResponse(drawn_ground(), content_type="application/json", headers={"Cache-Control": KEPT})
