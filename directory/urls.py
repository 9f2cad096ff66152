"""Public addresses of this app."""

from django.urls import path

from directory.views import public

app_name = "directory"
urlpatterns = [path("", public.companies, name="companies")]
