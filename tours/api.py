"""Tours, and the slots of everything that can be booked."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers

from bookings.activities import ACTIVITY_FIELDS, ActivitySerializer
from bookings.examples import shown
from bookings.kinds import public_activities
from bookings.models import Slot
from core.pagination import Pages
from tours.examples import SLOT, TOUR
from tours.filters import SlotFilter, TourFilter
from tours.manners import Promise, manners
from tours.models import Tour


class MannersSerializer(serializers.Serializer):
    version = serializers.CharField(help_text="What a booking sends back as `manners`; empty where nothing is asked.")
    sentences = serializers.ListField(child=serializers.CharField(), help_text="What the guests agree to keep.")


class TourSerializer(ActivitySerializer):
    """Of the facts for visitors, what nobody has said is "" or null. `fee` is for one person, in yen; 0 is free."""

    company = serializers.SlugField(source="company.slug", read_only=True)
    company_name = serializers.CharField(source="company.name", read_only=True)
    fields = serializers.SlugRelatedField(source="company.fields", slug_field="slug", many=True, read_only=True)

    notice_workdays = serializers.IntegerField(
        read_only=True, help_text="So many working days before a date booking ends; 0: `notice_hours` says when."
    )
    running_notice_hours = serializers.IntegerField(
        read_only=True,
        allow_null=True,
        help_text="Until so many hours before a date to which somebody is sure to come; null: no longer than others.",
    )
    paused = serializers.SerializerMethodField(help_text="Takes no bookings for now; `pause_reason` says why.")
    manners = serializers.SerializerMethodField()
    promises = serializers.ListField(child=serializers.ChoiceField(Promise.choices), read_only=True)

    class Meta:
        model = Tour
        fields = (
            *ACTIVITY_FIELDS, "mode", "company", "company_name", "fields", "minutes", "bring",
            "acceptance", "notice_workdays", "running_notice_hours", "paused", "pause_reason",
            "stairs", "noise", "standing", "toilet", "stroller", "from_grade", "takeaway", "fee", "fee_covers", "insurance",
            "rain", "hazard", "hazard_note", "photos", "manners", "promises",
        )  # fmt: skip

    def get_paused(self, tour) -> bool:
        return tour.paused_at is not None

    @extend_schema_field(MannersSerializer)
    def get_manners(self, tour):
        return MannersSerializer(manners(tour)).data


@extend_schema(examples=[shown("A tour", TOUR)])
class Tours(generics.ListAPIView):
    """Tours anybody may book, the next bookable date first."""

    serializer_class = TourSerializer
    pagination_class = Pages
    filterset_class = TourFilter

    def get_queryset(self):
        return Tour.objects.published()


@extend_schema(examples=[shown("A tour", TOUR)])
class OneTour(generics.RetrieveAPIView):
    """One tour."""

    serializer_class = TourSerializer
    lookup_field = "slug"

    def get_queryset(self):
        return Tour.objects.published().with_next_slot()


class SlotSerializer(serializers.ModelSerializer):
    """`left` counts people; `bookable` says whether a party of `people` could book it at this moment."""

    activity = serializers.SlugField(source="activity.slug", read_only=True)
    company = serializers.SerializerMethodField()
    left = serializers.IntegerField(read_only=True)
    bookable = serializers.BooleanField(read_only=True)

    class Meta:
        model = Slot
        fields = ("id", "activity", "company", "starts_at", "ends_at", "capacity", "left", "bookable")

    def get_company(self, slot) -> str | None:
        """The company of a tour; null for an event of the ward."""
        tour = getattr(slot.activity, "tour", None)
        return tour.company.slug if tour else None


@extend_schema(examples=[shown("A date", SLOT)])
class Slots(generics.ListAPIView):
    """Coming dates of tours and events in order, full ones too. An unknown activity is a 404."""

    serializer_class = SlotSerializer
    pagination_class = Pages
    filterset_class = SlotFilter

    def get_queryset(self):
        coming = Slot.objects.upcoming(timezone.now()).filter(activity__in=public_activities().values("pk"))
        return coming.exclude(status=Slot.Status.CANCELLED).select_related("activity__tour__company")
