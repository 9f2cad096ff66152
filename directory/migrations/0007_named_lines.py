from django.db import migrations, models


class Migration(migrations.Migration):
    """Lines of an import say whom they name where no company does, and that an earlier line named it already."""

    dependencies = [("directory", "0006_proposed")]

    operations = [
        migrations.AddField("importline", "name", models.CharField(max_length=120, blank=True, default="")),
        migrations.AddField("importline", "address", models.CharField(max_length=200, blank=True, default="")),
        migrations.AddField("importline", "repeated", models.BooleanField(default=False)),
    ]
