"""Companies and who and what belongs to them."""

from functools import cached_property
from operator import attrgetter

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin, WorkflowMixin

from bookings.hearing import Hearing
from core.covers import Cover, cover_of
from core.fields import SetField
from directory.models.places import Station, Town
from directory.models.words import Field, Industry, Process


def shown_to_all(prefix: str = "") -> Q:
    """The condition under which anybody may see a company; `prefix` ("company__") leads to it from other rows.

    Without consent a company with no corporate number (often somebody's home) is shown nowhere.
    """
    return _may_be_shown(prefix) & Q((f"{prefix}live", True), (f"{prefix}hidden", False))


def _may_be_shown(prefix: str = "") -> Q:
    """`Company.may_be_shown` as a condition; a number that is empty is none."""
    return Q((f"{prefix}corporate_number__gt", "")) | Q((f"{prefix}basis", Company.Basis.CONSENT))


COARSE = ("", "ward", "town", "chome")  # values of Company.MatchLevel, the coarsest first
WAITS_FOR_PLACE = Q(Q(lat=None) | Q(latest_revision=None), hidden=True)


class CompanyQuerySet(models.QuerySet):
    def public(self):
        """Companies that anybody may see."""
        return self.filter(shown_to_all())

    def unseen(self):
        """Companies that nobody sees as long as neither a corporate number nor consent is known."""
        return self.exclude(_may_be_shown())

    def coarse_first(self):
        """By how little is known of the place (`rank` 0: nothing), then by reading."""
        ranks = [When(match_level=level, then=rank) for rank, level in enumerate(COARSE)]
        rank = Case(*ranks, default=len(COARSE), output_field=models.SmallIntegerField())
        return self.annotate(rank=rank).order_by("rank", "sort_key", "pk")

    def after(self, company):
        """Those behind this company in the order of `coarse_first`."""
        rank = COARSE.index(company.match_level) if company.match_level in COARSE else len(COARSE)
        same = Q(rank=rank, sort_key=company.sort_key, pk__gt=company.pk)
        return self.filter(Q(rank__gt=rank) | Q(rank=rank, sort_key__gt=company.sort_key) | same)

    def coarse(self):
        """Companies at work whose place is known to a part of the town at best."""
        return self.filter(match_level__in=COARSE, closed_on=None)

    def to_geocode(self):
        """Those of them whose address an address search could know."""
        return self.coarse().exclude(address="").coarse_first()

    def waiting_for_place(self):
        """Hidden by an import that found no place: without a point still, or with one that nobody has looked at."""
        return self.filter(WAITS_FOR_PLACE, closed_on=None)

    def to_place(self):
        """What staff should look at on the map, the coarsest first."""
        return self.filter(Q(match_level__in=COARSE) | WAITS_FOR_PLACE, closed_on=None).coarse_first()


