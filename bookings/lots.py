"""Seats that are drawn by lot: rounds, who entered them, and who has lost before. A module of `bookings.models`."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_CHOICES = 3


class LotteryQuerySet(models.QuerySet):
    def undrawn(self):
        return self.filter(drawn_at=None)

    def open(self, at=None):
        """Rounds that take entries at `at` (now if None)."""
        at = at or timezone.now()
        return self.undrawn().filter(opens_at__lte=at, closes_at__gt=at)


class Lottery(models.Model):
    """One round of drawing seats of an activity: who enters until it closes has the same chance, whenever they came.

    The places are those of the activity's slots that start after it closes, on the days from `from_day` to `until_day`
    where they are given. `log` is what the draw can be repeated from; it holds numbers alone.
    """

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    activity = models.ForeignKey("bookings.Activity", models.CASCADE, related_name="lotteries")
    opens_at = models.DateTimeField(_("申し込みのはじまり"))
    closes_at = models.DateTimeField(_("申し込みのしめ切り"))
    results_on = models.DateField(_("結果を知らせる日"))
    from_day = models.DateField(_("どの日から"), null=True, blank=True)
    until_day = models.DateField(_("どの日まで"), null=True, blank=True)
    locals_first = models.BooleanField(_("区内に住む人・通う人を先に"), default=False)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    seed = models.PositiveBigIntegerField(null=True, blank=True)
    log = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LotteryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("抽選")
        ordering = ["-closes_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity"], condition=Q(drawn_at=None), name="lottery_one_undrawn"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="lottery_closes_after_opening"),
            models.CheckConstraint(
                condition=Q(drawn_at=None, seed=None) | Q(drawn_at__isnull=False, seed__isnull=False),
                name="lottery_drawn_from_a_seed",
            ),
        ]

    def __str__(self):
        return f"{self.activity_id} {timezone.localtime(self.closes_at):%Y-%m-%d %H:%M}"

    @property
    def is_open(self):
        """Whether it takes entries now."""
        return self.drawn_at is None and self.opens_at <= timezone.now() < self.closes_at

    @property
    def is_ahead(self):
        """Whether it takes entries later."""
        return self.drawn_at is None and timezone.now() < self.opens_at

    @property
    def is_closed(self):
        """Whether it has taken its entries and waits for the draw."""
        return self.drawn_at is None and self.closes_at <= timezone.now()


class Entry(models.Model):
    """A party in a round. Its primary key is the number under which it is drawn; its choices are bookings without seats.

    It counts once its address is confirmed. `won` is None until the draw. A nomination is the ward's: it comes before
    the lots, with the reason that is on the desk's page of the round.
    """

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    lottery = models.ForeignKey(Lottery, models.PROTECT, related_name="entries")
    party = models.OneToOneField("bookings.Party", models.CASCADE, related_name="entry")
    is_local = models.BooleanField(_("区内に住んでいる・通っている"), default=False)
    nominated_at = models.DateTimeField(null=True, blank=True)
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("指名の理由"), max_length=200, blank=True)
    won = models.BooleanField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("抽選の申し込み")
        constraints = [
            models.CheckConstraint(
                condition=Q(nominated_at=None, reason="") | Q(nominated_at__isnull=False), name="entry_reason_nominated"
            ),
        ]

    def __str__(self):
        return f"{self.lottery_id} {self.pk}"


class Choice(models.Model):
    """The rank of a booking among the dates that an entry asks for: 1 is the first choice."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="choices")
    booking = models.OneToOneField("bookings.Booking", models.CASCADE, related_name="choice")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = _("希望の日時")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "rank"], name="choice_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=MOST_CHOICES), name="choice_rank_known"),
        ]

    def __str__(self):
        return f"{self.entry_id}: {self.rank}"


class Loss(models.Model):
    """A mail address that went away empty-handed and has not won since: a keyed hash, and the day, nothing else."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    activity = models.ForeignKey("bookings.Activity", models.CASCADE, related_name="losses")
    address = models.CharField(max_length=64)
    lost_on = models.DateField()

    class Meta:
        verbose_name = verbose_name_plural = _("前の抽選の落選")
        constraints = [models.UniqueConstraint(fields=["activity", "address"], name="loss_once_per_address")]

    def __str__(self):
        return f"{self.activity_id} {self.lost_on}"
