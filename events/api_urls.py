"""Addresses of this app below /api/v1/."""

from django.urls import path

from events import api

urlpatterns = [
    path("events/", api.Events.as_view(), name="events"),
    path("events/<slug:slug>/", api.OneEvent.as_view(), name="event"),
]
