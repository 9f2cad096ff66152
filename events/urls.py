"""Public addresses of this app."""

from django.urls import path

from events import feeds
from events.views import public

app_name = "events"
urlpatterns = [
    path("", public.events, name="events"),
    path("calendar.ics", public.calendar, name="calendar"),
    path("feed.atom", feeds.Events(), name="feed"),
    path("<slug:slug>/", public.event, name="event"),
    path("<slug:slug>/book/", public.book, name="book"),
]
