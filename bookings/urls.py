"""Addresses behind the secret token of a party."""

from django.urls import path

from bookings.views import party

app_name = "bookings"
urlpatterns = [
    path("<str:token>/", party.manage, name="manage"),
    path("<str:token>/confirm/<str:proof>/", party.link, name="link"),
    path("<str:token>/resend/", party.resend, name="resend"),
    path("<str:token>/renew/", party.renew, name="renew"),
    path("<str:token>/cancel/", party.cancel, name="cancel"),
    path("<str:token>/change/", party.change, name="change"),
    path("<str:token>/calendar.ics", party.calendar, name="calendar"),
    path("<str:token>/pass.png", party.picture, name="picture"),
    path("<str:token>/qr.svg", party.qr, name="qr"),
]
