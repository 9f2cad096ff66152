"""What a company tells of itself on its page besides words and pictures: numbers, a day, voices."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from directory.models.companies import Company

MOST_NUMBERS = 6  # more are no heroes
MOST_STEPS = 12
MOST_VOICES = 6


class CompanyNumber(Orderable):
    """A number that a company is proud of, and the sentence that makes one see it."""

    wagtail_reference_index_ignore = True  # names nothing else; indexing costs queries on every save

    company = ParentalKey(Company, on_delete=models.CASCADE, related_name="numbers")
    value = models.CharField(
        _("数字"), max_length=10, help_text=_("大きく出す数字だけ。例：±0.5、1958、1,800（半角10文字まで）")
    )
    unit = models.CharField(
        _("単位"),
        max_length=8,
        blank=True,
        help_text=_("例：μm、人、年。μm（ミクロン）のときは、髪の毛とくらべた図も出ます。"),
    )
    sentence = models.CharField(
        _("ひとこと"),
        max_length=60,
        help_text=_("その数字が目に浮かぶ一文。例：髪の毛の160分の1。人が3人入ると、測り直す。"),
    )
    sentence_en = models.CharField(_("ひとこと（英語）"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = _("数字")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return f"{self.value}{self.unit}"

    @property
    def localized_sentence(self):
        return (get_language() == "en" and self.sentence_en) or self.sentence


class DayStep(models.Model):
    """A moment of an ordinary day; the time puts them in order."""

    wagtail_reference_index_ignore = True  # names nothing else; indexing costs queries on every save

    company = ParentalKey(Company, on_delete=models.CASCADE, related_name="day")
    starts = models.TimeField(_("時刻"), help_text=_("始まる時刻。例：8:00"))
    what = models.CharField(_("すること"), max_length=30, help_text=_("短い動詞で。例：あたためる、削る、図面を読む"))
    note = models.CharField(
        _("ひとこと"), max_length=60, blank=True, help_text=_("その時間の工場が見える一文。例：機械を30分、空で回す。")
    )
    is_visit = models.BooleanField(
        _("見学の時間"), default=False, help_text=_("見学の人が来る時間なら、印をつけてください。色がつきます。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("一日の流れ")
        ordering = ["starts", "pk"]

    def __str__(self):
        return f"{self.starts:%H:%M} {self.what}"


class Voice(Orderable):
    """What somebody at work there says."""

    company = ParentalKey(Company, on_delete=models.CASCADE, related_name="voices")
    quote = models.CharField(
        _("ことば"),
        max_length=40,
        help_text=_("話したままの短いことば。縦書きで大きく出ます。例：シャーが、サーになる。"),
    )
    who = models.CharField(
        _("だれ"), max_length=30, help_text=_("本人が載せてよいと言った名前。下の名前だけでもかまいません。")
    )
    work = models.CharField(_("仕事"), max_length=30, help_text=_("例：旋盤、検査、設計"))
    joined = models.PositiveSmallIntegerField(
        _("入社した年"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2200)],
        help_text=_("例：2020。ページには「7年目」のように出ます。"),
    )
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("写真"),
        help_text=_("本人か、その手もとの写真。本人の了解をとったものだけ。"),
    )

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = _("働く人のことば")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return f"{self.who}「{self.quote}」"

    def year_of_work(self, today) -> int | None:
        """In which year of working there they are (1: the first); None if nobody said, or it lies ahead."""
        return today.year - self.joined + 1 if self.joined and self.joined <= today.year else None
