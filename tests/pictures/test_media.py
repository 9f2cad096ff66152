"""What people upload can be looked at, and runs nothing in our name."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("a.jpg", "a.PNG", "a.webp", "a.svg", "a.html", "a.pdf", "a"):
        (tmp_path / name).write_bytes(SCRIPT)


@pytest.mark.parametrize("name", ["a.jpg", "a.PNG", "a.webp"])
def test_pictures_are_shown(client, name):
    answer = client.get(f"/media/{name}")
    assert (answer.status_code, answer.headers["Content-Disposition"]) == (200, f'inline; filename="{name}"')


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.pdf", "a"])
def test_all_else_is_downloaded(client, name):
    answer = client.get(f"/media/{name}")
    assert (answer.status_code, answer.headers["Content-Disposition"]) == (200, "attachment")


@pytest.mark.parametrize("name", ["a.jpg", "a.svg", "a.html"])
def test_nothing_of_it_runs_or_is_taken_for_something_else(client, name):
    headers = client.get(f"/media/{name}").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["%2e%2e/secret_key", "a/%2e%2e/%2e%2e/secret_key", "%2e%2e%2f%2e%2e/etc/passwd", "none.jpg"]
)
@pytest.mark.django_db
def test_what_lies_elsewhere_is_not_there_and_alarms_nobody(client, settings, caplog, path):
    (settings.MEDIA_ROOT.parent / "secret_key").touch()
    assert client.get(f"/media/{path}").status_code == 404
    assert [record for record in caplog.records if record.levelname == "ERROR" or record.exc_info] == []


def test_nginx_says_the_same():
    written = (Path(settings.BASE_DIR) / "docker" / "nginx.conf").read_text()
    [block] = re.findall(r"location /media/ \{(.*?)\}", written, re.DOTALL)
    headers = dict(re.findall(r"add_header (\S+) (.+);", block))
    assert headers == {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "\"default-src 'none'; sandbox\"",
        "Content-Disposition": "$disposition",
    }


def test_the_cms_takes_no_files_but_pictures(editor):
    assert not apps.is_installed("wagtail.documents")
    assert editor.get("/cms/documents/").status_code == 404
