"""Whether a visitor wants furigana: a cookie of one letter, set by a form that needs no JavaScript."""

from django.conf import settings
from django.utils.translation import get_language

COOKIE = "ruby"
_ASKED = "_asked_for_ruby"
A_YEAR = 365 * 24 * 60 * 60


def is_offered() -> bool:
    """Furigana help who reads Japanese: pages in English have no switch."""
    return get_language() == "ja"


def is_on(request) -> bool:
    """Whether this page shows furigana."""
    setattr(request, _ASKED, True)
    return is_offered() and request.COOKIES.get(COOKIE) == "1"


def was_asked(request) -> bool:
    """Whether this page is another one with the switch on."""
    return hasattr(request, _ASKED)


def remember(response, *, on: bool) -> None:
    if on:
        response.set_cookie(COOKIE, "1", max_age=A_YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
