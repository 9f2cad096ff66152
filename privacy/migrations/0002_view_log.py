import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ViewLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=80, verbose_name="何を")),
                ("subject", models.CharField(db_index=True, max_length=80, verbose_name="だれの")),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="日時")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="view_logs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "閲覧の記録",
                "verbose_name_plural": "閲覧の記録",
                "ordering": ["-created_at", "-pk"],
            },
        ),
    ]
