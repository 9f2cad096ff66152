"""Companies and the two vocabularies, for anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import api_view, renderer_classes
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from core.pagination import Pages
from directory.facets import facets
from directory.filters import GROUPS, SORTS, CompanyFilter
from directory.geojson import features
from directory.index import LONGEST_WALK
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
    OpenApiParameter("bbox", str, description="west,south,east,north in degrees (WGS 84)."),
]
LIST_PARAMETERS = [
    *PARAMETERS,
    OpenApiParameter("sort", str, enum=[value for value, _label in SORTS]),
    OpenApiParameter("page", {"type": "integer", "minimum": 1}),
    OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": 100}),
]
ERRORS = OpenApiResponse(OpenApiTypes.OBJECT, description='{"errors": {parameter: [sentence]}}')


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
    responses={200: CompanyPageSerializer, 400: ERRORS, 404: OpenApiResponse(description="No such page.")},
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
    responses={200: CompanySerializer, 404: OpenApiResponse(description="Nobody may see it, or it is none.")}
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
        (200, GeoJSON.media_type): OpenApiTypes.OBJECT,
        304: OpenApiResponse(description="Unchanged since If-None-Match."),
        (400, GeoJSON.media_type): ERRORS,
    },
)
@api_view(["GET"])
@renderer_classes([GeoJSON, JSONRenderer])
def companies_geojson(request):
    """The points of all companies that pass the filter, as a GeoJSON FeatureCollection: `slug` and `field`.

    `field` is a place in the collection's list `fields`, or null. Nothing in it is secret, so it may be compressed.
    """
    found = features(_filters(request))
    response = get_conditional_response(request, etag=found.etag) or _as_geojson(request, found)
    patch_vary_headers(response, ["Accept-Encoding"])
    response["ETag"], response["Cache-Control"] = found.etag, "no-cache"
    return response


def _as_geojson(request: HttpRequest, found):
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.zipped if zipped else found.plain, content_type=GeoJSON.media_type)
    if zipped:
        response["Content-Encoding"] = "gzip"
    return response


class Words(Pages):
    page_size = Pages.max_page_size  # a vocabulary is meant to be read whole


class Fields(ListAPIView):
    """The words for whom companies make things (分野), in the ward's order."""

    queryset = Field.objects.all()
    serializer_class = FieldSerializer
    pagination_class = Words
    filter_backends = []


class Processes(ListAPIView):
    """The words for how they make them (加工), in the ward's order."""

    queryset = Process.objects.all()
    serializer_class = ProcessSerializer
    pagination_class = Words
    filter_backends = []
