"""Pages of long lists: for people, and for the API."""

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
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

    def get_page_size(self, request):
        """At most `max_page_size`. Django REST framework takes the usual size for a broken one; an API says so."""
        asked = request.query_params.get(self.page_size_query_param, "")
        if not asked:
            return self.page_size
        if not (asked.isascii() and asked.isdigit() and asked.strip("0")):
            raise ValidationError({self.page_size_query_param: [_("1以上の整数にしてください。")]})
        return min(int(asked.lstrip("0")[:9]), self.max_page_size)

    def get_schema_operation_parameters(self, view):
        parameters = super().get_schema_operation_parameters(view)
        for parameter in parameters:
            parameter["schema"]["minimum"] = 1
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"]["default"] = self.page_size
                parameter["description"] = f"Results in one answer; more than {self.max_page_size} counts as that."
        return parameters
