"""Companies, what they do, where they are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin


class Word(models.Model):
    """A word of one of the ward's two vocabularies."""

    slug = models.SlugField(_("URLの名前"), max_length=60, unique=True)
    name = models.CharField(_("名前"), max_length=40, unique=True)
    english_name = models.CharField(_("英語"), max_length=60, blank=True)
    synonyms = models.TextField(
        _("言いかえ"), blank=True, help_text=_("一行に一語。検索と取り込みで同じ語として扱います。")
    )
    order = models.PositiveSmallIntegerField(_("並び順"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    @property
    def label(self):
        return (get_language() == "en" and self.english_name) or self.name


class Field(Word):
    """分野: for whom or what a company makes things."""

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("分野")


class Process(Word):
    """加工: how it makes them."""

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("加工")


class Town(models.Model):
    """One of the ward's 町丁目, with the point that stands for it."""

    class Area(models.TextChoices):
        OMORI = "omori", _("大森")
        CHOFU = "chofu", _("調布")
        KAMATA = "kamata", _("蒲田")
        KOJIYA_HANEDA = "kojiya-haneda", _("糀谷・羽田")

    slug = models.SlugField(max_length=60, unique=True)  # "omorikita-1" where kana is known
    name = models.CharField(_("町丁目"), max_length=40, unique=True)
    oaza = models.CharField(_("町名"), max_length=40, db_index=True)
    chome = models.PositiveSmallIntegerField(null=True, blank=True)
    kana = models.CharField(max_length=80, blank=True)
    area = models.CharField(_("地区"), max_length=20, choices=Area.choices)
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        verbose_name = verbose_name_plural = _("町丁目")
        ordering = ["kana", "oaza", "chome"]

    def __str__(self):
        return self.name


class Station(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("駅"), max_length=60)
    kana = models.CharField(max_length=80, blank=True)
    lines = models.JSONField(_("路線"), default=list)
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        verbose_name = verbose_name_plural = _("駅")
        ordering = ["kana", "name"]

    def __str__(self):
        return self.name


def shown_to_all(prefix: str = "") -> Q:
    """The condition under which anybody may see a company; `prefix` ("company__") leads to it from other rows.

    Without consent a company with no corporate number (often somebody's home) is shown nowhere.
    """
    known = Q((f"{prefix}corporate_number__isnull", False)) | Q((f"{prefix}basis", Company.Basis.CONSENT))
    return known & Q((f"{prefix}live", True), (f"{prefix}hidden", False))


class CompanyQuerySet(models.QuerySet):
    def public(self):
        """Companies that anybody may see."""
        return self.filter(shown_to_all())


class Company(WorkflowMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """A manufacturer of the ward."""

    class Basis(models.TextChoices):
        CONSENT = "consent", _("企業同意")
        REGISTER = "register", _("公開名簿")
        OPEN_DATA = "open", _("公開データ")

    class OpeningMode(models.TextChoices):
        NONE = "", _("見学なし")
        FREE = "free", _("自由")
        TIMED = "timed", _("時間制")
        BOOKING = "booking", pgettext_lazy("how a company can be visited", "予約")
        ENQUIRY = "enquiry", _("要相談")

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
        "basis", "source",
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
    machines = models.TextField(_("設備"), blank=True, max_length=5000, help_text=_("一行に一台。"))
    certificates = models.TextField(_("認証"), blank=True, max_length=2000, help_text=_("一行に一つ。"))
    opening_mode = models.CharField(_("見学"), max_length=10, choices=OpeningMode.choices, blank=True)
    fields = ParentalManyToManyField(Field, verbose_name=_("分野"), blank=True, related_name="companies")
    processes = ParentalManyToManyField(Process, verbose_name=_("加工"), blank=True, related_name="companies")
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source = models.CharField(_("情報の出どころ"), max_length=120, blank=True)
    basis = models.CharField(_("公開の根拠"), max_length=10, choices=Basis.choices, default=Basis.REGISTER)
    hidden = models.BooleanField(_("非表示"), default=False)
    confirmed_on = models.DateField(_("最終確認日"), null=True, blank=True)
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
    def localized_name(self):
        return (get_language() == "en" and self.english_name) or self.name

    @property
    def localized_story(self):
        return (get_language() == "en" and self.story_en) or self.story

    def with_content_json(self, content):
        draft = super().with_content_json(content)
        for name in self.LIVE_AT_ONCE:
            setattr(draft, name, getattr(self, name))
        return draft


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
