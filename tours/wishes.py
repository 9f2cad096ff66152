"""Who wants to be told when a company can be visited. A module of `tours.models`, which imports it."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from directory.models import Company

KEPT = timedelta(days=180)
KEPT_UNCONFIRMED = timedelta(days=7)


class OpeningWishQuerySet(models.QuerySet):
    def waiting(self, at=None):
        """Those whose address is confirmed and whose time has not run out at `at` (now if None)."""
        return self.filter(confirmed_at__gt=(at or timezone.now()) - KEPT)

    def expired(self, at):
        """What may be kept no longer at `at`."""
        unconfirmed = models.Q(confirmed_at=None, created_at__lte=at - KEPT_UNCONFIRMED)
        return self.filter(unconfirmed | models.Q(confirmed_at__lte=at - KEPT))


class OpeningWish(models.Model):
    """One address that wants one mail when a company has a date. The row ends with that mail."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about

    company = models.ForeignKey(Company, models.CASCADE, related_name="opening_wishes")
    email = models.EmailField()
    language = models.CharField(max_length=5, default="ja")
    token = models.CharField(max_length=40, unique=True)
    confirmed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OpeningWishQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "email"], name="opening_wish_once")]

    @property
    def subject(self):
        """How other tables name this row without a foreign key to it."""
        return f"tours.wish:{self.pk}"

    @property
    def ends_on(self):
        """The last day on which it is kept, once it is confirmed."""
        return self.confirmed_at and self.confirmed_at + KEPT
