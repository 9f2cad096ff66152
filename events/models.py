"""The ward's events and the companies that take part."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from bookings.models import Activity, ActivityQuerySet
from directory.models import Company


class Event(Activity):
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

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("イベント")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = "event"  # a constant of this table, in a column of the parent so that Activity alone knows it


class Participation(models.Model):
    """A company in an event."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="participations")
    company = models.ForeignKey(Company, models.CASCADE, related_name="participations", verbose_name=_("企業"))
    note = models.CharField(_("何をするか"), max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("参加企業")
        constraints = [models.UniqueConstraint(fields=["event", "company"], name="participation_once")]
