"""A page that fails, for the test of the page that says so."""

from django.urls import path


def broken(request):
    raise RuntimeError("見本花子")


urlpatterns = [path("broken/", broken)]
