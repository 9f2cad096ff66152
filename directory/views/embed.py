"""Pages that other sites show in a frame, and how they do it."""

from csp.decorators import csp_replace
from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from core.names import site_name
from directory.filters import CompanyFilter
from directory.listing import PER_PAGE, rows
from directory.map import shell

PARTS = ("list", "map")
SNIPPET = """\
<iframe id="machikoba" src="{address}" title="{title}" style="width:100%;height:600px;border:0" loading="lazy"></iframe>
<script>
addEventListener("message", function (event) {{
  var frame = document.getElementById("machikoba");
  if (event.source === frame.contentWindow && event.data.type === "machikoba:height") frame.style.height = event.data.height + "px";
}});
</script>"""


def _query(request, filters):
    """The filter and what to show of it, as a query string that ends so that more can follow."""
    part = request.GET.get("show")
    parts = [filters.query(), f"show={part}" if part in PARTS else ""]
    return "".join(f"{text}&" for text in parts if text)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request):
    """List and map of a filter without the site around them; `show=list` or `show=map` for one of them."""
    filters, language = CompanyFilter.forgiving(request.GET), get_language()
    page = Paginator(filters.in_order(), PER_PAGE).get_page(request.GET.get("page"))
    part = request.GET.get("show")
    context = {
        "page": page,
        "rows": rows(filters, page, language),
        "language": language,
        "filters": filters,
        "query": _query(request, filters),
        "part": part if part in PARTS else "",
        "map": shell(filters.index, request.csp_nonce) if part != "list" else None,
    }
    return render(request, "directory/embed.html", context)


@require_safe
def how(request):
    """The lines to copy into another site, for the filter in the address."""
    filters = CompanyFilter.forgiving(request.GET)
    query = _query(request, filters).removesuffix("&")
    path = f"{reverse('embed:embed')}?{query}".removesuffix("?")
    lines = SNIPPET.format(address=escape(settings.BASE_URL + path), title=escape(site_name()))
    return render(request, "directory/embed_how.html", {"path": path, "lines": lines})
