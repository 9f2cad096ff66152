"""Who comes. A module of `bookings.models`, which imports it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from bookings.grades import Grade
from bookings.guardian_rule import Level


class Party(models.Model):
    """Who comes together: one contact, at least one guest, one code, one secret token."""

    code = models.CharField(_("予約番号"), max_length=8, unique=True)
    token = models.CharField(max_length=40, unique=True)
    family_name = models.CharField(_("姓"), max_length=60)
    given_name = models.CharField(_("名"), max_length=60, blank=True)
    family_kana = models.CharField(_("セイ"), max_length=60, blank=True)
    given_kana = models.CharField(_("メイ"), max_length=60, blank=True)
    email = models.EmailField(_("メールアドレス"))
    phone = PhoneNumberField(_("電話番号"), blank=True)
    language = models.CharField(max_length=5, default="ja")
    source = models.CharField(_("きっかけ"), max_length=40, blank=True)
    answers = models.JSONField(_("回答"), default=dict, blank=True)
    idempotency_key = models.CharField(max_length=80, unique=True)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the request: the same key with another body is refused
    pin_hash = models.CharField(max_length=64, blank=True)
    pin_tries = models.PositiveSmallIntegerField(default=0)
    pins_sent = models.PositiveSmallIntegerField(default=1)  # the first one included
    verified_at = models.DateTimeField(_("メール確認"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("グループ")
        # For "the same address", which PostgreSQL asks in capitals: every page of a booking looks for others of it.
        indexes = [models.Index(Upper("email"), name="party_email")]

    def __str__(self):
        return self.code

    @property
    def subject(self):
        """How other tables name this row without a foreign key to it."""
        return f"bookings.party:{self.pk}"

    @property
    def contact_name(self):
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def is_signed_for(self):
        """Whether a guardian has signed for its young people, on the dates that they were shown."""
        consent = getattr(self, "guardian_consent", None)
        return consent is not None and consent.level == Level.LINK


class Guest(models.Model):
    """One person of a Party. A name is asked only where an activity needs it; the school year always."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    party = models.ForeignKey(Party, models.CASCADE, related_name="guests")
    position = models.PositiveSmallIntegerField()
    is_self = models.BooleanField(_("申込者本人"), default=False)
    grade = models.CharField(_("学年など"), max_length=12, choices=Grade.choices)

    class Meta:
        verbose_name = verbose_name_plural = _("参加者")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["party", "position"], name="guest_position_once"),
            models.UniqueConstraint(fields=["party"], condition=Q(is_self=True), name="guest_one_self"),
        ]
