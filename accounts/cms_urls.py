"""Addresses below /cms/ that stand before Wagtail's own."""

urlpatterns = []
