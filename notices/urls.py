"""Addresses of this app."""

from django.urls import path

from notices.views import public

app_name = "notices"
urlpatterns = [path("healthz", public.healthz, name="healthz")]
