"""The ward staff's desk. Every view asks for staff with a second factor, as the middleware does for the prefix."""

from django.urls import path

from desk.views import desk
from directory.views.desk.duplicates import duplicate, duplicates, words
from directory.views.desk.places import place, places
from events.views.desk import event_attendees, export_attendees
from notices.views.desk import failed_notices

app_name = "desk"
urlpatterns = [
    path("", desk.start, name="start"),
    path("notices/", failed_notices, name="notices"),
    path("duplicates/", duplicates, name="duplicates"),
    path("duplicates/<slug:kept>/<slug:gone>/", duplicate, name="duplicate"),
    path("words/<slug:kind>/", words, name="words"),
    path("places/", places, name="places"),
    path("places/<slug:slug>/", place, name="place"),
    path("events/", desk.events, name="events"),
    path("events/<slug:slug>/attendees/", event_attendees, name="attendees"),
    path("events/<slug:slug>/attendees/export/", export_attendees, name="export"),
]
