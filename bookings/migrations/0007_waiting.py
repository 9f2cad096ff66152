import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0006_availability"),
    ]

    operations = [
        migrations.CreateModel(
            name="Wait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("least", models.PositiveIntegerField()),
                ("queued_at", models.DateTimeField(blank=True, null=True)),
                ("offers", models.PositiveIntegerField(default=0)),
                ("unanswered", models.PositiveSmallIntegerField(default=0)),
                ("declined", models.BooleanField(default=False)),
                ("passed_seats", models.PositiveIntegerField(blank=True, null=True)),
                ("passed_free", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wait", to="bookings.booking"
                    ),
                ),
            ],
            options={
                "verbose_name": "キャンセル待ち",
                "verbose_name_plural": "キャンセル待ち",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("least__gte", 1)), name="wait_at_least_one")
                ],
            },
        ),
    ]
