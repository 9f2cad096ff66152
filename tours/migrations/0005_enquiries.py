import django.db.models.deletion
import django.utils.timezone
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0011_modes_and_states"),
        ("tours", "0004_wishes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=40, unique=True)),
                ("key", models.CharField(max_length=80, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "返事待ち"),
                            ("answered", "返事あり"),
                            ("booked", "見学が決定"),
                            ("declined", "お断り"),
                            ("withdrawn", "取り下げ"),
                            ("ended", "返事なしで終了"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("general", "一般"), ("school", "学校の団体"), ("inspection", "視察")],
                        max_length=10,
                        verbose_name="どんな見学か",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="担当者の名前")),
                ("organisation", models.CharField(blank=True, max_length=80, verbose_name="学校・団体の名前")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メールアドレス")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="電話番号"
                    ),
                ),
                ("language", models.CharField(default="ja", max_length=5)),
                ("groups", models.JSONField(default=list, verbose_name="人数")),
                ("people", models.PositiveIntegerField(verbose_name="人数")),
                ("first_day", models.DateField(blank=True, null=True, verbose_name="第1希望")),
                ("second_day", models.DateField(blank=True, null=True, verbose_name="第2希望")),
                ("third_day", models.DateField(blank=True, null=True, verbose_name="第3希望")),
                ("wish", models.CharField(blank=True, max_length=200, verbose_name="日時の希望")),
                ("message", models.TextField(blank=True, max_length=1000, verbose_name="聞きたいこと")),
                ("manners", models.CharField(blank=True, max_length=200)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("waits_since", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="申し込み")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "booking",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="bookings.booking"
                    ),
                ),
                (
                    "tour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="enquiries", to="tours.tour"
                    ),
                ),
            ],
            options={
                "verbose_name": "見学の相談",
                "verbose_name_plural": "見学の相談",
            },
        ),
        migrations.CreateModel(
            name="EnquiryLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "speaker",
                    models.CharField(
                        choices=[("asker", "相談した人"), ("company", "企業"), ("staff", "区の職員")], max_length=10
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "enquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="tours.enquiry"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiry_lines",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["state", "waits_since"], name="enquiry_state_waits"),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", 1), ("people__lte", 200)), name="enquiry_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "booked"), _negated=True), ("confirmed_at__isnull", False), _connector="OR"
                ),
                name="enquiry_proven",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiryline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_at", None), ("starts_at", None)),
                    ("ends_at__gt", models.F("starts_at")),
                    _connector="OR",
                ),
                name="enquiry_line_has_a_time_or_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiryline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("speaker", "staff"), ("user__isnull", False)),
                    models.Q(models.Q(("speaker", "staff"), _negated=True), ("user", None)),
                    _connector="OR",
                ),
                name="enquiry_line_says_which_staff",
            ),
        ),
    ]
