"""What guardians said. A module of `bookings.models`, which imports it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from bookings.guardian_rule import Level


class GuardianConsent(models.Model):
    """A guardian's word for all bookings of a party: the party's tick at booking, or a signature by link or on paper.

    `wording` names what was agreed to, as bookings.guardians.wording says it. Name and telephone number go with the
    party; that there was a word, when and how, stays.
    """

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    class How(models.TextChoices):
        BOX = "box", _("申し込みのときの印")
        LINK = "link", _("保護者のページ")
        PAPER = "paper", _("署名した紙")

    party = models.OneToOneField("bookings.Party", models.CASCADE, related_name="guardian_consent")
    how = models.CharField(_("どうやって"), max_length=10, choices=How.choices)
    name = models.CharField(_("保護者の名前"), max_length=120, blank=True)
    phone = PhoneNumberField(_("保護者の電話番号"), blank=True)
    wording = models.CharField(_("読んだことば"), max_length=40)
    signed_at = models.DateTimeField(_("いつ"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("保護者の確認")
        constraints = [
            models.CheckConstraint(
                condition=Q(how="paper", recorded_by__isnull=False) | (~Q(how="paper") & Q(recorded_by=None)),
                name="guardian_paper_was_recorded_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.party_id} {self.how}"

    @property
    def level(self) -> Level:
        """How strict a question this answers."""
        return Level.BOX if self.how == self.How.BOX else Level.LINK
