"""Addresses of this app below /api/v1/."""

from django.urls import path

from directory import api

urlpatterns = [
    path("companies/", api.companies, name="companies"),
    path("companies.geojson", api.companies_geojson, name="companies_geojson"),
    path("companies/<slug:slug>/", api.company, name="company"),
    path("fields/", api.Fields.as_view(), name="fields"),
    path("processes/", api.Processes.as_view(), name="processes"),
]
