"""What people have uploaded, for anybody."""

import mimetypes

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

RASTER = {"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"}


@require_safe
def media(request, path):
    """A file below MEDIA_ROOT that may do nothing in our name: pictures of points are shown, all else is downloaded."""
    try:
        response = serve(request, path, settings.MEDIA_ROOT)
    except SuspiciousFileOperation as error:  # a path that leads out; Django would log it as a mistake of ours
        raise Http404 from error
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if mimetypes.guess_type(path)[0] not in RASTER:
        response["Content-Disposition"] = "attachment"
    return response
