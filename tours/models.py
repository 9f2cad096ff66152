"""Visits to a company and the rules from which their slots arise."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import PreviewableMixin

from bookings.models import Activity, Slot
from bookings.windows import SMALLEST_PARTY, with_bookable
from bookings.wishes import ANY, wished
from core.covers import Cover
from directory.models import Company, shown_to_all
from tours import modes, rules
from tours.enquiries import Enquiry, EnquiryLine  # noqa: F401 -- tables of this app
from tours.facts import CONSTRAINTS, VisitFacts
from tours.wishes import OpeningWish  # noqa: F401 -- a table of this app

LONGEST_HORIZON = 400  # days; with the rules a form takes, no more slots than a page can preview
LONGEST_BUFFER = 480  # minutes
RESERVED = ("course",)  # slugs that are addresses of our own, see tours/urls.py
BUFFER = _("この時間は、案内の人や部屋がほかの見学に使えません。")


class TourQuerySet(models.QuerySet):
    def published(self):
        """Tours anybody may see: published, of a company anybody may see."""
        return self.filter(shown_to_all("company__"), live=True)

    def taking_enquiries(self):
        """Those whose company answers questions in words: by their mode, or because groups come with a letter."""
        return self.filter(Q(mode=Tour.Mode.ENQUIRY) | Q(audience__in=modes.GROUPS), paused_at=None)

    def with_next_slot(self, wish=ANY, at=None):
        """Each with `next_slots`, a list of the first slot that could be booked as wished, and its company's words."""
        following = wished(Slot.objects.all(), wish, at).order_by("starts_at")[:1]
        return self.select_related("company__town").prefetch_related(
            Prefetch("slots", following, to_attr="next_slots"), "company__fields", "company__processes"
        )

    def soonest_first(self, wish=ANY, at=None):
        """In the order of the next slot that could be booked as wished; tours without one come last."""
        following = wished(Slot.objects.filter(activity=OuterRef("pk")), wish, at).order_by("starts_at")
        return self.annotate(next_starts_at=Subquery(following.values("starts_at")[:1])).order_by(
            F("next_starts_at").asc(nulls_last=True), "mode", "pk"
        )


class Tour(PreviewableMixin, VisitFacts, Activity):
    """A visit to one company."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="tours", verbose_name=_("企業"))
    minutes = models.PositiveSmallIntegerField(_("所要時間（分）"), default=60, validators=[MinValueValidator(1)])
    bring = models.CharField(_("服装・持ち物"), max_length=200, blank=True)

    notice_workdays = models.PositiveSmallIntegerField(
        _("予約のしめ切り（何営業日前）"),
        default=0,
        validators=[MaxValueValidator(30)],
        help_text=_(
            "その日の終わりまで予約できます。土日・祝日・休みの日は数えません。0なら「何時間前」で決まります。"
        ),
    )
    running_notice_hours = models.PositiveIntegerField(
        _("予約が入っている回のしめ切り（何時間前）"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("もう行くことが決まっている回だけ、ここまで予約できます。空なら、ほかの回と同じです。"),
    )
    buffer_before = models.PositiveSmallIntegerField(
        _("前の準備（分）"), default=0, validators=[MaxValueValidator(LONGEST_BUFFER)], help_text=BUFFER
    )
    buffer_after = models.PositiveSmallIntegerField(
        _("後の片づけ（分）"), default=0, validators=[MaxValueValidator(LONGEST_BUFFER)], help_text=BUFFER
    )

    objects = TourQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工場見学")
        constraints = CONSTRAINTS

    def clean(self):
        super().clean()
        if (self.horizon_days or 0) > LONGEST_HORIZON:
            raise ValidationError({"horizon_days": _("%(most)d日先までにしてください。") % {"most": LONGEST_HORIZON}})
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("この名前は、サイトのほかのページが使っています。")})
        modes.check(self)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = "tour"  # a constant of this table, in a column of the parent so that Activity alone knows it

    @property
    def is_booked(self):
        """Whether one books a seat to come."""
        return self.mode == self.Mode.BOOKING

    @property
    def is_walk_in(self):
        """Whether one just comes, at any time of its hours or when it begins."""
        return self.mode in modes.WALK_IN

    @property
    def takes_enquiries(self):
        """Whether one can ask the company in words: always where there is no other way in, and for groups."""
        return self.mode == self.Mode.ENQUIRY or self.audience in modes.GROUPS

    @property
    def cover(self) -> Cover:
        """What is drawn where it has no photograph: in its company's manner, but a drawing of its own."""
        return self.company.cover._replace(slug=self.slug)

    def shown_slots(self, people=None, at=None):
        """The coming slots as the tour's page lists them, each with `bookable`; stopped ones are not listed.

        For a party of `people`, the smallest one if None. No slots while the tour is paused: its page gives the reason.
        """
        people = people or SMALLEST_PARTY
        if self.paused_at:
            return with_bookable(Slot.objects.none(), people, at)
        slots = Slot.objects.upcoming(at).filter(activity=self.pk).exclude(status=Slot.Status.CLOSED)
        return with_bookable(slots, people, at)

    def get_preview_template(self, request, mode_name):
        return "tours/tour.html"

    def get_preview_context(self, request, mode_name):
        slots = list(self.shown_slots())
        days = {"slots": slots, "shown": slots, **dict.fromkeys(("days", "day", "month", "book_url"))}
        return {"tour": self, **days, "calendar": None, "next_entry": None}


