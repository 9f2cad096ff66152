"""The map of a filter, to take along as a file."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import require_desk
from directory.filters import CompanyFilter
from directory.forms_addresses import ListAddressForm
from directory.listing import chips
from directory.map_file import map_file


@require_GET
@require_desk
def map_page(request):
    """What the file would hold; the filter is that of the list, in this address or in the list's, given in `address`."""
    form = ListAddressForm(request.GET if "address" in request.GET else None)
    asked = form.cleaned_data["address"] if form.is_valid() else request.GET
    filters = CompanyFilter.forgiving(asked)
    context = {
        "count": filters.companies.bit_count(),
        "chips": chips(filters, get_language()),
        "ignored": filters.ignored,
        "query": filters.query(),
        "tiles": settings.MAP_TILES != "off",
        "form": form,
    }
    return render(request, "directory/desk_map.html", context, status=400 if form.errors else 200)


@require_GET
@require_desk
def map_download(request):
    """The file itself."""
    filters = CompanyFilter.forgiving(request.GET)
    address = f"{settings.BASE_URL}{reverse('directory:companies')}?{filters.query()}".removesuffix("?")
    name = _("町工場の地図 %(day)s.html") % {"day": timezone.localdate().isoformat()}
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(map_file(filters, address, get_language()), headers=headers)
