"""Public addresses of this app."""

from django.urls import path

from directory import feeds
from directory.views import map, public
from directory.views.suggest import suggest

app_name = "directory"
urlpatterns = [
    path("", public.companies, name="companies"),
    path("cards/", public.cards, name="cards"),
    path("suggest/", suggest, name="suggest"),
    path("ground.json", map.ground, name="ground"),
    path("feed.atom", feeds.Companies(), name="feed"),
    path("<slug:slug>/", public.company, name="company"),
]
