"""Who writes openings and resources in the CMS: those who write closures."""

from django.db import migrations

MODELS = ("opening", "resource")
RIGHTS = {"区の職員": ("view", "add", "change", "delete"), "編集者": ("view",)}


def give_rights(apps, schema_editor):
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    content_type = apps.get_model("contenttypes", "ContentType")
    # Permissions are otherwise made after all migrations have run; by name they may be made before.
    for model in MODELS:
        kind, _ = content_type.objects.get_or_create(app_label="tours", model=model)
        for name, actions in RIGHTS.items():
            for action in actions:
                right, _ = permission.objects.get_or_create(
                    content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
                )
                group.objects.get(name=name).permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0002_front_page"),
        ("tours", "0003_availability"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
