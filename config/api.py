"""The API's addresses, and what every answer shares: its refusals, its description, and that any site may read it."""

from django.http import JsonResponse
from django.urls import include, path, re_path
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.views import exception_handler

from bookings.limits import too_often
from core.open_files import ANY_SITE


def unknown(request):
    """404 as the API says it, for whatever no pattern takes: a slug that cannot be one, an address that is none."""
    return JsonResponse({"detail": _("このアドレスには何もありません。")}, status=404)


urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(throttle_classes=[]), name="schema"),
    # "Split": the script comes by an address of its own, because the CSP lets no inline script run.
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html", throttle_classes=[]),
        name="docs",
    ),
    path("", include("directory.api_urls")),
    path("", include("tours.api_urls")),
    path("", include("events.api_urls")),
    path("", include("bookings.api_urls")),
    re_path(r"[\s\S]*/\Z", unknown),
]


def only_api_paths(endpoints):
    """Let the schema describe /api/ alone (Wagtail and allauth have views of their own)."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]


def with_common_refusals(result, generator, request, public):
    """What every address may answer, beside its own: 400 to what cannot be read, 404 to what is not there, 415 to a body
    that is no JSON, 429 to too many requests. An empty parameter counts as none.
    """
    for operations in result["paths"].values():
        for method, operation in operations.items():
            answers = operation["responses"]
            media = {"application/json", *answers["200"]["content"]}  # whoever asked for GeoJSON is refused in it
            for status in COMMON[method]:
                answers.setdefault(status, _answer(media, *REFUSALS[status]))
            answers["429"]["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
            operation["responses"] = dict(sorted(answers.items()))
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "query":
                    parameter["allowEmptyValue"] = True
    return result


COMMON = {"get": ("400", "404", "429"), "post": ("400", "415", "429")}
# Status → component, description, example.
REFUSALS = {
    "400": (
        "Errors",
        "Something asked for cannot be read.",
        {"errors": {"walk": ["この値は1以上でなければなりません。"]}},
    ),
    "404": ("Detail", "Nobody may see it, or it is none; no such page.", {"detail": "見つかりませんでした。"}),
    "415": ("Detail", "The body is not application/json.", {"detail": "このメディアタイプは受け取れません。"}),
    "429": (
        "Detail",
        "Too many requests.",
        {"detail": "アクセスが多すぎます。30秒たってから、もう一度ためしてください。"},
    ),
}


def _answer(media, schema, description, example):
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}, "examples": {"Refused": {"value": example}}}
    return {"description": description, "content": dict.fromkeys(sorted(media), content)}


def sentence_for_every_refusal(exc, context):
    """A DRF refusal as `{"errors": {field: [sentence]}}` for 400, `{"detail": sentence}` for the rest."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    if response.status_code == 400:
        data = response.data if isinstance(response.data, dict) else {"non_field_errors": response.data}
        response.data = {"errors": {name: [text] if isinstance(text, str) else text for name, text in data.items()}}
    elif isinstance(exc, Throttled):
        response.data = {"detail": too_often(round(exc.wait or 1))}
    return response


def readable_from_any_site(get_response):
    """Middleware: pages of other sites may read what the API answers to GET; bookings they may not make."""

    def middleware(request):
        response = get_response(request)
        if request.path_info.startswith("/api/") and request.method in SAFE_METHODS:
            for header, value in ANY_SITE.items():
                response[header] = value
        return response

    return middleware
