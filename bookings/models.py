"""What the seat engine works on. Only bookings.services changes Slot.taken."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin

from bookings import guards
from bookings.guardian_consents import GuardianConsent  # noqa: F401 -- a table of this app
from bookings.lots import Choice, Entry, Loss, Lottery  # noqa: F401 -- tables of this app
from bookings.news import HostNews  # noqa: F401 -- a table of this app
from bookings.parties import Guest, Party  # noqa: F401 -- Guest is a table of this app
from bookings.surveys import SurveyAnswer, Surveyed  # noqa: F401 -- tables of this app
from bookings.waits import Wait  # noqa: F401 -- a table of this app
from core.conditions import Written

MOST_HOURS = 24 * 400  # before a visit; no horizon is longer


def default_consents():
    return ["booking"]


class ActivityQuerySet(models.QuerySet):
    def published(self):
        return self.filter(live=True)

    def taking(self):
        """Those of which a seat can be had by booking it: not paused, not drawn by lot, not open to whoever walks in."""
        return self.filter(mode=Activity.Mode.BOOKING, acceptance__in=Activity.BOOKED, paused_at=None)


class Activity(WorkflowMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """Anything a person can sign up for. Always a Tour or an Event (multi-table inheritance).

    Revisions, drafts and publishing go through the child, never through this table.
    """

    class Audience(models.TextChoices):
        ANYONE = "anyone", _("どなたでも")
        STUDENTS = "students", _("学生・生徒")
        FAMILIES = "families", _("親子")
        SCHOOLS = "schools", _("学校の団体")
        OFFICIALS = "officials", _("視察")

    class Mode(models.TextChoices):
        FREE = "free", _("自由に見学できる")
        TIMED = "timed", _("時間を決めて公開")
        BOOKING = "booking", _("予約して見学")
        ENQUIRY = "enquiry", _("相談して決める")

    class Acceptance(models.TextChoices):
        INSTANT = "instant", _("すぐ決まる")
        APPROVAL = "approval", _("申し込みを見て返事をする")
        LOTTERY = "lottery", _("抽選で決める")

    BOOKED = (Acceptance.INSTANT, Acceptance.APPROVAL)  # who comes first has the seats

    kind = models.CharField(max_length=10, editable=False)
    title = models.CharField(_("タイトル"), max_length=80)
    title_en = models.CharField(_("タイトル（英語）"), max_length=120, blank=True)
    slug = models.SlugField(_("URLの名前"), max_length=80, unique=True, help_text=_("英小文字・数字・ハイフン"))
    hook = models.CharField(_("ひとこと"), max_length=80, blank=True, help_text=_("一覧で最初に読まれる一行。"))
    description = models.TextField(_("内容"), blank=True, max_length=5000)
    description_en = models.TextField(_("内容（英語）"), blank=True, max_length=5000)
    easy = models.TextField(
        _("やさしい日本語"),
        blank=True,
        max_length=3000,
        help_text=_(
            "日本語を勉強している人や小学生が読む文です。一つの文に、一つのことだけを書きます。"
            "むずかしい漢字のことばは、やさしいことばに言いかえます。例：「集合してください」→「駅の前に 来てください」"
        ),
    )
    place = models.CharField(_("集合場所"), max_length=200, blank=True)
    audience = models.CharField(_("対象"), max_length=10, choices=Audience.choices, default=Audience.ANYONE)
    mode = models.CharField(_("見学のしかた"), max_length=10, choices=Mode.choices, default=Mode.BOOKING)
    acceptance = models.CharField(
        _("予約の決め方"), max_length=10, choices=Acceptance.choices, default=Acceptance.INSTANT
    )
    party_min = models.PositiveSmallIntegerField(_("最少人数"), default=1, validators=[MinValueValidator(1)])
    party_max = models.PositiveSmallIntegerField(
        _("1組の最大人数"), default=6, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    notice_hours = models.PositiveIntegerField(
        _("予約のしめ切り（何時間前）"), default=24, validators=[MaxValueValidator(MOST_HOURS)]
    )
    horizon_days = models.PositiveSmallIntegerField(_("何日先まで予約できるか"), default=90)
    cancel_hours = models.PositiveIntegerField(
        _("変更・取り消しのしめ切り（何時間前）"),
        default=24,
        validators=[MaxValueValidator(MOST_HOURS)],
        help_text=_("この時刻までは、本人が変更や取り消しをできます。"),
    )
    # Both hold at once, outside drafts: publishing an older draft must not open what was paused meanwhile.
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    pause_reason = models.CharField(_("お休みの理由"), max_length=120, blank=True, editable=False)
    questions = models.JSONField(_("質問"), default=list, blank=True)
    required_consents = models.JSONField(_("必要な同意"), default=default_consents, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(party_min__gte=1, party_max__gte=F("party_min")), name="activity_party"),
        ]

    def __str__(self):
        return self.title

    @property
    def by_approval(self):
        """Whether the host answers every wish before it is a booking."""
        return self.acceptance == self.Acceptance.APPROVAL

    @property
    def by_lottery(self):
        """Whether seats are drawn among those who entered."""
        return self.acceptance == self.Acceptance.LOTTERY

    def with_content_json(self, content):
        draft = super().with_content_json(content)
        draft.paused_at, draft.pause_reason = self.paused_at, self.pause_reason
        return draft

    @property
    def localized_title(self):
        return (get_language() == "en" and self.title_en) or self.title

    @property
    def localized_description(self):
        return (get_language() == "en" and self.description_en) or self.description


# Somebody is sure to come to the slot.
RUNS = Written(
    "EXISTS (SELECT 1 FROM bookings_booking sure WHERE sure.slot_id = {0} AND sure.state = 'confirmed')", "pk"
)
WAY = timedelta(hours=1)  # between two visits, as long as it takes to cross the ward


def in_time(at=None) -> Q:
    """The condition on Slot under which it lies between its horizon and its notice at `at` (now if None).

    A visit that somebody is sure to come to may have a shorter notice. Names columns of Slot alone: `take` asks for it
    in its UPDATE, and a join there would be judged by rows as they were before another's UPDATE.
    """
    at = at or timezone.now()
    return Q(starts_at__gt=at, books_from__lte=at) & (Q(books_until__gt=at) | (Q(joins_until__gt=at) & Q(RUNS)))


def bookable(people, at=None) -> Q:
    """The condition on Slot under which a party of `people` could book it at `at` (now if None).

    Open, not paused, inside notice and horizon, with room, not barred, and of a size that the activity takes. Overdue
    holds count as taken until somebody expires them; `hold` does so before it refuses.
    """
    fits = Q(
        activity__live=True,
        activity__mode=Activity.Mode.BOOKING,
        activity__acceptance__in=Activity.BOOKED,
        activity__paused_at=None,
        activity__party_min__lte=people,
        activity__party_max__gte=people,
        status=Slot.Status.OPEN,
        taken__lte=F("capacity") - people,
    )
    return fits & in_time(at) & ~guards.barred()


class SlotQuerySet(models.QuerySet):
    def upcoming(self, at=None):
        return self.filter(starts_at__gt=at or timezone.now())

    def bookable_for(self, people, at=None):
        """Slots a party of `people` could book at `at` (now if None)."""
        return self.filter(bookable(people, at))


class Slot(models.Model):
    """One dated occurrence of an Activity; seats are people."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    class Status(models.TextChoices):
        OPEN = "open", _("受付中")
        CLOSED = "closed", _("受付を止めている")
        CANCELLED = "cancelled", _("中止")

    class CalledOffBy(models.TextChoices):
        DESK = "desk", _("区")
        HOST = "host", _("企業")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="slots", verbose_name=_("対象"))
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了"))
    capacity = models.PositiveIntegerField(_("定員（人）"))
    taken = models.PositiveIntegerField(_("埋まっている席"), default=0, editable=False)
    status = models.CharField(_("状態"), max_length=10, choices=Status.choices, default=Status.OPEN)
    # Closed because its rules no longer name it: such a slot opens by itself, one that a person closed never does.
    withdrawn = models.BooleanField(default=False, editable=False)
    books_from = models.DateTimeField(_("受付開始"))
    books_until = models.DateTimeField(_("受付しめ切り"))
    # The later end of booking once somebody is sure to come, None where it is the same.
    joins_until = models.DateTimeField(null=True, blank=True, editable=False)
    # While whoever shows it is not free for another slot; None where it is the slot's own time.
    busy_from = models.DateTimeField(null=True, blank=True, editable=False)
    busy_until = models.DateTimeField(null=True, blank=True, editable=False)
    called_off_at = models.DateTimeField(null=True, blank=True, editable=False)
    called_off_by = models.CharField(max_length=4, choices=CalledOffBy.choices, default="", blank=True, editable=False)
    called_off_reason = models.CharField(max_length=120, default="", blank=True, editable=False)  # anybody may read it
    # When the desk first opened the list of those to telephone.
    phones_read_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("日時の枠")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="slot_taken_within_capacity"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_start"),
            models.UniqueConstraint(fields=["activity", "starts_at"], name="slot_once_per_start"),
        ]
        indexes = [models.Index(fields=["starts_at"], name="slot_starts_at")]

    def __str__(self):
        return f"{self.activity_id} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def left(self):
        return self.capacity - self.taken

    @property
    def changes_until(self):
        """The moment until which a guest may change or cancel without asking anybody."""
        return self.starts_at - timedelta(hours=self.activity.cancel_hours)


