"""Public addresses of this app."""

from django.urls import path

from tours import feeds
from tours.views import courses, enquiries, enquiry_host, host_mails, host_visits, openings, public

app_name = "tours"
urlpatterns = [
    path("", public.tours, name="tours"),
    path("feed.atom", feeds.Tours(), name="feed"),
    path("course/", courses.build, name="course"),
    path("course/book/", courses.book, name="course_book"),
    path("<slug:slug>/", public.tour, name="tour"),
    path("<slug:slug>/book/", public.book, name="book"),
    path("<slug:slug>/enquiry/", enquiries.enquire, name="enquire"),
    path("enquiry/link/<str:token>/", enquiries.enquiry, name="enquiry"),
    path("enquiry/host/<str:secret>/", enquiry_host.answer, name="enquiry_host"),
    path("opening/<slug:slug>/", openings.ask, name="ask"),
    path("opening/link/<str:token>/", openings.opening, name="opening"),
    path("host-mails/link/<str:secret>/", host_mails.choose, name="host_mails"),
    path("host-visits/<str:secret>/", host_visits.visits, name="host_visits"),
    path("host-visits/<str:secret>/<int:pk>/", host_visits.called_off, name="host_call_off"),
]
