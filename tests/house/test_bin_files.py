"""What bin/serve writes is for nobody else on the machine: bookings, mails, the key that signs sessions."""

import contextlib
import os
import signal
import subprocess
import sys

from django.conf import settings

from tests.children import free_port
from tests.waiting import until


@contextlib.contextmanager
def serving(var_dir):
    """bin/serve on an empty database, started where the shell lets everybody read what it makes."""
    given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    child = subprocess.Popen(
        [sys.executable, "bin/serve", "--port", str(free_port())],
        cwd=settings.BASE_DIR,
        env=given | {"VAR_DIR": str(var_dir), "DEMO": "off"},
        stdout=subprocess.DEVNULL,
        umask=0o022,
    )
    try:
        yield child
    finally:
        child.send_signal(signal.SIGINT)
        child.wait()


def test_nobody_else_reads_what_the_program_keeps(tmp_path):
    with serving(tmp_path) as child:
        until(lambda: child.poll() is not None or (tmp_path / "machikoba.sqlite3-wal").exists())
        for_others = [path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077]
        kept = {path.name for path in tmp_path.iterdir()}
    assert for_others == []
    assert kept >= {"secret_key", "machikoba.sqlite3", "static"}
