"""The switch that every visitor has."""

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from readings import switch


@csrf_exempt  # a token would set a cookie for everybody who reads; who forges this form shows somebody furigana
@require_POST
def ruby(request):
    """Switch furigana on (`ruby=1`) or off, and go back to `next` if that is an address of this site."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    switch.remember(response, on=request.POST.get("ruby") == "1")
    return response
