"""The ward's events and the companies that take part."""

from django.db import models
from django.db.models import F, Max, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import PreviewableMixin

from bookings.models import Activity, ActivityQuerySet, Slot
from bookings.windows import SMALLEST_PARTY, with_bookable
from core.covers import Cover, cover_of
from directory.models import Company, shown_to_all
from events.event_page import event_page
from pictures.models import Picture
from tours.models import Tour


class EventQuerySet(ActivityQuerySet):
    def with_times(self, at=None):
        """Each with the moments a list needs; None where there is no such date.

        `held_at`: the next date that takes place begins; `coming_at`: the same, or if every date ahead is cancelled
        the first of these; `last_at`: the last date ends.
        """
        dates = Slot.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
        first = dates.filter(ends_at__gt=at or timezone.now()).annotate(first=Min("starts_at")).values("first")
        return self.annotate(
            held_at=Subquery(first.exclude(status=Slot.Status.CANCELLED)),
            coming_at=Coalesce("held_at", Subquery(first)),
            last_at=Subquery(dates.annotate(last=Max("ends_at")).values("last")),
        )

    def coming(self, at=None):
        """Events with a date ahead, the next one first, then those whose date is not known yet."""
        return (
            self.with_times(at)
            .filter(Q(coming_at__isnull=False) | Q(last_at__isnull=True))
            .order_by(F("coming_at").asc(nulls_last=True), "pk")
        )

    def past(self, at=None):
        """Events that are over, the latest first."""
        return self.with_times(at).filter(coming_at__isnull=True, last_at__isnull=False).order_by("-last_at", "pk")

    def with_next_slot(self, at=None):
        """Each with `next_slots`, a list of the first slot its smallest party could book."""
        following = Slot.objects.bookable_for(SMALLEST_PARTY, at).order_by("starts_at")[:1]
        return self.prefetch_related(Prefetch("slots", following, to_attr="next_slots"))

    def with_companies(self):
        """Each with `public_participations`, the companies taking part that anybody may see."""
        return self.prefetch_related(
            Prefetch("participations", Participation.objects.public(), to_attr="public_participations")
        )


class Event(PreviewableMixin, Activity):
    """An event of the ward; every date is a Slot."""

    class Type(models.TextChoices):
        MEETING = "meeting", _("交流会")
        FAIR = "fair", _("合同説明会")
        VISIT = "visit", _("見学会")
        WORKSHOP = "workshop", _("体験教室")
        OPEN_FACTORY = "open-factory", _("オープンファクトリー")

    type = models.CharField(_("種類"), max_length=15, choices=Type.choices)
    venue = models.CharField(_("会場"), max_length=120)
    address = models.CharField(_("会場の住所"), max_length=200)
    lat = models.FloatField(_("緯度"), null=True, blank=True)
    lon = models.FloatField(_("経度"), null=True, blank=True)
    programme = models.TextField(
        _("プログラム"), blank=True, max_length=5000, help_text=_("一行に一つ。例：13:00 受付")
    )
    organizer = models.CharField(_("主催"), max_length=120)
    companies = models.ManyToManyField(Company, through="Participation", related_name="events")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("イベント")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = "event"  # a constant of this table, in a column of the parent so that Activity alone knows it

    @property
    def cover(self) -> Cover:
        """What is drawn where it has no photograph, in the brand's colours."""
        return cover_of(self.slug)

    def shown_slots(self, at=None):
        """All its dates in order, each with `bookable`."""
        return with_bookable(Slot.objects.filter(activity=self.pk), SMALLEST_PARTY, at)

    def shown_participations(self):
        """The companies taking part that anybody may see, by name, each with its `shown_tours` and what it is drawn of."""
        tours = Prefetch("company__tours", Tour.objects.published(), to_attr="shown_tours")
        pictures = Prefetch("company__picture", Picture.objects.with_renditions("square"))
        rows = Participation.objects.public().filter(event=self.pk)
        return rows.prefetch_related(tours, pictures, "company__fields", "company__processes")

    def get_preview_template(self, request, mode_name):
        return "events/event.html"

    def get_preview_context(self, request, mode_name):
        return event_page(self)


class ParticipationQuerySet(models.QuerySet):
    def public(self):
        """Of companies that anybody may see, by their names."""
        return self.filter(shown_to_all("company__")).select_related("company").order_by("company__sort_key", "pk")


class Participation(models.Model):
    """A company in an event."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="participations")
    company = models.ForeignKey(Company, models.CASCADE, related_name="participations", verbose_name=_("企業"))
    note = models.CharField(_("何をするか"), max_length=120, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("参加企業")
        constraints = [models.UniqueConstraint(fields=["event", "company"], name="participation_once")]
