"""The shared cache: Redis where it answers, the database where it does not."""

import logging

import redis
from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger(__name__)


class RedisOrDatabaseCache(DatabaseCache):
    """A cache that survives the loss of Redis: each call falls back to the database table.

    Rate limits then count anew in the other store, which is the smaller harm beside refusing bookings.
    """

    def __init__(self, table, params):
        super().__init__(table, dict(params))
        self.redis = RedisCache(settings.REDIS_URL, {"OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}})

    def _either(self, method, *args, **kwargs):
        try:
            return getattr(self.redis, method)(*args, **kwargs)
        except redis.RedisError:
            log.warning("redis does not answer; the database cache stands in")
            return getattr(super(), method)(*args, **kwargs)

    def add(self, *args, **kwargs):
        return self._either("add", *args, **kwargs)

    def get(self, *args, **kwargs):
        return self._either("get", *args, **kwargs)

    def set(self, *args, **kwargs):
        return self._either("set", *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._either("touch", *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._either("delete", *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._either("has_key", *args, **kwargs)

    def clear(self):
        return self._either("clear")
