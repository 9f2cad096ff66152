"""Addresses below /embed/."""

from django.urls import path

from directory.views import embed

app_name = "embed"
urlpatterns = [
    path("", embed.embed, name="embed"),
    path("how/", embed.how, name="how"),
]
