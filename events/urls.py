"""Public addresses of this app."""

from django.urls import path

from events.views import public

app_name = "events"
urlpatterns = [path("", public.events, name="events")]
