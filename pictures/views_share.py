"""Share images, for the programs that show a link."""

from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pictures.sharing import registry
from pictures.sharing.cards import card_of, site_card
from pictures.sharing.making import wish
from pictures.sharing.meta import site_address


@require_safe
def image(request, kind, slug):
    """The image of one page; that of the site until the worker has made it. 404 for what nobody may see."""
    thing = registry.find(kind, slug)
    if thing is None:
        raise Http404
    card = card_of(thing)
    if found := _file(request, card):
        return found
    wish(kind, slug, get_language())
    response = redirect(site_address())
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def site(request):
    """The image of the site itself."""
    if found := _file(request, site_card()):
        return found
    raise Http404


def _file(request, card):
    """The answer with the card's file, for a day where the address names this very card; None if it is not made yet.

    No longer: what lies in other people's caches can be taken back from nobody when a company is hidden.
    """
    try:
        response = FileResponse(card.file.open("rb"), content_type="image/png")
    except FileNotFoundError:
        return None
    named = request.GET.get("v") == card.digest[:8]
    response["Cache-Control"] = "public, max-age=86400" if named else "public, max-age=3600"
    return response
