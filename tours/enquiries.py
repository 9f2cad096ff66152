"""Enquiries about a visit that no form can book: who asks, what was said, what became of it.

A module of `tours.models`, which imports it. The steps are in tours.enquiring.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from bookings.grades import Grade
from bookings.models import Booking

MOST_PEOPLE = 200
REMIND_AFTER = timedelta(days=3)
END_AFTER = timedelta(days=14)
KEPT = timedelta(days=90)
KEPT_UNCONFIRMED = timedelta(days=7)


class EnquiryQuerySet(models.QuerySet):
    def confirmed(self):
        """Those whose mail address somebody has shown to be theirs; nobody is told of any other."""
        return self.filter(confirmed_at__isnull=False, erased_at=None)

    def awaiting(self):
        """Those to which the company owes an answer, the oldest first."""
        return self.confirmed().filter(state=Enquiry.State.ASKED).order_by("waits_since", "pk")

    def to_remind(self, at=None):
        """Those that the company has let lie for three days and was not reminded of."""
        return self.awaiting().filter(waits_since__lte=(at or timezone.now()) - REMIND_AFTER, reminded_at=None)

    def late(self):
        """Those that the company let lie although it was reminded: somebody should ring it up."""
        return self.awaiting().filter(reminded_at__isnull=False)

    def unanswered(self, at=None):
        """Those that the company has let lie for too long."""
        return self.awaiting().filter(waits_since__lte=(at or timezone.now()) - END_AFTER)

    def never_confirmed(self, at):
        """Those that may not be kept at `at` because nobody has confirmed them."""
        return self.filter(confirmed_at=None, created_at__lte=at - KEPT_UNCONFIRMED)

    def expired(self, at):
        """Those of which nothing personal may be kept at `at`: 90 days after the visit, or after the last word."""
        before = at - KEPT
        over = Q(booking__isnull=False, booking__slot__ends_at__lte=before)
        return self.filter(over | Q(booking=None, changed_at__lte=before), confirmed_at__isnull=False, erased_at=None)


class Enquiry(models.Model):
    """One wish to visit that its company answers in words: head counts alone, and the person who speaks for them."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about

    class Kind(models.TextChoices):
        GENERAL = "general", _("一般")
        SCHOOL = "school", _("学校の団体")
        INSPECTION = "inspection", _("視察")

    class State(models.TextChoices):
        ASKED = "asked", _("返事待ち")
        ANSWERED = "answered", _("返事あり")
        BOOKED = "booked", _("見学が決定")
        DECLINED = "declined", _("お断り")
        WITHDRAWN = "withdrawn", _("取り下げ")
        ENDED = "ended", _("返事なしで終了")

    OPEN = (State.ASKED, State.ANSWERED)
    # What is blanked when its time is over. Head counts, days and states stay.
    PERSONAL = ("name", "organisation", "email", "phone", "wish", "message", "manners")

    tour = models.ForeignKey("tours.Tour", models.CASCADE, related_name="enquiries")
    token = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=80, unique=True)  # of the form: sent twice it is one enquiry
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.ASKED)
    kind = models.CharField(_("どんな見学か"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("担当者の名前"), max_length=60, blank=True)
    organisation = models.CharField(_("学校・団体の名前"), max_length=80, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    phone = PhoneNumberField(_("電話番号"), blank=True)
    language = models.CharField(max_length=5, default="ja")
    groups = models.JSONField(_("人数"), default=list)  # pairs of a Grade and how many
    people = models.PositiveIntegerField(_("人数"))
    first_day = models.DateField(_("第1希望"), null=True, blank=True)
    second_day = models.DateField(_("第2希望"), null=True, blank=True)
    third_day = models.DateField(_("第3希望"), null=True, blank=True)
    wish = models.CharField(_("日時の希望"), max_length=200, blank=True)
    message = models.TextField(_("聞きたいこと"), max_length=1000, blank=True)
    manners = models.CharField(max_length=200, blank=True)  # the version that was read
    booking = models.ForeignKey(Booking, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    waits_since = models.DateTimeField(null=True)  # for the company's answer
    reminded_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("申し込み"), default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("見学の相談")
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="enquiry_people"),
            models.CheckConstraint(condition=~Q(state="booked") | Q(confirmed_at__isnull=False), name="enquiry_proven"),
        ]
        indexes = [models.Index(fields=["state", "waits_since"], name="enquiry_state_waits")]

    def __str__(self):
        return f"{self.tour_id} {self.state}"

    @property
    def subject(self):
        """How other tables name this row without a foreign key to it."""
        return f"tours.enquiry:{self.pk}"

    @property
    def days(self):
        """The days wished for, the dearest first."""
        return [day for day in (self.first_day, self.second_day, self.third_day) if day]

    @property
    def grades(self):
        """One school year per person."""
        return [Grade(grade) for grade, count in self.groups for _person in range(count)]

    @property
    def is_open(self):
        """Whether anything can still be said or booked."""
        return self.state in self.OPEN


class EnquiryLine(models.Model):
    """One thing said after the first question. A date with it is a proposal of the company's."""

    wagtail_reference_index_ignore = True

    class Speaker(models.TextChoices):
        ASKER = "asker", _("相談した人")
        COMPANY = "company", _("企業")
        STAFF = "staff", _("区の職員")

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="lines")
    speaker = models.CharField(max_length=10, choices=Speaker.choices)
    user = models.ForeignKey(  # of staff who spoke for the company
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="enquiry_lines"
    )
    text = models.TextField(max_length=1000, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="enquiry_line_has_a_time_or_none",
            ),
            models.CheckConstraint(
                condition=Q(speaker="staff", user__isnull=False) | (~Q(speaker="staff") & Q(user=None)),
                name="enquiry_line_says_which_staff",
            ),
        ]
