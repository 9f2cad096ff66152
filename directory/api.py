"""Companies and the two vocabularies, for anybody."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import api_view, renderer_classes, throttle_classes
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from bookings.examples import shown
from bookings.grades import Grade
from bookings.limits import MapThrottle
from core.pagination import Pages
from directory.examples import COMPANIES, COMPANY, FIELD, POINTS, PROCESS, SOLE
from directory.facets import facets
from directory.filters import GROUPS, SORTS, VISIT, CompanyFilter
from directory.geojson import etag, features
from directory.index import LONGEST_WALK
from directory.inputs import MOST_PEOPLE
from directory.models import Company, Field, Process
from directory.serializers import (
    ChoiceSerializer,
    CompanyPageSerializer,
    CompanySerializer,
    FieldSerializer,
    ProcessSerializer,
)

PARAMETERS = [
    OpenApiParameter("q", str, description="Words, each found inside any other; at most 100 characters."),
    *(
        OpenApiParameter(name, str, many=True, description="Value of a facet; repeat the key for OR.")
        for name in GROUPS
    ),
    OpenApiParameter(
        "walk",
        {"type": "integer", "minimum": 1, "maximum": LONGEST_WALK},
        description="Minutes on foot from a station and from `here`.",
    ),
    OpenApiParameter("here", str, description="lat,lon in degrees (WGS 84) near the ward, rounded to three decimals."),
    OpenApiParameter(
        "date_from",
        date,
        description="Only companies with a visit that can be booked now, on this day or later, ward time; not past.",
    ),
    OpenApiParameter("date_to", date, description="… on this day or earlier; not before `date_from`."),
    OpenApiParameter(
        "people",
        {"type": "integer", "minimum": 1, "maximum": MOST_PEOPLE},
        description="… by a party of so many; without it by the smallest party that the visit takes.",
    ),
    OpenApiParameter(
        "grade",
        str,
        enum=Grade.values,
        description="… by somebody who is in this school year today; the visit's audience must suit the year they will "
        "be in on its day (a new one begins on 1 April).",
    ),
    OpenApiParameter("bbox", str, description="west,south,east,north in degrees (WGS 84)."),
]
LIST_PARAMETERS = [
    *PARAMETERS,
    OpenApiParameter("sort", str, enum=[value for value, _label in SORTS]),
    OpenApiParameter("page", {"type": "integer", "minimum": 1}),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "default": Pages.page_size},
        description=f"Results in one answer; more than {Pages.max_page_size} counts as that.",
    ),
]
COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": {"type": "object"}},
    },
}


def _filters(request):
    filters = CompanyFilter(request.query_params)
    if filters.errors:
        raise ValidationError(filters.errors)
    return filters


def _companies():
    return Company.objects.public().select_related("town").prefetch_related("fields", "processes", "near__station")


@extend_schema(
    operation_id="companies_list",
    parameters=LIST_PARAMETERS,
    responses=CompanyPageSerializer,
    examples=[shown("A page of companies", COMPANIES)],
)
@api_view(["GET"])
def companies(request):
    """Companies that pass the filter, a page of them, and what every further value would give."""
    filters, pages = _filters(request), Pages()
    positions = pages.paginate_queryset(filters.in_order(), request)
    found = _companies().in_bulk([filters.index.pks[position] for position in positions])
    results = [found[pk] for position in positions if (pk := filters.index.pks[position]) in found]
    response = pages.get_paginated_response(CompanySerializer(results, many=True).data)
    groups = facets(filters, get_language())
    response.data["facets"] = {group: ChoiceSerializer(choices, many=True).data for group, choices in groups.items()}
    return response


@extend_schema(
    responses=CompanySerializer,
    examples=[shown("A corporation", COMPANY), shown("Without a corporate number: its town alone", SOLE)],
)
@api_view(["GET"])
def company(request, slug):
    """One company."""
    return Response(CompanySerializer(get_object_or_404(_companies(), slug=slug)).data)


class GeoJSON(JSONRenderer):
    media_type = "application/geo+json"
    format = "geojson"


@extend_schema(
    parameters=PARAMETERS,
    responses={
        (200, GeoJSON.media_type): COLLECTION,
        304: OpenApiResponse(description="Unchanged since If-None-Match."),
    },
    examples=[shown("One point", POINTS, media_type=GeoJSON.media_type)],
)
@api_view(["GET"])
@renderer_classes([JSONRenderer, GeoJSON])  # refusals are JSON; a reader that takes nothing but GeoJSON gets them so
@throttle_classes([MapThrottle])
def companies_geojson(request):
    """The points of all companies that pass the filter, as a GeoJSON FeatureCollection: `slug` and `field`.

    `field` is a place in the collection's list `fields`, or null. Nothing in it is secret, so it may be compressed.
    """
    filters = _filters(request) if VISIT.keys() & request.query_params.keys() else None
    tag = etag(request.META["QUERY_STRING"], filters)
    response = get_conditional_response(request, etag=tag)
    response = response or _as_geojson(request, features(filters or _filters(request)))
    patch_vary_headers(response, ["Accept-Encoding"])
    response["ETag"], response["Cache-Control"] = tag, "no-cache"
    return response


def _as_geojson(request: HttpRequest, found):
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.zipped if zipped else found.plain, content_type=GeoJSON.media_type)
    if zipped:
        response["Content-Encoding"] = "gzip"
    return response


class Words(Pages):
    page_size = Pages.max_page_size  # a vocabulary is meant to be read whole


@extend_schema(examples=[shown("A field", FIELD)])
class Fields(ListAPIView):
    """The words for whom companies make things (分野), in the ward's order."""

    queryset = Field.objects.all()
    serializer_class = FieldSerializer
    pagination_class = Words
    filter_backends = []


@extend_schema(examples=[shown("A process", PROCESS)])
class Processes(ListAPIView):
    """The words for how they make them (加工), in the ward's order."""

    queryset = Process.objects.all()
    serializer_class = ProcessSerializer
    pagination_class = Words
    filter_backends = []
