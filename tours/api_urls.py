"""Addresses of this app below /api/v1/."""

urlpatterns = []
