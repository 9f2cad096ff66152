"""The ward's events."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers

from bookings.activities import ACTIVITY_FIELDS, ActivitySerializer
from bookings.examples import shown
from core.pagination import Pages
from events.examples import EVENT
from events.models import Event, Participation


class ParticipationSerializer(serializers.ModelSerializer):
    slug = serializers.SlugField(source="company.slug", read_only=True)
    name = serializers.CharField(source="company.name", read_only=True)

    class Meta:
        model = Participation
        fields = ("slug", "name", "note")


class EventSerializer(ActivitySerializer):
    companies = ParticipationSerializer(source="public_participations", many=True, read_only=True)

    class Meta:
        model = Event
        fields = (*ACTIVITY_FIELDS, "type", "venue", "address", "lat", "lon", "programme", "organizer", "companies")


@extend_schema(examples=[shown("An event", EVENT)])
class Events(generics.ListAPIView):
    """Events with a date ahead, the next one first, then those whose date is not known yet."""

    serializer_class = EventSerializer
    pagination_class = Pages

    def get_queryset(self):
        return Event.objects.published().coming().with_next_slot().with_companies()


@extend_schema(examples=[shown("An event", EVENT)])
class OneEvent(generics.RetrieveAPIView):
    """One event, a past one too."""

    serializer_class = EventSerializer
    lookup_field = "slug"

    def get_queryset(self):
        return Event.objects.published().with_next_slot().with_companies()
