"""Addresses of this app below /open-data/."""

from django.urls import path

from events.views import open_data

urlpatterns = [
    path("", open_data.page, name="page"),
    path("events.csv", open_data.events_csv, name="events_csv"),
    path("events.json", open_data.events_json, name="events_json"),
]
