"""Addresses of this app below /api/v1/."""

from django.urls import path

from bookings import api

urlpatterns = [
    path("bookings/", api.bookings, name="bookings"),
    path("bookings/<str:code>/confirm/", api.confirm, name="booking-confirm"),
    path("bookings/<str:code>/cancel/", api.cancel, name="booking-cancel"),
]
