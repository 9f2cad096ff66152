"""Public addresses of this app."""

from django.urls import path

from directory.views import public

app_name = "directory"
urlpatterns = [
    path("", public.companies, name="companies"),
    path("cards/", public.cards, name="cards"),
    path("<slug:slug>/", public.company, name="company"),
]
