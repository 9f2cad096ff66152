"""A company and the vocabularies as the API gives them."""

from rest_framework import serializers

from directory.models import Company, CompanyStation, Field, Process


class NearStationSerializer(serializers.ModelSerializer):
    """One of the nearest stations; `minutes` on foot."""

    slug = serializers.SlugField(source="station.slug", read_only=True)
    name = serializers.CharField(source="station.name", read_only=True)

    class Meta:
        model = CompanyStation
        fields = read_only_fields = ("slug", "name", "minutes")


class CompanySerializer(serializers.ModelSerializer):
    """`fields`, `processes` and `town` are slugs, as the parameters of the same names take them."""

    name_kana = serializers.CharField(source="kana", read_only=True)
    fields = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    processes = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    town = serializers.SlugRelatedField(slug_field="slug", read_only=True, allow_null=True)
    stations = NearStationSerializer(source="near", many=True, read_only=True)

    class Meta:
        model = Company
        fields = (
            "slug", "name", "name_kana", "corporate_number", "fields", "processes", "town", "address", "lat", "lon",
            "match_level", "opening_mode", "stations",
        )  # fmt: skip
        read_only_fields = fields


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
