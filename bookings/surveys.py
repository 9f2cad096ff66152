"""What people say after a visit. An answer cannot be led back to who gave it: neither party, slot nor time stand in it."""

from collections import Counter
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Avg, Count, Q
from django.utils.translation import gettext_lazy as _

from bookings.errors import Refused
from bookings.grades import Grade
from core.dates import local

WORDS = 300  # letters at most
FEWEST = 5  # answers of one activity; of fewer, one could guess whose they are


class GradeGroup(models.TextChoices):
    CHILDREN = "children", _("小学生まで")
    JUNIOR = "junior", _("中学生")
    HIGH = "high", _("高校生・高専生")
    STUDENTS = "students", _("専門学校・大学・大学院")
    ADULTS = "adults", _("社会人・保護者・教員")


_GROUPS = {
    GradeGroup.JUNIOR: (Grade.J1, Grade.J2, Grade.J3),
    GradeGroup.HIGH: (Grade.H1, Grade.H2, Grade.H3, Grade.KOSEN),
    GradeGroup.STUDENTS: (Grade.VOCATIONAL, Grade.UNIVERSITY, Grade.GRADUATE),
    GradeGroup.ADULTS: (Grade.ADULT, Grade.PARENT, Grade.TEACHER),
}
_GROUP_OF = {grade: group for group, grades in _GROUPS.items() for grade in grades}


class SurveyAnswer(models.Model):
    """The three answers of one party, by activity, month of the visit and whom most of the party were."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about

    class Rating(models.IntegerChoices):
        GREAT = 5, _("とてもよかった")
        GOOD = 4, _("よかった")
        FAIR = 3, _("ふつう")
        POOR = 2, _("あまりよくなかった")
        BAD = 1, _("よくなかった")

    class Image(models.TextChoices):
        HARD = "hard", _("きつい・きたない・あぶない仕事")
        UNKNOWN = "unknown", _("どんな仕事か、よく知らない")
        SKILLED = "skilled", _("うでのいい、ものづくりの仕事")
        WISHED = "wished", _("自分もやってみたい仕事")

    activity = models.ForeignKey("bookings.Activity", models.CASCADE, related_name="survey_answers")
    month = models.DateField()  # its first day
    group = models.CharField(max_length=10, choices=GradeGroup.choices)
    rating = models.PositiveSmallIntegerField(choices=Rating.choices)
    before = models.CharField(max_length=10, choices=Image.choices)
    after = models.CharField(max_length=10, choices=Image.choices)
    again = models.BooleanField()
    words = models.CharField(max_length=WORDS, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="survey_rating_of_five"),
            models.CheckConstraint(condition=Q(month__day=1), name="survey_month_by_its_first_day"),
        ]
        indexes = [models.Index(fields=["activity", "month"], name="survey_activity_month")]


class Surveyed(models.Model):
    """A party that has answered: each may do so once. Says nothing of what, or when."""

    wagtail_reference_index_ignore = True

    party = models.OneToOneField("bookings.Party", models.CASCADE, related_name="surveyed", primary_key=True)


class AlreadyAnswered(Refused):
    reason = "already_answered"
    detail = _("この予約の答えは、もう受け取っています。")
    next = _("次の見学やイベントのあとに、また聞かせてください。")


def answer(*, booking, rating: int, before: str, after: str, again: bool, words: str = "") -> None:
    """Keep what a party says of its visit. Raises AlreadyAnswered."""
    grades = booking.party.guests.values_list("grade", flat=True)
    with transaction.atomic():
        _row, first = Surveyed.objects.get_or_create(party=booking.party)
        if not first:
            raise AlreadyAnswered
        SurveyAnswer.objects.create(
            activity_id=booking.slot.activity_id,
            month=local(booking.slot.starts_at).date().replace(day=1),
            group=group_of(grades),
            rating=rating,
            before=before,
            after=after,
            again=again,
            words=words,
        )


def group_of(grades) -> GradeGroup:
    """Whom most of these guests are; those who only came along count where there is nobody else."""
    groups = Counter(_GROUP_OF.get(Grade(grade), GradeGroup.CHILDREN) for grade in grades)
    young = Counter({group: count for group, count in groups.items() if group != GradeGroup.ADULTS})
    return (young or groups or Counter([GradeGroup.ADULTS])).most_common(1)[0][0]


@dataclass(frozen=True)
class Result:
    """What was said of one activity. With fewer than FEWEST answers everything but the activity is None."""

    activity: models.Model
    answers: int | None = None
    rating: float | None = None
    before: int | None = None  # how many thought well of the work before the visit, and after it
    after: int | None = None
    again: int | None = None


def surveyed_activities(activities):
    """The activities of a QuerySet that anybody answered about, each with its figures, those most spoken of first."""
    well = (SurveyAnswer.Image.SKILLED, SurveyAnswer.Image.WISHED)
    return (
        activities.annotate(
            answers=Count("survey_answers"),
            rating=Avg("survey_answers__rating"),
            thought_well=Count("survey_answers", filter=Q(survey_answers__before__in=well)),
            think_well=Count("survey_answers", filter=Q(survey_answers__after__in=well)),
            again=Count("survey_answers", filter=Q(survey_answers__again=True)),
        )
        .filter(answers__gt=0)
        .order_by("-answers", "pk")
    )


def result(activity) -> Result:
    """The figures of one of `surveyed_activities` as staff may see them."""
    if activity.answers < FEWEST:
        return Result(activity)
    return Result(
        activity,
        activity.answers,
        round(activity.rating, 1),
        activity.thought_well,
        activity.think_well,
        activity.again,
    )
