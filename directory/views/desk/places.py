"""Companies whose place is coarse or unknown, and the pin that puts one of them where it is."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import require_desk
from core.pagination import page_of
from directory import index
from directory.forms_places import PinForm, PlaceFilter
from directory.map import shell
from directory.models import Company, Town
from directory.outline import Outline
from directory.services import pin

PER_PAGE = 50


@require_GET
@require_desk
def places(request):
    """The coarsest first. A filter that cannot be understood shows none, rather than all."""
    filters = PlaceFilter(request.GET, Company.objects.to_place().select_related("town"))
    valid = filters.is_valid()
    page, links = page_of(request, filters.qs if valid else filters.queryset.none(), PER_PAGE)
    context = {"filter": filters, "page": page, "links": links, "query": links.removesuffix("&"), "valid": valid}
    return render(request, "directory/desk_places.html", context, status=200 if valid else 400)


@require_http_methods(["GET", "POST"])
@require_desk
def place(request, slug):
    """One company's pin. POST saves it and goes on to the next company of the filter in the address."""
    company = get_object_or_404(Company.objects.select_related("town"), slug=slug)
    waiting = Company.objects.waiting_for_place().filter(pk=company.pk).exists()
    form = PinForm(_sent(request), initial={"lat": company.lat, "lon": company.lon}, company=company, waiting=waiting)
    following = _following(request, company)
    if form.is_valid():
        pin(company, form.point, town=form.cleaned_data.get("town"), show=form.cleaned_data.get("show", False))
        messages.success(request, _saved(company))
        return redirect(following or _with_query(request, reverse("desk:places")))
    context = {
        "company": company,
        "form": form,
        "waiting": waiting,
        "following": following,
        "query": request.GET.urlencode(),
        "start": (company.lat, company.lon) if company.lat is not None else _near(company),
        "doubtful": company.lat is not None and not _holds((company.lat, company.lon)),
        "map": shell(index.current(), request.csp_nonce, clustered=False),
    }
    return render(request, "directory/desk_place.html", context, status=400 if form.errors else 200)


def _sent(request):
    """What the form gets: the typed point, or the one that the button "this point is right" carries."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    if confirmed := data.get("confirm"):
        data["lat"], _comma, data["lon"] = confirmed.partition(",")
    return data


def _following(request, company):
    """The address of the next company of the filter, None behind the last one."""
    filters = PlaceFilter(request.GET, Company.objects.to_place().after(company))
    slug = filters.qs.values_list("slug", flat=True).first() if filters.is_valid() else None
    return slug and _with_query(request, reverse("desk:place", args=[slug]))


def _with_query(request, address):
    query = request.GET.urlencode()
    return f"{address}?{query}" if query else address


def _near(company):
    """Where the map begins for a company without a point."""
    return (company.town.lat, company.town.lon) if company.town else None


def _holds(point):
    return Outline(list(Town.objects.values_list("lat", "lon"))).holds(point)


def _saved(company):
    """What to say of a company after its pin was set: what is hidden stays so unless somebody asked otherwise."""
    if Company.objects.filter(pk=company.pk, hidden=True).exists():
        return _("「%(name)s」の位置を保存しました。この企業は、まだ非表示です。") % {"name": company.name}
    return _("「%(name)s」の位置を保存しました。") % {"name": company.name}
