"""What somebody wants to know of a visit beforehand. What nobody has said stays empty, is not shown and not found by."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.grades import Grade
from core.fields import SetField
from tours.manners import Manner, Photos, Promise

SCHOOL_YEARS = [
    (grade.value, grade.label) for grade in Grade if grade.value[0] in "ejh" and grade.value[1:].isdecimal()
]
MOST_YEN = 100_000


def years_above(grade: str) -> list[str]:
    """The school years that somebody in `grade` has not reached; none for who has left school."""
    years = [year for year, _label in SCHOOL_YEARS]
    if grade == Grade.PRESCHOOL:
        return years
    return years[years.index(grade) + 1 :] if grade in years else []


class Stairs(models.TextChoices):
    NONE = "none", _("ない")
    SOME = "some", _("少しある")
    MANY = "many", _("たくさんある")


class Noise(models.TextChoices):
    QUIET = "quiet", _("ふつうに話せる")
    LOUD = "loud", _("大きな音がする")
    PROTECTION = "protection", _("耳を守るものを貸す")


class Toilet(models.TextChoices):
    YES = "yes", _("使える")
    ACCESSIBLE = "accessible", _("車いすでも使える")


class Hazard(models.TextChoices):
    NONE = "none", _("ふだんの生活と同じくらい")
    SOME = "some", _("気をつけるところがある")
    HIGH = "high", _("あぶない作業のそばに行く")


class VisitFacts(models.Model):
    """Columns of a tour, each empty until somebody knows."""

    stairs = models.CharField(_("階段"), max_length=10, choices=Stairs.choices, blank=True)
    noise = models.CharField(_("音"), max_length=10, choices=Noise.choices, blank=True)
    standing = models.PositiveSmallIntegerField(
        _("立っている時間（分）"),
        null=True,
        blank=True,
        help_text=_("全部あわせて、いすに座れない時間。ずっと座れるなら 0。"),
    )
    toilet = models.CharField(_("トイレ"), max_length=10, choices=Toilet.choices, blank=True)
    stroller = models.BooleanField(
        _("ベビーカー"), null=True, blank=True, choices=[(True, _("入れる")), (False, _("入れない"))]
    )
    from_grade = models.CharField(
        _("何年生から"),
        max_length=12,
        choices=SCHOOL_YEARS,
        blank=True,
        help_text=_("この学年より下の子には向かないとき、えらびます。空なら、学年では分けません。"),
    )
    takeaway = models.CharField(
        _("作って持ち帰るもの"), max_length=200, blank=True, help_text=_("例：自分で曲げた真ちゅうのしおり")
    )
    fee = models.PositiveIntegerField(
        _("1人の料金（円）"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_YEN)],
        help_text=_("無料なら 0 と書きます。空のままだと、料金のことは何も出ません。"),
    )
    fee_covers = models.CharField(
        _("料金にふくまれるもの"), max_length=200, blank=True, help_text=_("例：材料代、保険")
    )
    insurance = models.CharField(
        _("保険"), max_length=200, blank=True, help_text=_("例：見学中のけがの保険に、会社が入ります。")
    )
    rain = models.CharField(
        _("雨の日"), max_length=200, blank=True, help_text=_("例：建物の中なので、雨でも行います。")
    )
    hazard = models.CharField(
        _("あぶないこと"),
        max_length=10,
        choices=Hazard.choices,
        blank=True,
        help_text=_("18歳未満の人が来るときに、保護者の同意をどうもらうかを決めるもとになります。"),
    )
    hazard_note = models.CharField(
        _("どんなことに気をつけるか"),
        max_length=200,
        blank=True,
        help_text=_("保護者が読む一文。例：火花が飛ぶ場所から2メートル離れて見ます。めがねを貸します。"),
    )
    photos = models.CharField(_("写真"), max_length=10, choices=Photos.choices, blank=True)
    manners = SetField(
        _("守ってもらうこと"),
        options=Manner.choices,
        help_text=_("申し込む前に読んでもらい、「守ります」に印をつけてもらいます。当日の予約票にも出ます。"),
    )
    promises = SetField(
        _("来る人への約束"),
        options=Promise.choices,
        help_text=_("はじめての人が安心できる一文として、ページに出ます。"),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if Promise.ALONE in self.promises and (self.party_min or 1) > 1:
            raise ValidationError(
                {"promises": _("最少人数が2人以上なので、「ひとりでも歓迎」とは書けません。どちらかを直してください。")}
            )


# A class of its own cannot say them: they are the tour's, whose Meta has more.
CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(standing=None) | Q(standing__lte=F("minutes")),
        name="tour_stands_within_its_minutes",
        violation_error_message=_("立っている時間は、所要時間より長くできません。"),
    ),
    models.CheckConstraint(
        condition=Q(fee=None) | Q(fee__lte=MOST_YEN),
        name="tour_fee_can_be_paid",
        violation_error_message=_("料金は10万円までです。"),
    ),
    models.CheckConstraint(
        condition=Q(fee__isnull=False) | Q(fee_covers=""),
        name="tour_covers_what_it_charges",
        violation_error_message=_("「料金にふくまれるもの」を書くときは、料金も書いてください。無料なら 0 です。"),
    ),
    models.CheckConstraint(
        condition=Q(hazard__in=["", Hazard.NONE.value]) | ~Q(hazard_note=""),
        name="tour_says_what_is_dangerous",
        violation_error_message=_("どんなことに気をつけるかを、一文で書いてください。"),
    ),
]
