from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bookings", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="party",
            name="pins_sent",
            field=models.PositiveSmallIntegerField(default=1),
        ),
    ]
