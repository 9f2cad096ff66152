"""Addresses of this app below /api/v1/."""

from django.urls import path

from tours import api

urlpatterns = [
    path("tours/", api.Tours.as_view(), name="tours"),
    path("tours/<slug:slug>/", api.OneTour.as_view(), name="tour"),
    path("slots/", api.Slots.as_view(), name="slots"),
]
