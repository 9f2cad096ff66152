"""Public addresses of this app."""

from django.urls import path

from directory import feeds
from directory.views import map, public

app_name = "directory"
urlpatterns = [
    path("", public.companies, name="companies"),
    path("cards/", public.cards, name="cards"),
    path("feed.atom", feeds.Companies(), name="feed"),
    path("ground.json", map.ground, name="ground"),
    path("<slug:slug>/", public.company, name="company"),
]
