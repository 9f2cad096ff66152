from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bookings", "0007_waiting")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="reply",
            field=models.CharField(blank=True, max_length=200, verbose_name="ことわるときのことば"),
        ),
    ]
