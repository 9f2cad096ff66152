"""Places in the waiting lists of slots. A module of `bookings.models`, which imports it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WaitQuerySet(models.QuerySet):
    def queue(self, slot_id):
        """The parties that count in a slot's waiting list, the first one first."""
        waiting = self.filter(booking__slot=slot_id, booking__state="waiting", queued_at__isnull=False)
        return waiting.order_by("queued_at", "pk")

    def ahead_of(self, wait):
        """Those of the same list that come before this one."""
        before = models.Q(queued_at__lt=wait.queued_at) | models.Q(queued_at=wait.queued_at, pk__lt=wait.pk)
        return self.queue(wait.booking.slot_id).filter(before)


class Wait(models.Model):
    """A party's place in the waiting list of its booking's slot. Who gets a seat leaves the list, and this row ends.

    What waits is as many as the party has guests, or at `least` so many. `passed_seats` and `passed_free` tell of the
    last smaller party that was asked first: how many seats it was offered, out of how many.
    """

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    booking = models.OneToOneField("bookings.Booking", models.CASCADE, related_name="wait")
    least = models.PositiveIntegerField()
    queued_at = models.DateTimeField(null=True, blank=True)  # none: the address is not confirmed, so it does not count
    offers = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveSmallIntegerField(default=0)  # of the offers, the last ones in a row
    declined = models.BooleanField(default=False)  # said no to the seats that are free now: not asked about them again
    passed_seats = models.PositiveIntegerField(null=True, blank=True)
    passed_free = models.PositiveIntegerField(null=True, blank=True)

    objects = WaitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("キャンセル待ち")
        constraints = [models.CheckConstraint(condition=models.Q(least__gte=1), name="wait_at_least_one")]

    def __str__(self):
        return f"{self.booking_id} {self.queued_at}"
