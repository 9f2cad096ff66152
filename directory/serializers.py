"""A company and the vocabularies as the API gives them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from directory.models import Company, CompanyStation, Field, Process
from directory.open_points import open_address, open_level, open_point


class NearStationSerializer(serializers.ModelSerializer):
    """One of the nearest stations; `minutes` on foot."""

    slug = serializers.SlugField(source="station.slug", read_only=True)
    name = serializers.CharField(source="station.name", read_only=True)

    class Meta:
        model = CompanyStation
        fields = read_only_fields = ("slug", "name", "minutes")


class CompanySerializer(serializers.ModelSerializer):
    """`fields`, `processes` and `town` are slugs, as the parameters of the same names take them.

    Of a company without a corporate number address and point are those of its town (directory.open_points).
    """

    name_kana = serializers.CharField(source="kana", read_only=True)
    fields = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    processes = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    town = serializers.SlugRelatedField(slug_field="slug", read_only=True, allow_null=True)
    address = serializers.SerializerMethodField(help_text="Of a company without a corporate number: up to its town.")
    lat = serializers.SerializerMethodField(help_text="Degrees (WGS 84).")
    lon = serializers.SerializerMethodField(help_text="Degrees (WGS 84).")
    match_level = serializers.SerializerMethodField(help_text="How exact the point is.")
    stations = NearStationSerializer(source="near", many=True, read_only=True)

    class Meta:
        model = Company
        fields = (
            "slug", "name", "name_kana", "corporate_number", "fields", "processes", "town", "address", "lat", "lon",
            "match_level", "opening_mode", "stations",
        )  # fmt: skip
        read_only_fields = fields

    def get_address(self, company) -> str:
        return open_address(company, company.town)

    def get_lat(self, company) -> float | None:
        return (open_point(company) or (None, None))[0]

    def get_lon(self, company) -> float | None:
        return (open_point(company) or (None, None))[1]

    @extend_schema_field(serializers.ChoiceField(choices=Company.MatchLevel.choices))
    def get_match_level(self, company):
        return open_level(company, company.town)


class ChoiceSerializer(serializers.Serializer):
    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField()


class FieldSerializer(serializers.ModelSerializer):
    class Meta:
        model = Field
        fields = read_only_fields = ("slug", "name", "english_name")


class ProcessSerializer(serializers.ModelSerializer):
    class Meta:
        model = Process
        fields = read_only_fields = ("slug", "name", "english_name")


class CompanyPageSerializer(serializers.Serializer):
    """One page of the list, with the facets of the whole selection."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = CompanySerializer(many=True)
    facets = serializers.DictField(child=ChoiceSerializer(many=True))
