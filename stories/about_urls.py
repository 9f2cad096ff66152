"""Addresses below /about/ that are no Wagtail pages: they are made from what the checks saw."""

from django.urls import path

from stories.views import public

app_name = "about"
urlpatterns = [
    path("accessibility/", public.access, name="access"),
    path("accessibility/results/", public.access_results, name="access_results"),
    path("outside/", public.outside_transmissions, name="outside"),
]
