"""What import-linter cannot see: foreign keys, migrations and address names go down the same list."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
HEIGHT = {name: len(LAYERS) - position for position, name in enumerate(LAYERS)}
APPS = [name for name in LAYERS if name != "config"]
ADDRESS_NAME = re.compile(r"""(?:reverse|reverse_lazy|redirect)\(\s*["']([a-z_]+):""")


def test_foreign_keys_go_down():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if HEIGHT.get(field.related_model._meta.app_label, 0) > HEIGHT[app]
    ]
    assert upward == []


def test_migrations_depend_downward():
    loader = MigrationLoader(None)
    upward = [
        f"{app}.{name} → {needed}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in HEIGHT
        for needed, *_ in map(tuple, migration.dependencies)
        if HEIGHT.get(needed, 0) > HEIGHT[app]
    ]
    assert upward == []


@pytest.mark.parametrize("app", APPS)
def test_addresses_named_in_python_code_belong_to_this_room_or_a_lower_one(app):
    upward = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / app).rglob("*.py")
        for name in ADDRESS_NAME.findall(path.read_text())
        if HEIGHT.get(name, 0) > HEIGHT[app]
    ]
    assert upward == []


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
