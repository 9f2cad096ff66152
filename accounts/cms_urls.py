"""Addresses below /cms/ that stand before Wagtail's own: its sign-in knows no second factor and no limits."""

from django.urls import path, re_path

from accounts.views import public

urlpatterns = [
    path("login/", public.to_sign_in, {"to": "/cms/"}),
    re_path("^password_reset/", public.to_sign_in, {"to": "/cms/"}),
]