class Company(WorkflowMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """A manufacturer of the ward."""

    class Basis(models.TextChoices):
        """Why a company may be shown, the firmest ground first."""

        CONSENT = "consent", _("企業同意")
        REGISTER = "register", _("公開名簿")
        OPEN_DATA = "open", _("公開データ")

        @property
        def strength(self) -> int:
            """Greater for a firmer ground."""
            return -list(type(self)).index(self)

    class OpeningMode(models.TextChoices):
        NONE = "", _("見学なし")
        FREE = "free", _("自由")
        TIMED = "timed", _("時間制")
        BOOKING = "booking", pgettext_lazy("how a company can be visited", "予約")
        ENQUIRY = "enquiry", _("要相談")

    class Recruiting(models.TextChoices):
        NEW_GRADUATE = "new-graduate", _("新卒")
        MID_CAREER = "mid-career", _("中途")
        INTERNSHIP = "internship", _("インターン")
        EVENING = "evening", _("夜間")

    class Fact(models.TextChoices):
        """What answers the old image of a factory."""

        CLEAN = "clean", _("クリーン・自動化")
        PROTOTYPE = "prototype", _("試作")
        STARTUP = "startup", _("スタートアップ協業")
        SMALL = "small", _("少人数")

    class MatchLevel(models.TextChoices):
        BLOCK = "block", _("番地")
        CHOME = "chome", _("丁目")
        TOWN = "town", _("町")
        WARD = "ward", _("区")
        MANUAL = "manual", _("手動")
        NONE = "", _("未特定")

    # Facts that hold at once, outside drafts: publishing an older draft must not bring back an old telephone number.
    LIVE_AT_ONCE = (
        "phone", "opening_mode", "address", "town", "block", "building", "lat", "lon", "match_level", "confirmed_on", "hidden",
        "basis", "source", "closed_on", "host_mails",
    )  # fmt: skip

    corporate_number = models.CharField(_("法人番号"), max_length=13, unique=True, null=True, blank=True)
    slug = models.SlugField(_("URLの名前"), max_length=80, unique=True)
    name = models.CharField(_("企業名"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False, db_index=True)  # core.japanese.name_key(name)
    kana = models.CharField(_("フリガナ"), max_length=160, blank=True)
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)  # kana where known, else the name
    english_name = models.CharField(_("英語名"), max_length=160, blank=True)
    tagline = models.CharField(_("ひとこと"), max_length=80, blank=True)
    story = models.TextField(_("紹介"), blank=True, max_length=5000)
    story_en = models.TextField(_("紹介（英語）"), blank=True, max_length=5000)
    postal_code = models.CharField(_("郵便番号"), max_length=7, blank=True)
    address = models.CharField(_("所在地"), max_length=200, blank=True)
    town = models.ForeignKey(Town, models.PROTECT, null=True, blank=True, related_name="companies")
    block = models.CharField(_("番地"), max_length=60, blank=True)
    building = models.CharField(_("建物名"), max_length=120, blank=True)
    lat = models.FloatField(_("緯度"), null=True, blank=True)
    lon = models.FloatField(_("経度"), null=True, blank=True)
    match_level = models.CharField(_("位置の精度"), max_length=10, choices=MatchLevel.choices, blank=True)
    phone = PhoneNumberField(_("電話番号"), blank=True)
    site = models.URLField(_("ホームページ"), max_length=300, blank=True)
    founded = models.PositiveSmallIntegerField(_("創業年"), null=True, blank=True)
    employees = models.PositiveIntegerField(_("従業員数"), null=True, blank=True)
    capital = models.PositiveBigIntegerField(_("資本金（円）"), null=True, blank=True)
    industry = models.CharField(_("業種"), max_length=2, choices=Industry.choices, blank=True)
    products = models.TextField(_("製品"), blank=True, max_length=5000, help_text=_("一行に一つ。"))
    machines = models.TextField(_("設備"), blank=True, max_length=5000, help_text=_("一行に一台。"))
    certificates = models.TextField(
        _("認証"),
        blank=True,
        max_length=2000,
        help_text=_("一行に一つ。取得した年月は「ISO 9001（2019年3月）」のように書きます。"),
    )
    recruiting = SetField(_("募集"), options=Recruiting.choices)
    scholarship = models.BooleanField(_("奨学金返還支援の対象"), default=False)
    facts = SetField(_("いまの工場"), options=Fact.choices)
    opening_mode = models.CharField(_("見学"), max_length=10, choices=OpeningMode.choices, blank=True)
    fields = ParentalManyToManyField(Field, verbose_name=_("分野"), blank=True, related_name="companies")
    processes = ParentalManyToManyField(Process, verbose_name=_("加工"), blank=True, related_name="companies")
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source = models.CharField(_("情報の出どころ"), max_length=120, blank=True)
    basis = models.CharField(_("公開の根拠"), max_length=10, choices=Basis.choices, default=Basis.REGISTER)
    hidden = models.BooleanField(_("非表示"), default=False)
    closed_on = models.DateField(_("閉鎖日"), null=True, blank=True)  # as the tax agency's register says
    confirmed_on = models.DateField(_("最終確認日"), null=True, blank=True)
    host_mails = models.CharField(
        _("予約のお知らせメール"),
        max_length=10,
        choices=Hearing.choices,
        default=Hearing.DAILY,
        help_text=_(
            "返事が要る申し込み、しめ切りのあとの「行けなくなった」、朝6時のその日の予約は、どれをえらんでも送ります。"
        ),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("企業")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "town", "block"],
                condition=Q(corporate_number__isnull=True),
                name="company_identity_without_number",
                violation_error_message=_("同じ場所に同じ名前の企業が、もうあります。"),
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="company_point_whole",
                violation_error_message=_("緯度と経度は、両方書くか、両方空けてください。"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("directory:company", args=[self.slug])

    @property
    def may_be_shown(self) -> bool:
        """The first half of `shown_to_all`, for a company that stands in no table yet."""
        return bool(self.corporate_number) or self.basis == self.Basis.CONSENT

    @property
    def is_public(self) -> bool:
        """What `shown_to_all` says of this row."""
        return self.live and not self.hidden and self.may_be_shown

    @property
    def is_exact(self) -> bool:
        """Whether the point is the company's own, and not the middle of the part of the town it lies in."""
        return self.match_level not in COARSE

    @property
    def safe_site(self) -> str:
        """The home page, if it is an address that a link may lead to."""
        return self.site if self.site.startswith(("https://", "http://")) else ""

    @property
    def localized_name(self):
        return (get_language() == "en" and self.english_name) or self.name

    @property
    def localized_story(self):
        return (get_language() == "en" and self.story_en) or self.story

    @cached_property
    def cover(self) -> Cover:
        """What is drawn where it has no photograph. Reads its processes and fields, which lists prefetch."""
        ordered = attrgetter("order", "name")
        processes, fields = sorted(self.processes.all(), key=ordered), sorted(self.fields.all(), key=ordered)
        return cover_of(self.slug, [word.slug for word in processes], [(word.slug, word.colour) for word in fields])

    def with_content_json(self, content):
        draft = super().with_content_json(content)
        for name in self.LIVE_AT_ONCE:
            setattr(draft, name, getattr(self, name))
        return draft


class CompanyPicture(Orderable):
    """A further picture of a company, beside the one that stands for it."""

    company = ParentalKey(Company, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, models.CASCADE, related_name="+", verbose_name=_("写真")
    )
    caption = models.CharField(_("説明"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = _("写真")


class CompanyStation(models.Model):
    """One of the stations nearest to a company: `rank` 1 is the nearest, `minutes` on foot."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    company = models.ForeignKey(Company, models.CASCADE, related_name="near")
    station = models.ForeignKey(Station, models.CASCADE, related_name="near")
    rank = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["company", "rank"], name="company_station_rank")]


class Membership(models.Model):
    """A person's place in a company."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    class Role(models.TextChoices):
        OWNER = "owner", _("担当者")
        HELPER = "helper", _("補助")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    company = models.ForeignKey(Company, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.OWNER)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "company"], name="membership_once")]

    def __str__(self):
        return f"{self.user_id}@{self.company_id} {self.role}"
