"""Addresses behind a secret: the token of a party, or what a host's mail or a guardian's link carries."""

from django.urls import path

from bookings.views import courses, guardian, host, lots, moving, paper, party, survey, waiting

app_name = "bookings"
urlpatterns = [
    path("<str:token>/", party.manage, name="manage"),
    path("<str:token>/confirm/<str:proof>/", party.link, name="link"),
    path("<str:token>/resend/", party.resend, name="resend"),
    path("<str:token>/renew/", party.renew, name="renew"),
    path("<str:token>/cancel/", party.cancel, name="cancel"),
    path("<str:token>/change/", party.change, name="change"),
    path("<str:token>/thanks/", survey.thanks, name="thanks"),
    path("<str:token>/move/", moving.move, name="move"),
    path("<str:token>/cannot-come/", party.call_off, name="call_off"),
    path("<str:token>/course/", courses.sheet, name="sheet"),
    path("<str:token>/accept/", waiting.accept, name="accept"),
    path("<str:token>/decline/", waiting.decline, name="decline"),
    path("<str:token>/leave/", waiting.leave, name="leave"),
    path("<str:token>/withdraw/", lots.withdraw, name="withdraw"),
    path("<str:token>/paper/", paper.paper, name="paper"),
    path("<str:secret>/consent/", guardian.consent, name="consent"),
    path("<str:secret>/answer/", host.answer, name="answer"),
    path("<str:token>/calendar.ics", party.calendar, name="calendar"),
    path("<str:token>/pass.png", party.picture, name="picture"),
    path("<str:token>/qr.svg", party.qr, name="qr"),
]
