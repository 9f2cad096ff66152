"""Documents are numbered by what they are of, and say in which zone a gram stands. Nothing old can be kept:
`manage.py prepare` (bin/serve runs it) and `manage.py rebuild_search` write the index anew."""

from django.db import migrations, models

from search.full_text import install, uninstall


class Migration(migrations.Migration):
    dependencies = [("search", "0002_grams")]

    operations = [
        migrations.RunPython(uninstall, install),
        migrations.DeleteModel("SearchDocument"),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("title", models.TextField()),
                ("keywords", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("terms", models.TextField(blank=True)),
                ("grams", models.TextField()),
            ],
            options={"db_table": "search_document"},
        ),
        migrations.RunPython(install, uninstall),
    ]
