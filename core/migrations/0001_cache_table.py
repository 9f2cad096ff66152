"""The table of the database cache: core has no models, but its cache needs a place in every installation."""

from django.core.management import call_command
from django.db import migrations


def create(_apps, schema_editor):
    call_command("createcachetable", "cache_table", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
