"""Pages for visitors."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from directory import index
from directory.company_page import company_page, moved_to
from directory.filters import CompanyFilter
from directory.listing import listing
from directory.map import shell
from directory.upcoming import next_slots

MOST_CARDS = 40


def companies(request):
    filters = CompanyFilter.forgiving(request.GET)
    context = listing(filters, request.GET.get("page"), get_language())
    if request.htmx:
        response = render(request, "directory/found.html", context)
        response["HX-Push-Url"] = f"{request.path}?{context['query'].removesuffix('&')}".removesuffix("?")
    else:
        context["map"] = shell(filters.index, request.csp_nonce)
        response = render(request, "directory/companies.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def company(request, slug):
    """One company; an address that it had before leads to the one it has now."""
    now = index.current()
    position = now.by_slug.get(slug)
    if position is not None:
        return render(request, "directory/company.html", company_page(now, position, request, get_language()))
    if address := moved_to(slug, request.META["QUERY_STRING"]):
        return redirect(address, permanent=True)
    raise Http404


def cards(request):
    """The cards of some companies for the map's popups, `?slug=` repeated, at most MOST_CARDS."""
    now, language = index.current(), get_language()
    slugs = [slug for slug in request.GET.getlist("slug") if slug in now.by_slug][:MOST_CARDS]
    positions = dict.fromkeys(now.by_slug[slug] for slug in slugs)
    slots = next_slots(now.pks[position] for position in positions)
    rows = [
        {
            "entry": now.entries[position],
            "cover": now.cover(position),
            "fields": [(word.sign, word.label(language)) for word in now.words_of("field", position)],
            "town": now.town(position),
            "walk": next(iter(now.walks(position)), None),
            "slot": slots.get(now.pks[position]),
        }
        for position in positions
    ]
    return render(request, "directory/cards.html", {"rows": rows, "language": language})
