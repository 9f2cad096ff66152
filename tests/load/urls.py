"""All addresses of the application and the floor page."""

from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from config.urls import urlpatterns as application
from directory.models import Company

FLOOR = Engine().from_string(
    "<!doctype html><html lang=ja><title>floor</title><main><h1>24</h1><ul>"
    "{% for company in companies %}<li><a href='/companies/{{ company.slug }}/'>{{ company.name }}</a> {{ company.address }}</li>"
    "{% endfor %}</ul></main></html>"
)


def floor(request):
    """The least a Django page of 24 rows with one query costs, under the application's own middleware."""
    return HttpResponse(FLOOR.render(Context({"companies": Company.objects.order_by("pk")[:24]})))


urlpatterns = [path("floor/", floor), *application]
