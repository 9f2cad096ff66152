"""One page, two faces: what a cache keeps for one visitor is not for another."""

from django.utils.cache import patch_vary_headers

from readings import switch


def vary_by_switch(get_response):
    """Name the cookie in `Vary` of every page that asked for the switch."""

    def answer(request):
        response = get_response(request)
        if switch.was_asked(request):
            patch_vary_headers(response, ["Cookie"])
        return response

    return answer
