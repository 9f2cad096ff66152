"""Public addresses of this app."""

from django.urls import path

from tours.views import public

app_name = "tours"
urlpatterns = [path("", public.tours, name="tours")]
