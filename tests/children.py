"""Real processes of this project, on the test database, for tests of what dies and comes back."""

import contextlib
import os
import signal
import socket
import subprocess
import sys

import redis
from django.conf import settings
from django.db import connection

from tests.waiting import until


def database_url():
    """The address of the database this test runs on."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    user = f"{found['USER']}:{found['PASSWORD']}".rstrip(":")
    return f"postgres://{user}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


def environment(var_dir, **settings_):
    """What a process needs to work on the same database, writing its files to `var_dir`."""
    own = {"DATABASE_URL": database_url(), "VAR_DIR": str(var_dir), "SECRET_KEY": settings.SECRET_KEY, "REDIS_URL": ""}
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1"} | settings_


@contextlib.contextmanager
def running(*command, env=None, log):
    """`python *command` until the block ends; its output goes to the file `log`. Its whole group ends with it."""
    with log.open("ab") as output:
        child = subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        kill(child)


def kill(child):
    """kill -9, for the child and all it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class RedisServer:
    """A throwaway Redis on one port, started and stopped as often as a test likes. It keeps nothing over a stop."""

    def __init__(self, folder):
        self.port, self.folder, self.child = free_port(), folder, None
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        options = ["--port", str(self.port), "--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        self.child = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        until(self.answers)

    def stop(self):
        if self.child:
            self.child.kill()
            self.child.wait()

    def answers(self):
        try:
            return redis.Redis(port=self.port).ping()
        except redis.RedisError:
            return False
