from django.db import migrations, models


class Migration(migrations.Migration):
    """Lines of an import say themselves that something of them became a proposal."""

    dependencies = [("directory", "0005_changed_companies")]

    operations = [migrations.AddField("importline", "proposed", models.BooleanField(default=False))]
