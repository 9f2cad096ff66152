"""What the API says of any activity; tours and events add their own facts."""

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bookings import kinds
from bookings.models import Slot

ACTIVITY_FIELDS = (
    "slug", "title", "title_en", "hook", "description", "description_en", "easy", "place", "audience",
    "party_min", "party_max", "notice_hours", "horizon_days", "cancel_hours", "questions", "required_consents", "url",
    "book_url", "next_slot",
)  # fmt: skip


class NextSlotSerializer(serializers.ModelSerializer):
    left = serializers.IntegerField(read_only=True)

    class Meta:
        model = Slot
        fields = ("id", "starts_at", "ends_at", "left")


class ActivitySerializer(serializers.ModelSerializer):
    """For a child of Activity whose QuerySet put `next_slots` on its rows."""

    questions = serializers.ListField(child=serializers.DictField(), read_only=True)
    required_consents = serializers.ListField(child=serializers.SlugField(), read_only=True)
    url = serializers.SerializerMethodField()
    book_url = serializers.SerializerMethodField()
    next_slot = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField)
    def get_url(self, activity):
        return settings.BASE_URL + kinds.get(activity.kind).url(activity)

    @extend_schema_field(serializers.URLField)
    def get_book_url(self, activity):
        return settings.BASE_URL + kinds.get(activity.kind).book_url(activity)

    @extend_schema_field(NextSlotSerializer(allow_null=True))
    def get_next_slot(self, activity):
        return NextSlotSerializer(activity.next_slots[0]).data if activity.next_slots else None
