import contextlib
import sqlite3
import subprocess
import sys

import pytest
import redis
from django.conf import settings as project
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.db import DatabaseCache

from core.caches import RedisOrDatabaseCache
from tests.children import environment, free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_redis(settings, monkeypatch):
    """The cache of an installation whose Redis is gone."""
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    return fresh(monkeypatch)


def fresh(monkeypatch):
    monkeypatch.setattr(RedisOrDatabaseCache, "_asked_again_at", 0.0)
    cache = RedisOrDatabaseCache("cache_table", {})
    cache.clear()
    return cache


def use_everything(cache):
    """Every public operation once, with what it answers."""
    yield cache.add("a", 1), cache.add("a", 2), cache.get("a")
    yield cache.set("b", {"text": "あ"}), cache.get("b"), cache.get("none", "default")
    yield cache.incr("a", 4), cache.decr("a"), cache.get("a")
    yield cache.set_many({"c": 1, "d": 2}), cache.get_many(["c", "d", "none"]), cache.get_many([])
    yield cache.delete_many(["c", "d"]), cache.has_key("c"), "b" in cache
    yield cache.touch("b", 60), cache.touch("none", 60)
    yield cache.get_or_set("e", lambda: 5), cache.get_or_set("e", 6)
    yield cache.incr_version("e"), cache.get("e"), cache.get("e", version=2)
    yield cache.delete("b"), cache.delete("b")
    cache.clear()
    yield cache.get("a")


ANSWERS = [
    (True, False, 1),
    (None, {"text": "あ"}, "default"),
    (5, 4, 4),
    ([], {"c": 1, "d": 2}, {}),
    (None, False, True),
    (True, False),
    (5, 5),
    (2, None, 5),
    (True, False),
    None,
]


def test_without_redis_everything_works(without_redis):
    assert list(use_everything(without_redis)) == ANSWERS


def test_unknown_key_cannot_be_counted_up(without_redis):
    with pytest.raises(ValueError, match="not found"):
        without_redis.incr("none")


def test_silent_redis_is_not_asked_at_every_call(without_redis, monkeypatch, caplog):
    monkeypatch.setattr(RedisOrDatabaseCache, "_asked_again_at", 0.0)
    without_redis.get("a")
    without_redis.get("b")
    assert [record.getMessage() for record in caplog.records if record.name == "core.caches"] == [
        "redis: ConnectionError; the database cache stands in"
    ]


def test_every_operation_of_a_cache_is_asked_of_redis():
    """Django's database cache defines what there is; the rest of BaseCache is built of it."""
    own = {
        name for name in vars(DatabaseCache) if not name.startswith("_") and callable(getattr(BaseCache, name, None))
    }
    assert own | {"incr", "set_many", "delete_many"} <= set(vars(RedisOrDatabaseCache)) | {"get_backend_timeout"}


@pytest.mark.redis
def test_with_redis_everything_works(redis_server, settings, monkeypatch):
    settings.REDIS_URL = redis_server.url
    redis_server.start()
    cache = fresh(monkeypatch)
    assert list(use_everything(cache)) == ANSWERS
    assert cache.database.get("a") is None


@pytest.mark.redis
def test_clearing_the_cache_leaves_the_queue_alone(redis_server, settings, monkeypatch):
    settings.REDIS_URL = redis_server.url
    redis_server.start()
    queue = redis.Redis.from_url(redis_server.url)
    queue.lpush("celery", "task")
    cache = fresh(monkeypatch)
    cache.set("a", 1)
    cache.clear()
    assert (queue.keys(), cache.get("a")) == ([b"celery"], None)


@pytest.mark.redis
def test_redis_that_comes_back_is_used_again(redis_server, settings, monkeypatch):
    settings.REDIS_URL = redis_server.url
    redis_server.start()
    cache = fresh(monkeypatch)
    cache.set("a", "in redis")
    redis_server.stop()
    assert cache.get("a") is None
    cache.set("a", "in the database")
    redis_server.start()
    assert cache.get("a") == "in the database"  # not asked again so soon
    monkeypatch.setattr(RedisOrDatabaseCache, "_asked_again_at", 0.0)
    assert cache.get("a") is None
    cache.set("a", "in redis again")
    assert (cache.get("a"), cache.database.get("a")) == ("in redis again", "in the database")


def test_migrating_an_empty_database_makes_the_table(tmp_path):
    """Whether Redis is set or not: the first outage must not be the first time somebody misses it."""
    path = tmp_path / "empty.sqlite3"
    env = environment(tmp_path, DATABASE_URL=f"sqlite:///{path}")
    command = [sys.executable, "manage.py", "migrate", "core", "--skip-checks", "--verbosity", "0"]
    subprocess.run(command, cwd=project.BASE_DIR, env=env, check=True)
    with contextlib.closing(sqlite3.connect(path)) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(cache_table)")]
    assert columns == ["cache_key", "value", "expires"]
