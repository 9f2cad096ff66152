"""The words in which companies are described: the ward's two vocabularies and the standard's groups of industry."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.field_signs import field_sign


class WordQuerySet(models.QuerySet):
    def with_counts(self):
        """Each with `held_by`, the number of companies that carry it, hidden ones too."""
        return self.annotate(held_by=models.Count("companies"))


class Word(models.Model):
    """A word of one of the ward's two vocabularies."""

    slug = models.SlugField(_("URLの名前"), max_length=60, unique=True)
    name = models.CharField(_("名前"), max_length=40, unique=True)
    english_name = models.CharField(_("英語"), max_length=60, blank=True)
    synonyms = models.TextField(
        _("言いかえ"), blank=True, help_text=_("一行に一語。検索と取り込みで同じ語として扱います。")
    )
    colour = models.CharField(
        _("色"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("色は #0017c1 のように書いてください。"))],
        help_text=_("#0017c1 のように。地図の印と一覧の目印に使います。"),
    )
    order = models.PositiveSmallIntegerField(_("並び順"), default=0)

    objects = WordQuerySet.as_manager()

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

    @property
    def sign(self):
        return field_sign(self.slug, self.colour, self.pk)


class Process(Word):
    """加工: how it makes them."""

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("加工")


class Industry(models.TextChoices):
    """製造業の中分類 of 日本標準産業分類 (Ministry of Internal Affairs and Communications, 2023 revision), 09 to 32."""

    FOOD = "09", _("食料品製造業")
    DRINK = "10", _("飲料・たばこ・飼料製造業")
    TEXTILE = "11", _("繊維工業")
    WOOD = "12", _("木材・木製品製造業（家具を除く）")
    FURNITURE = "13", _("家具・装備品製造業")
    PAPER = "14", _("パルプ・紙・紙加工品製造業")
    PRINTING = "15", _("印刷・同関連業")
    CHEMICAL = "16", _("化学工業")
    PETROLEUM = "17", _("石油製品・石炭製品製造業")
    PLASTIC = "18", _("プラスチック製品製造業")
    RUBBER = "19", _("ゴム製品製造業")
    LEATHER = "20", _("なめし革・同製品・毛皮製造業")
    CERAMIC = "21", _("窯業・土石製品製造業")
    STEEL = "22", _("鉄鋼業")
    NONFERROUS = "23", _("非鉄金属製造業")
    METAL = "24", _("金属製品製造業")
    GENERAL_MACHINERY = "25", _("はん用機械器具製造業")
    PRODUCTION_MACHINERY = "26", _("生産用機械器具製造業")
    BUSINESS_MACHINERY = "27", _("業務用機械器具製造業")
    ELECTRONIC_PARTS = "28", _("電子部品・デバイス・電子回路製造業")
    ELECTRICAL = "29", _("電気機械器具製造業")
    INFORMATION = "30", _("情報通信機械器具製造業")
    TRANSPORT = "31", _("輸送用機械器具製造業")
    OTHER = "32", _("その他の製造業")
