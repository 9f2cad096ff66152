"""The grams of a document and the index over them, see search.full_text."""

from django.db import migrations, models

from search.full_text import install, uninstall


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField(
            "searchdocument", "grams", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.RunPython(install, uninstall),
    ]
