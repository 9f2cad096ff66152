import json
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.conf import settings as project
from django.db import connection

from notices import health
from notices.models import Notice
from tests import children

NOW = datetime.fromisoformat("2026-11-21T10:00:00+09:00")
EMPTY = {"waiting": 0, "failed": 0, "oldest_seconds": 0}
ASK = """
import django
django.setup()
from django.test import Client
answer = Client(SERVER_NAME="localhost").get("/healthz")
print(answer.status_code, answer.content.decode())
"""


def use_redis(settings, url):
    settings.REDIS_URL = url
    settings.CACHES = {"default": {"BACKEND": "core.caches.RedisOrDatabaseCache", "LOCATION": "cache_table"}}


@pytest.mark.django_db
def test_healthy_in_embedded_mode(client, settings):
    settings.REDIS_URL = ""
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "outbox": EMPTY, "broker": "none", "version": project.VERSION}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_without_its_broker_it_still_serves(client, settings):
    use_redis(settings, f"redis://127.0.0.1:{children.free_port()}/0")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["broker"]) == (200, "down")


def test_without_its_database_it_does_not(tmp_path):
    """In a process of its own, which finds no database where its settings say."""
    nowhere = {
        "sqlite": "sqlite:////nowhere/at/all.sqlite3",
        "postgresql": f"postgres://nobody@127.0.0.1:{children.free_port()}/none",
    }
    env = children.environment(tmp_path, DATABASE_URL=nowhere[connection.vendor])
    said = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1].split(" ", 1) == [
        "503",
        json.dumps({"database": "down", "outbox": None, "broker": "none", "version": project.VERSION}),
    ]


@pytest.mark.redis
@pytest.mark.django_db
def test_broker_that_answers_is_ok(client, redis_server, settings):
    redis_server.start()
    use_redis(settings, redis_server.url)
    assert client.get("/healthz").json()["broker"] == "ok"


@pytest.mark.django_db
def test_outbox_counts_what_should_have_left(write):
    write(due_at=NOW - timedelta(seconds=90))
    write(due_at=NOW)
    write(due_at=NOW + timedelta(days=1))
    for state in (Notice.State.FAILED, Notice.State.SENT, Notice.State.DROPPED):
        Notice.objects.filter(pk=write(due_at=NOW - timedelta(days=1)).pk).update(state=state)
    assert health.outbox(NOW) == {"waiting": 2, "failed": 1, "oldest_seconds": 90}


@pytest.mark.django_db
def test_one_query_however_full_the_outbox(client, write, django_assert_num_queries, settings):
    settings.REDIS_URL = ""
    for _number in range(3):
        write()
    with django_assert_num_queries(1):
        client.get("/healthz")


@pytest.mark.django_db
def test_only_reading_is_allowed(client):
    assert client.post("/healthz").status_code == 405
