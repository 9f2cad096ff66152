"""The stamp of changes, see directory.changes; and the sentences of two constraints."""

from django.db import migrations, models

from directory.changes import install, uninstall


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_initial")]

    operations = [
        migrations.RunPython(install, uninstall),
        migrations.AlterConstraint(
            "company",
            "company_identity_without_number",
            models.UniqueConstraint(
                fields=("name_key", "town", "block"),
                condition=models.Q(("corporate_number__isnull", True)),
                name="company_identity_without_number",
                violation_error_message="同じ場所に同じ名前の企業が、もうあります。",
            ),
        ),
        migrations.AlterConstraint(
            "company",
            "company_point_whole",
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True) | models.Q(lat__isnull=False, lon__isnull=False),
                name="company_point_whole",
                violation_error_message="緯度と経度は、両方書くか、両方空けてください。",
            ),
        ),
    ]
