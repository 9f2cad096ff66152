"""The shared cache: Redis where it answers, the database where it does not."""

import logging
from time import monotonic

import redis
from django.conf import settings
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

PATIENCE = 0.5  # seconds for Redis to answer
REST = 5.0  # seconds in which a Redis that did not answer is not asked again


class BoundedRedisCache(RedisCache):
    """Django's, but `clear` deletes the cache's own keys alone: Celery's queue stands in the same database."""

    def clear(self):
        client = self._cache.get_client(write=True)
        keys = list(client.scan_iter(match=f"{self.key_prefix}:*", count=1000))
        return bool(keys and client.delete(*keys))

    def ping(self):
        return self._cache.get_client().ping()

    def get_many(self, keys, version=None):
        return super().get_many(keys, version) if keys else {}  # MGET of nothing is an error


class RedisOrDatabaseCache(BaseCache):
    """A cache that survives the loss of Redis: what Redis does not answer, the table `table` does.

    Rate limits then count anew in the other store, which is the smaller harm beside refusing bookings. What was
    deleted from Redis may still stand in the table from an earlier outage, until its time is over.
    """

    _asked_again_at = 0.0  # by the monotonic clock; shared by all threads of the process

    def __init__(self, table, params):
        params = {"KEY_PREFIX": "cache"} | params
        super().__init__(params)
        self.database = DatabaseCache(table, params)
        waits = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
        self.redis = BoundedRedisCache(settings.REDIS_URL, params | {"OPTIONS": waits})

    def redis_answers(self) -> bool:
        """Whether Redis answers at this moment; known within PATIENCE."""
        try:
            return self.redis.ping()
        except redis.RedisError:
            return False

    def _ask(self, method, *args, **kwargs):
        cls = type(self)
        if monotonic() >= cls._asked_again_at:
            try:
                return getattr(self.redis, method)(*args, **kwargs)
            except redis.RedisError as error:
                cls._asked_again_at = monotonic() + REST
                log.warning("redis: %s; the database cache stands in", type(error).__name__)
        return getattr(self.database, method)(*args, **kwargs)

    def add(self, *args, **kwargs):
        return self._ask("add", *args, **kwargs)

    def get(self, *args, **kwargs):
        return self._ask("get", *args, **kwargs)

    def set(self, *args, **kwargs):
        return self._ask("set", *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._ask("touch", *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._ask("delete", *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._ask("get_many", *args, **kwargs)

    def set_many(self, *args, **kwargs):
        return self._ask("set_many", *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._ask("delete_many", *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._ask("has_key", *args, **kwargs)

    def incr(self, *args, **kwargs):
        return self._ask("incr", *args, **kwargs)

    def clear(self):
        return self._ask("clear")
