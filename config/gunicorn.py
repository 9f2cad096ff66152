"""How bin/serve and docker/Dockerfile run gunicorn: workers that start after one process has prepared the database.

Starting Django takes 2.5 seconds. One start serves both purposes, so that a second `bin/serve` is ready within five.
"""

import gc
import multiprocessing
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command

wsgi_app = "config.wsgi"
workers = 2  # the image asks for more by --workers
# Threads, because under bin/serve no proxy stands before this server: browsers open connections ahead of need, and each
# of them would hold up a whole sync worker (run: four idle connections, no answer within 45 seconds).
worker_class = "gthread"
threads = 6  # as many connections as a browser opens to one host
preload_app = True
limit_request_line = 8190  # the most there is: a query that is too long is then refused by the site, in a sentence
loglevel = "warning"
control_socket_disable = True
forwarder_headers = ""  # no proxy of ours sets SCRIPT_NAME or PATH_INFO, so whoever does is a stranger
# gunicorn's own lines, as settings.LOGGING has them for the rest: a booking's address holds its secret.
logconfig_dict = {
    "filters": {"hide_tokens": {"()": "core.logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "generic", "filters": ["hide_tokens"]}},
    "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["console"], "propagate": False}},
}


def when_ready(server):
    """Just before the workers are forked: what is loaded stays loaded, so the collector need not walk it (5-10 % of a
    page's CPU), and the workers share its memory."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def on_starting(server):
    """Called when Django is loaded and before anything listens. A fork does the work: no connection, pool or memory
    of it is left to the workers."""
    child = multiprocessing.get_context("fork").Process(target=prepare)
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(child.exitcode)


def prepare():
    try:
        call_command("prepare")
        if settings.DEMO:
            write_demo_links(settings.VAR_DIR / "demo_links.txt")
    except CommandError as error:
        sys.exit(f"\n{error}")


def write_demo_links(path: Path):
    """For bin/serve to show once the server answers; they sign in, so only the file's owner may read them."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        call_command("demo_links", stdout=file)
