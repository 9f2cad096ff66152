"""Visits to a company and the rules from which their slots arise."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from bookings.models import Activity
from directory.models import Company


class TourQuerySet(models.QuerySet):
    def published(self):
        """Tours anybody may see: published, of a company anybody may see."""
        return self.filter(live=True, company__in=Company.objects.public())


class Tour(Activity):
    """A visit to one company."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="tours", verbose_name=_("企業"))
    minutes = models.PositiveSmallIntegerField(_("所要時間（分）"), default=60)
    bring = models.CharField(_("服装・持ち物"), max_length=200, blank=True)

    objects = TourQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工場見学")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = "tour"  # a constant of this table, in a column of the parent so that Activity alone knows it


class AvailabilityRule(models.Model):
    """When a tour takes place: a recurrence (RFC 5545 RRULE without DTSTART) or one single date."""

    tour = ParentalKey(Tour, on_delete=models.CASCADE, related_name="rules")
    rrule = models.CharField(_("くり返し"), max_length=200, blank=True, help_text=_("例：FREQ=WEEKLY;BYDAY=SA"))
    day = models.DateField(_("日付"), null=True, blank=True)
    from_day = models.DateField(_("いつから"), null=True, blank=True)
    until_day = models.DateField(_("いつまで"), null=True, blank=True)
    starts = models.TimeField(_("開始"))
    ends = models.TimeField(_("終了"))
    capacity = models.PositiveIntegerField(_("定員（人）"))

    class Meta:
        verbose_name = verbose_name_plural = _("開催日")
        constraints = [
            models.CheckConstraint(
                condition=Q(rrule="", day__isnull=False) | (~Q(rrule="") & Q(day__isnull=True)),
                name="rule_recurs_or_is_one_day",
            ),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="rule_ends_after_start"),
        ]


class Closure(models.Model):
    """Closed days: of one company, or of the whole ward where `company` is empty. Public holidays need no row."""

    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="closures")
    from_day = models.DateField(_("いつから"))
    until_day = models.DateField(_("いつまで"))
    reason = models.CharField(_("理由"), max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("休みの日")
        constraints = [
            models.CheckConstraint(condition=Q(until_day__gte=models.F("from_day")), name="closure_in_order"),
        ]