class BookingQuerySet(models.QuerySet):
    def holding_seats(self):
        return self.filter(state__in=Booking.HOLDING)

    def live(self):
        """Those that have not ended."""
        return self.filter(state__in=Booking.LIVE)

    def overdue(self, at=None):
        """Those that hold seats for a time only, which ran out, and that nobody has ended yet."""
        return self.filter(state__in=Booking.TIMED, held_until__lte=at or timezone.now())

    def open_requests(self, at=None):
        """Those that wait for a host's answer, the most urgent first."""
        waiting = self.filter(state=Booking.State.REQUESTED, held_until__gt=at or timezone.now())
        return waiting.order_by("held_until", "pk")

    def clashing_with(self, booking):
        """Others of the same mail address at the same time, or with less than WAY between them.

        Only where both sides have shown that the address is theirs: nobody else learns whether it has bookings.
        """
        slot, party = booking.slot, booking.party
        if not party.verified_at:
            return self.none()
        near = self.filter(slot__starts_at__lt=slot.ends_at + WAY, slot__ends_at__gt=slot.starts_at - WAY)
        same = near.filter(party__email__iexact=party.email, party__verified_at__isnull=False)
        return same.holding_seats().exclude(party=party).order_by("slot__starts_at", "pk")


class Booking(models.Model):
    """One Party in one Slot."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    class State(models.TextChoices):
        HELD = "held", _("仮予約")
        CONSENTING = "consenting", _("保護者の確認待ち")
        REQUESTED = "requested", _("返事待ち")
        WAITING = "waiting", _("キャンセル待ち")
        OFFERED = "offered", _("席のご案内中")
        ENTERED = "entered", _("抽選待ち")
        CONFIRMED = "confirmed", _("予約済み")
        CANCELLED = "cancelled", _("取り消し")
        DECLINED = "declined", _("お断り")
        NOT_DRAWN = "not_drawn", _("落選")
        EXPIRED = "expired", _("時間切れ")

    TIMED = (State.HELD, State.CONSENTING, State.REQUESTED, State.OFFERED)  # hold seats until `held_until`
    HOLDING = (*TIMED, State.CONFIRMED)
    SEATLESS = (State.WAITING, State.ENTERED)  # have a time only until the address is confirmed
    LIVE = (*HOLDING, *SEATLESS)
    repeated = False  # no column: `hold` sets it on a booking that an earlier request with the same key made
    stops, alone = (), False  # no columns either: what bookings.courses tells of a course

    party = models.ForeignKey(Party, models.CASCADE, related_name="bookings")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings")
    seats = models.PositiveIntegerField(_("人数"))
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.HELD)
    held_until = models.DateTimeField(null=True, blank=True)
    renewed = models.BooleanField(default=False)  # one renewal of a hold
    sequence = models.PositiveIntegerField(default=0)  # RFC 5545 SEQUENCE of the calendar entry
    reply = models.CharField(_("ことわるときのことば"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("申し込み"), auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("予約")
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="booking_has_seats"),
            models.UniqueConstraint(  # LIVE, which cannot be named in here
                fields=["party", "slot"],
                condition=Q(
                    state__in=["held", "consenting", "requested", "offered", "confirmed", "waiting", "entered"]
                ),
                name="booking_party_slot_once",
            ),
        ]
        indexes = [
            models.Index(fields=["slot", "state"], name="booking_slot_state"),
            models.Index(  # TIMED
                fields=["held_until"],
                name="booking_held_until",
                condition=Q(state__in=["held", "consenting", "requested", "offered"]),
            ),
        ]

    def __str__(self):
        return f"{self.party_id}@{self.slot_id} {self.state}"

    @property
    def awaits_code(self):
        """Whether the mail address is still to be confirmed. Of what holds no seats only that has a time it ends at."""
        return self.state == self.State.HELD or (self.state in self.SEATLESS and self.held_until is not None)

    @property
    def is_overdue(self):
        """Whether its time ran out, and nobody has ended it yet."""
        return (self.awaits_code or self.state in self.TIMED) and self.held_until <= timezone.now()

    @property
    def can_change(self):
        """Whether the guest may still change or cancel by themselves."""
        return self.state == self.State.CONFIRMED and timezone.now() < self.slot.changes_until

    @property
    def can_move(self):
        """Whether the guest may still choose another date. A host who answers each wish has agreed to one date alone,
        so has a guardian who signed, and so have the lots."""
        chosen_by_others = self.slot.activity.by_approval or self.slot.activity.by_lottery
        return self.can_change and not chosen_by_others and not self.party.is_signed_for

    @property
    def can_withdraw(self):
        """Whether the guest may give up what is no booking yet, or a booking before its deadline."""
        return self.state in (self.State.HELD, self.State.CONSENTING, self.State.REQUESTED) or self.can_change

    @property
    def can_call_off(self):
        """Whether the deadline is over and the visit has not begun: the guest can only say that they cannot come."""
        now = timezone.now()
        return self.state == self.State.CONFIRMED and self.slot.changes_until <= now < self.slot.starts_at
