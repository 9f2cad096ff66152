"""Pages of long lists: for people, and for the API."""

from django.core.paginator import Paginator
from rest_framework.pagination import PageNumberPagination


def page_of(request, objects, per_page=24):
    """The page of `objects` that `?page=` asks for (the nearest one if there is no such page), and the rest of the
    query, ready to stand before "page=2" in a link."""
    query = request.GET.copy()
    number = query.pop("page", [""])[-1]
    return Paginator(objects, per_page).get_page(number), f"{query.urlencode()}&" if query else ""


class Pages(PageNumberPagination):
    """`{"count", "next", "previous", "results"}`; `page_size` up to 100."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
