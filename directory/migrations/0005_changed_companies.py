from django.db import migrations

from directory.changes import install


class Migration(migrations.Migration):
    """The triggers say which company changed."""

    dependencies = [("directory", "0004_records")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
