import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0008_requests"),
    ]

    operations = [
        migrations.CreateModel(
            name="Surveyed",
            fields=[
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="surveyed",
                        serialize=False,
                        to="bookings.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("children", "小学生まで"),
                            ("junior", "中学生"),
                            ("high", "高校生・高専生"),
                            ("students", "専門学校・大学・大学院"),
                            ("adults", "社会人・保護者・教員"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (5, "とてもよかった"),
                            (4, "よかった"),
                            (3, "ふつう"),
                            (2, "あまりよくなかった"),
                            (1, "よくなかった"),
                        ]
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("hard", "きつい・きたない・あぶない仕事"),
                            ("unknown", "どんな仕事か、よく知らない"),
                            ("skilled", "うでのいい、ものづくりの仕事"),
                            ("wished", "自分もやってみたい仕事"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("hard", "きつい・きたない・あぶない仕事"),
                            ("unknown", "どんな仕事か、よく知らない"),
                            ("skilled", "うでのいい、ものづくりの仕事"),
                            ("wished", "自分もやってみたい仕事"),
                        ],
                        max_length=10,
                    ),
                ),
                ("again", models.BooleanField()),
                ("words", models.CharField(blank=True, max_length=300)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="survey_answers",
                        to="bookings.activity",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["activity", "month"], name="survey_activity_month")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rating__gte", 1), ("rating__lte", 5)), name="survey_rating_of_five"
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="survey_month_by_its_first_day"),
                ],
            },
        ),
    ]
