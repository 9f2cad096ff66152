"""Addresses of this app below /open-data/."""

from django.urls import path

from directory.views import open_data

urlpatterns = [
    path("companies.csv", open_data.companies_csv, name="companies_csv"),
    path("companies.geojson", open_data.companies_geojson, name="companies_geojson"),
]