class Resource(models.Model):
    """What a company has once: a guide, a room. A slot with people keeps it from every other slot at that time."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="resources", verbose_name=_("企業"))
    name = models.CharField(_("名前"), max_length=60, help_text=_("例：案内の人、会議室"))

    class Meta:
        verbose_name = verbose_name_plural = _("案内の人・部屋")
        ordering = ["company", "name"]
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="resource_once_per_company")]

    def __str__(self):
        return f"{self.company.name}：{self.name}"


class Need(models.Model):
    """A tour needs a resource of its company."""

    tour = ParentalKey(Tour, on_delete=models.CASCADE, related_name="needs")
    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="needs", verbose_name=_("この見学に要る人・部屋")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tour", "resource"], name="need_once_per_tour")]


class AvailabilityRule(models.Model):
    """When a tour takes place: a recurrence (RFC 5545 RRULE without DTSTART) or one single date."""

    tour = ParentalKey(Tour, on_delete=models.CASCADE, related_name="rules")
    rrule = models.CharField(
        _("くり返し"),
        max_length=200,
        blank=True,
        validators=[rules.validate_rrule],
        help_text=_("例：毎週土曜は FREQ=WEEKLY;BYDAY=SA、毎月第2土曜は FREQ=MONTHLY;BYDAY=2SA"),
    )
    day = models.DateField(
        _("日付"), null=True, blank=True, help_text=_("1日だけのとき。祝日や年末年始でも、書いた日には開きます。")
    )
    from_day = models.DateField(_("いつから"), null=True, blank=True)
    until_day = models.DateField(_("いつまで"), null=True, blank=True)
    except_days = models.TextField(
        _("この日はのぞく"),
        blank=True,
        max_length=2000,
        validators=[rules.validate_days],
        help_text=_("くり返しのうち、開かない日。例：2026-12-05、2026-12-19（1行に1日でも、「、」で区切っても）"),
    )
    starts = models.TimeField(_("開始"))
    ends = models.TimeField(_("終了"), help_text=_("同じ日のうちに終わる時刻。夜の0時をまたぐことはできません。"))
    capacity = models.PositiveIntegerField(_("定員（人）"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = verbose_name_plural = _("開催日")
        constraints = [
            models.CheckConstraint(
                condition=Q(rrule="", day__isnull=False) | (~Q(rrule="") & Q(day__isnull=True)),
                name="rule_recurs_or_is_one_day",
                violation_error_message=_("くり返しか日付の、どちらか一つを書いてください。"),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="rule_ends_after_start",
                violation_error_message=_("終了は開始より後にしてください。"),
            ),
            models.CheckConstraint(
                condition=Q(from_day=None) | Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="rule_days_in_order",
                violation_error_message=_("「いつまで」は「いつから」と同じ日か、その後にしてください。"),
            ),
        ]

    def clean(self):
        """The exceptions in one form, as `in_words` and the preview compare them; valid ones alone."""
        with suppress(ValidationError):
            self.except_days = "\n".join(day.isoformat() for day in rules.parse_days(self.except_days))

    def days(self, first, last):
        """The days from `first` to `last` (both included) that this rule names, closed ones too."""
        if self.day:
            return [self.day] if first <= self.day <= last else []
        first, last = max(first, self.from_day or first), min(last, self.until_day or last)
        if first > last:
            return []
        never = set(rules.parse_days(self.except_days))
        return [day for day in rules.days(self.rrule, first, last, self.from_day) if day not in never]


class ClosureQuerySet(models.QuerySet):
    def closing(self, company):
        """Closures of this company and of the whole ward."""
        return self.filter(Q(company=company) | Q(company=None))


class Closure(models.Model):
    """Closed days: of one company, or of the whole ward where `company` is empty. Public holidays need no row."""

    company = models.ForeignKey(
        Company, models.CASCADE, null=True, blank=True, related_name="closures", verbose_name=_("企業")
    )
    from_day = models.DateField(_("いつから"))
    until_day = models.DateField(_("いつまで"))
    reason = models.CharField(_("理由"), max_length=80, blank=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("休みの日")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__gte=F("from_day")),
                name="closure_in_order",
                violation_error_message=_("「いつまで」は「いつから」と同じ日か、その後にしてください。"),
            ),
        ]


class OpeningQuerySet(models.QuerySet):
    def opening(self, company):
        """Openings of this company and of the whole ward."""
        return self.filter(Q(company=company) | Q(company=None))


class Opening(models.Model):
    """One date that is open although a calendar closes it: recurring rules hold on it as on any other day.

    The ward's (`company` is empty) wins over public holidays, the turn of the year, お盆 and the ward's own closures;
    a company's wins over its own closures too. See tours.calendar.
    """

    company = models.ForeignKey(
        Company, models.CASCADE, null=True, blank=True, related_name="openings", verbose_name=_("企業")
    )
    day = models.DateField(_("日付"))
    reason = models.CharField(_("理由"), max_length=80, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("休みでも開く日")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "day"],
                name="opening_once",
                violation_error_message=_("この日は、もう登録されています。"),
            ),
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(company=None),
                name="opening_once_in_ward",
                violation_error_message=_("この日は、もう登録されています。"),
            ),
        ]
