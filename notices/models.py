"""The outbox: every message is a row before it is a mail."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet):
    def due(self, at=None):
        """Messages a sender may claim at `at`: due, unsent, not given up, and not leased by another sender."""
        at = at or timezone.now()
        return self.filter(Q(leased_until=None) | Q(leased_until__lte=at), due_at__lte=at, state=Notice.State.WAITING)

    def failed(self):
        return self.filter(state=Notice.State.FAILED)


class Notice(models.Model):
    """One message to one address. `dedupe_key` makes writing it twice harmless; `message_id` is fixed for life."""

    class State(models.TextChoices):
        WAITING = "waiting", _("送信待ち")
        SENT = "sent", _("送信済み")
        FAILED = "failed", _("送信できず")
        DROPPED = "dropped", _("取りやめ")

    to = models.EmailField(_("宛先"))
    kind = models.CharField(_("種類"), max_length=40)
    language = models.CharField(max_length=5, default="ja")
    subject = models.CharField(_("件名"), max_length=200)
    text = models.TextField(_("本文"))
    html = models.TextField(blank=True)
    calendar = models.TextField(_("カレンダー"), blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    about = models.CharField(max_length=80, blank=True, db_index=True)  # "bookings.party:12": the row it is about
    dedupe_key = models.CharField(max_length=120, unique=True)
    message_id = models.CharField(max_length=120, unique=True)
    due_at = models.DateTimeField(_("送信予定"), default=timezone.now)
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("試行"), default=0)
    leased_until = models.DateTimeField(null=True)  # no sender may claim it before: one has it, or a try failed
    sent_at = models.DateTimeField(_("送信日時"), null=True)
    error = models.CharField(_("エラー"), max_length=200, blank=True)
    keep_days = models.PositiveSmallIntegerField(default=30)  # after sending; then address and words are blanked
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("お知らせメール")
        # Not a partial index: SQLite does not use one when the state comes as a parameter.
        indexes = [models.Index(fields=["state", "due_at"], name="notices_state_due")]

    def __str__(self):
        return f"{self.kind} #{self.pk}"
