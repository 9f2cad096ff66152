"""The ward staff's desk. Every view asks for staff with a second factor, as the middleware does for the prefix."""

from django.urls import path

from bookings.views.desk import requests
from bookings.views.desk_lotteries import draw, lottery_round, rounds
from bookings.views.desk_mails import booking_mails
from bookings.views.desk_surveys import survey_results
from desk.views import desk
from directory.views.desk.duplicates import duplicate, duplicates, words
from directory.views.desk.exports import companies_export
from directory.views.desk.imports import (
    import_columns,
    import_progress,
    import_report,
    import_run,
    import_start,
    import_undo,
    imports,
)
from directory.views.desk.map import map_download, map_page
from directory.views.desk.places import place, places
from directory.views.desk.proposals import proposals
from events.views.desk import event_attendees, export_attendees
from notices.views.desk import failed_notices
from readings.views.desk import reading, reading_words, readings
from tours.views.desk.enquiries import enquiries, enquiry
from tours.views.desk.rules import rules
from tours.views.desk.slots import slots
from tours.views.desk.stopping import called_off, pause_tour

app_name = "desk"
urlpatterns = [
    path("", desk.start, name="start"),
    path("notices/", failed_notices, name="notices"),
    path("requests/", requests, name="requests"),
    path("enquiries/", enquiries, name="enquiries"),
    path("enquiries/<int:pk>/", enquiry, name="enquiry"),
    path("import/", imports, name="imports"),
    path("import/<int:pk>/", import_run, name="import_run"),
    path("import/<int:pk>/columns/", import_columns, name="import_columns"),
    path("import/<int:pk>/progress/", import_progress, name="import_progress"),
    path("import/<int:pk>/start/", import_start, name="import_start"),
    path("import/<int:pk>/undo/", import_undo, name="import_undo"),
    path("import/<int:pk>/report.<slug:format>", import_report, name="import_report"),
    path("companies/export/", companies_export, name="companies_export"),
    path("proposals/", proposals, name="proposals"),
    path("duplicates/", duplicates, name="duplicates"),
    path("duplicates/<slug:kept>/<slug:gone>/", duplicate, name="duplicate"),
    path("words/<slug:kind>/", words, name="words"),
    path("places/", places, name="places"),
    path("places/<slug:slug>/", place, name="place"),
    path("readings/", readings, name="readings"),
    path("readings/words/", reading_words, name="reading_words"),
    path("readings/<int:pk>/", reading, name="reading"),
    path("map/", map_page, name="map"),
    path("map/file/", map_download, name="map_download"),
    path("bookings/", booking_mails, name="bookings"),
    path("surveys/", survey_results, name="surveys"),
    path("lotteries/", rounds, name="lotteries"),
    path("lotteries/<int:pk>/", lottery_round, name="lottery"),
    path("lotteries/<int:pk>/draw/", draw, name="draw"),
    path("tours/", desk.tours, name="tours"),
    path("tours/<slug:slug>/rules/", rules, name="rules"),
    path("tours/<slug:slug>/slots/", slots, name="slots"),
    path("tours/<slug:slug>/pause/", pause_tour, name="pause"),
    path("slots/<int:pk>/call-off/", called_off, name="call_off"),
    path("events/", desk.events, name="events"),
    path("events/<slug:slug>/attendees/", event_attendees, name="attendees"),
    path("events/<slug:slug>/attendees/export/", export_attendees, name="export"),
]
