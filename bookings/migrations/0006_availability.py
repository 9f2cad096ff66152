from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0005_states_and_acceptance"),
    ]

    operations = [
        migrations.AddField("activity", "paused_at", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField(
            "activity",
            "pause_reason",
            models.CharField(blank=True, default="", editable=False, max_length=120, verbose_name="お休みの理由"),
            preserve_default=False,
        ),
        migrations.AddField("slot", "joins_until", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField("slot", "busy_from", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField("slot", "busy_until", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField("slot", "called_off_at", models.DateTimeField(blank=True, editable=False, null=True)),
    ]
