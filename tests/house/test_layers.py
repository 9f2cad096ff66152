"""What import-linter cannot see: foreign keys, migrations, and what templates and code name as text."""

import re

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.house import upward
from tests.house.upward import APPS, HEIGHT, LAYERS, ROOT


def test_foreign_keys_go_down():
    found = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if HEIGHT.get(field.related_model._meta.app_label, 0) > HEIGHT[app]
    ]
    assert found == []


def test_migrations_depend_downward():
    loader = MigrationLoader(None)
    found = [
        f"{app}.{name} → {needed}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in HEIGHT
        for needed, *_ in map(tuple, migration.dependencies)
        if HEIGHT.get(needed, 0) > HEIGHT[app]
    ]
    assert found == []


def test_what_looks_upward_in_templates_and_code_is_what_the_architecture_lists():
    assert sorted({*upward.in_templates(), *upward.in_code()}) == sorted(upward.on_purpose())


def test_core_holds_no_models():
    assert list(apps.get_app_config("core").get_models()) == []


def test_no_python_file_is_longer_than_400_lines():
    files = [path for app in [*LAYERS, "tests", "bin"] for path in (ROOT / app).rglob("*.py")]
    long = [str(path.relative_to(ROOT)) for path in files if len(path.read_text().splitlines()) > 400]
    assert long == []


def test_templates_carry_no_inline_script_style_or_handler():
    inline = re.compile(r"""<script>|<style>| style=["']| on[a-z]+=["']""")
    found = [
        str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html") if inline.search(path.read_text())
    ]
    # HTML mails need inline styles: no mail program reads a stylesheet.
    assert [name for name in found if not name.startswith("templates/mail/")] == []
