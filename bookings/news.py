"""What happened to bookings and hosts have not been told yet. A module of `bookings.models`, which imports it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HostNews(models.Model):
    """One thing that happened to a booking; the row ends when it is told. Names nobody.

    `slot` is where it happened, `before` the start of the slot that a moved booking left. What is `urgent` leaves with
    the mail of the hour, the rest with that of the day.
    """

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    class What(models.TextChoices):
        REQUESTED = "requested", _("新しい申し込み")
        UNANSWERED = "unanswered", _("返事の期限ぎれ")
        CALLED_OFF = "called_off", _("しめ切りのあとの「行けなくなった」")
        BOOKED = "booked", _("新しい予約")
        CHANGED = "changed", _("人の変更")
        MOVED = "moved", _("ほかの日時からの変更")
        CANCELLED = "cancelled", _("予約の取り消し")
        WITHDRAWN = "withdrawn", _("申し込みの取り消し")

    answer_url = ""  # no column: of a request, where a host answers it

    booking = models.ForeignKey("bookings.Booking", models.CASCADE, related_name="host_news")
    slot = models.ForeignKey("bookings.Slot", models.CASCADE, related_name="host_news")
    what = models.CharField(max_length=10, choices=What.choices)
    seats = models.PositiveIntegerField()
    before = models.DateTimeField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("主催者へのお知らせ")

    def __str__(self):
        return f"{self.booking_id} {self.what}"
