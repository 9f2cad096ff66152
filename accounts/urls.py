"""Sign-in: allauth's pages under one address."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
