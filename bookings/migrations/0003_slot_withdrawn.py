from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bookings", "0002_party_pins_sent")]

    operations = [
        migrations.AddField(
            model_name="slot",
            name="withdrawn",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
