"""What people have uploaded and what is drawn for them, for anybody."""

import mimetypes

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from django.views.static import serve

from core.covers import Cover, NoSuchCover
from core.covers.edition import EDITION
from core.sign import PAPER
from pictures.drawn import drawing

LONGEST_SLUG = 255  # of pages; drawings are kept by their slugs, which anybody may write into an address
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


@require_safe
@gzip_page
def cover(request, edition, family, field, shape, theme, slug):
    """A drawn cover. Whatever this address answers once it answers for ever, or 404."""
    try:
        known = edition == EDITION and len(slug) <= LONGEST_SLUG
        text = drawing(Cover(slug, family, field), shape, theme) if known else None
    except NoSuchCover:
        text = None
    if text is None:
        raise Http404
    return HttpResponse(text, "image/svg+xml", headers={"Cache-Control": "public, max-age=31536000, immutable"})


@require_safe
@cache_control(public=True, max_age=86400)
def manifest(request):
    """What a browser must know to put the site on a home screen (Web Application Manifest)."""
    icons = [("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable")]
    told = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "lang": "ja",
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(f"img/{name}"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size, purpose in icons
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
