"""Pages for visitors."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from core import structured_data
from directory import index
from directory.filters import CompanyFilter
from directory.listing import listing
from directory.map import shell
from directory.models import Company
from directory.openings import opening
from directory.organization import organization
from directory.upcoming import next_visits

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
    now, language = index.current(), get_language()
    at = now.by_slug.get(slug)
    company = get_object_or_404(Company.objects.select_related("picture"), pk=now.pks[at] if at is not None else None)
    context = {
        "company": company,
        "fields": [(word.value, word.label(language)) for word in now.words_of("field", at)],
        "processes": [(word.value, word.label(language)) for word in now.words_of("process", at)],
        "walks": now.walks(at),
        "opening": opening(company),
        "site": company.site if company.site.startswith(("https://", "http://")) else "",
        "structured": structured_data.script(organization(company, settings.BASE_URL + request.path)),
        "map": shell(now, request.csp_nonce, clustered=False) if company.lat is not None else None,
    }
    return render(request, "directory/company.html", context)


def cards(request):
    """The cards of some companies for the map's popups, `?slug=` repeated, at most MOST_CARDS."""
    slugs = [slug for slug in request.GET.getlist("slug") if len(slug) <= 80][:MOST_CARDS]
    companies = Company.objects.public().filter(slug__in=slugs).select_related("town").prefetch_related("fields")
    visits = next_visits()
    rows = [{"company": company, "visit": visits.get(company.pk)} for company in companies]
    return render(request, "directory/cards.html", {"rows": rows})
