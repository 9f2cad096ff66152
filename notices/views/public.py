"""For whoever watches over the program."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from notices import health


@require_safe
@never_cache
def healthz(request):
    found = health.report()
    return JsonResponse(found, status=200 if found["database"] == "ok" else 503)
