"""A malformed setting stops the program with a sentence that names it, before anything is served."""

import os
import runpy
import subprocess
import sys

import pytest
from django.conf import settings

from core.middleware import QUERY_LIMIT


def start_with(tmp_path, **changed):
    """What `config.settings` says as it is read by a process with these variables: ("", "") if it is content."""
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "SECRET_KEY": "only-for-tests"} | changed
    command = [sys.executable, "-c", "import config.settings"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)
    kind, _colon, sentence = (done.stderr.splitlines() or [""])[-1].partition(": ")
    return kind.rpartition(".")[2], sentence


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set and VAR_DIR/secret_key does not exist (bin/serve makes it)"),
        ("DEBUG", "perhaps", "DEBUG must be on or off"),
        ("DEMO", "2", "DEMO must be on or off"),
        ("BASE_URL", "machikoba.example", "BASE_URL must start with http:// or https://"),
        ("DATABASE_URL", "mysql://db/machikoba", "DATABASE_URL must be sqlite:// or postgres://"),
        ("DATABASE_URL", "machikoba", "DATABASE_URL must be sqlite:// or postgres://"),
        ("REDIS_URL", "http://redis", "REDIS_URL must start with redis://, rediss:// or unix://"),
        ("GEOCODER", "on", "GEOCODER must be empty or start with http:// or https://"),
        ("MAP_TILES", "osm", "MAP_TILES must be gsi_pale or off"),
        (
            "TRUSTED_PROXIES",
            "172.18.0.0/16,proxy",
            "TRUSTED_PROXIES must be networks such as 172.18.0.0/16: 'proxy' does not appear to be an IPv4 or IPv6 network",
        ),
    ],
)
def test_a_malformed_value_is_refused(tmp_path, name, value, sentence):
    assert start_with(tmp_path, **{name: value}) == ("ImproperlyConfigured", sentence)


def test_an_unknown_way_to_send_mail_is_refused(tmp_path):
    kind, sentence = start_with(tmp_path, EMAIL_URL="mail.example")
    assert (kind, sentence[:31]) == ("ImproperlyConfigured", "EMAIL_URL must start with one o")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").touch()
    kind, sentence = start_with(tmp_path, VAR_DIR=str(tmp_path / "file" / "var"))
    assert (kind, sentence[:40]) == ("ImproperlyConfigured", "VAR_DIR must be a folder that can be mad")


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"DEBUG": "True", "DEMO": "1"},
        {"TRUSTED_PROXIES": "172.18.0.0/16, 127.0.0.1,fd00::/8"},
        {"BASE_URL": "https://machikoba.example/", "EMAIL_URL": "smtp+tls://user:secret@mail.example:587"},
        {"DATABASE_URL": "postgres://machikoba@db/machikoba", "REDIS_URL": "redis://redis:6379/0", "MAP_TILES": "off"},
    ],
)
def test_what_can_be_understood_is_taken(tmp_path, changed):
    assert start_with(tmp_path, **changed) == ("", "")


def test_a_query_that_is_too_long_still_reaches_the_sentence_of_the_site():
    taken = runpy.run_path("config/gunicorn.py")["limit_request_line"]
    assert len("GET /en/companies/?  HTTP/1.1\r\n") + QUERY_LIMIT + 100 < taken
