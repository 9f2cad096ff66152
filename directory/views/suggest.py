"""What the search box asks for while a visitor types."""

from dataclasses import asdict

from django.http import JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.suggesting import suggestions


@require_safe
@cache_control(private=True, max_age=30)  # long enough for going back a letter; what is hidden is gone soon
def suggest(request):
    """`?q=` → {"suggestions": [{"kind", "label", "hint", "url"}]}; a question too long is cut."""
    found = suggestions(request.GET.get("q", ""), get_language())
    return JsonResponse({"suggestions": [asdict(item) for item in found]}, json_dumps_params={"ensure_ascii": False})
