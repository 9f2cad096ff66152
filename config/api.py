"""The API's addresses and the two things every answer shares."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.views import exception_handler

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    # "Split": the script comes by an address of its own, because the CSP lets no inline script run.
    path(
        "docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html"), name="docs"
    ),
    path("", include("directory.api_urls")),
    path("", include("tours.api_urls")),
    path("", include("events.api_urls")),
    path("", include("bookings.api_urls")),
]


def only_api_paths(endpoints):
    """Let the schema describe /api/ alone (Wagtail and allauth have views of their own)."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]


def sentence_for_every_refusal(exc, context):
    """A DRF refusal as `{"errors": {field: [sentence]}}` for 400, `{"detail": sentence}` for the rest."""
    response = exception_handler(exc, context)
    if response is not None and response.status_code == 400:
        data = response.data
        response.data = {"errors": data if isinstance(data, dict) else {"non_field_errors": data}}
    return response
