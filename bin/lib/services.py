"""The database server and the broker that the tests use: the ones that run here, or throwaway ones."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from lib.addresses import free_port, listens, until
from lib.processes import end, run, start
from lib.project import PYTHON, ROOT

STARTS_WITHIN = 30  # seconds
TEST_DATABASE = 15  # of Redis' sixteen, so that nothing of the developer's own is touched


class Services(AbstractContextManager):
    """Servers for one run; those started here end with the block."""

    def __init__(self, log: Path):
        self.log = log
        self.folders: list[Path] = []
        self.children: list[subprocess.Popen] = []

    def __exit__(self, *_error):
        end(*self.children, by=signal.SIGINT)  # PostgreSQL takes SIGTERM as "wait until everybody has left"
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)

    def _folder(self) -> Path:
        """A new folder directly below the system's own, so that another user can be given it."""
        self.folders.append(Path(tempfile.mkdtemp(prefix="machikoba-service-")))
        return self.folders[-1]

    def postgres(self) -> str:
        """The address of a PostgreSQL in which we may make databases; empty when there is none to be had."""
        standing = os.environ.get("DATABASE_URL", "")
        for url in (standing, "postgres://postgres@127.0.0.1:5432/postgres"):
            if url.startswith("postgres") and _lets_us_in(url):
                return url
        programs = _postgres_programs()
        return self._start_postgres(programs) if programs else ""

    def _start_postgres(self, programs: Path) -> str:
        data, port = self._folder(), free_port()
        prefix = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root; its package made a user for it
            shutil.chown(data, "postgres")
            prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        locale = ["--encoding=UTF8", "--locale-provider=icu", "--icu-locale=ja-JP"]
        run([*prefix, programs / "initdb", "--auth=trust", "--username=postgres", *locale, "-D", data], log=self.log)
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]
        self.children.append(start([*prefix, programs / "postgres", "-D", data, "-p", port, *options], log=self.log))
        url = f"postgres://postgres@127.0.0.1:{port}/postgres"
        return url if until(lambda: _lets_us_in(url), STARTS_WITHIN) else ""

    def redis(self) -> str:
        """The address of a Redis; empty when there is none to be had."""
        if standing := os.environ.get("REDIS_URL"):
            return standing
        if _says_pong(6379):
            return f"redis://127.0.0.1:6379/{TEST_DATABASE}"
        program = shutil.which("redis-server")
        return self._start_redis(program) if program else ""

    def _start_redis(self, program: str) -> str:
        port = free_port()
        options = ["--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", self._folder()]
        self.children.append(start([program, *options], log=self.log))
        return f"redis://127.0.0.1:{port}/{TEST_DATABASE}" if until(lambda: _says_pong(port), STARTS_WITHIN) else ""


def _postgres_programs() -> Path | None:
    """The folder of initdb and postgres; Debian keeps one a version, outside PATH."""
    found = shutil.which("postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    candidates = [*reversed(folders), *([Path(found).resolve().parent] if found else [])]
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


def drop_test_database(url: str, folder: Path) -> None:
    """Remove what a run that was cut off while building its tables leaves; settings.py names it after VAR_DIR."""
    name = "test_machikoba_" + "".join(letter for letter in folder.name.lower() if letter.isalnum())
    code = (
        "import sys, psycopg; from psycopg.sql import SQL, Identifier\n"
        "with psycopg.connect(sys.argv[1], autocommit=True) as connection:\n"
        "    connection.execute(SQL('DROP DATABASE IF EXISTS {} WITH (FORCE)').format(Identifier(sys.argv[2])))"
    )
    subprocess.run([PYTHON, "-c", code, url, name], stderr=subprocess.DEVNULL)


def _lets_us_in(url: str) -> bool:
    code = "import sys, psycopg; psycopg.connect(sys.argv[1], connect_timeout=3).close()"
    return subprocess.run([PYTHON, "-c", code, url], cwd=ROOT, stderr=subprocess.DEVNULL).returncode == 0


def _says_pong(port: int) -> bool:
    if not listens(port):
        return False
    with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
        connection.sendall(b"PING\r\n")
        return connection.recv(16).startswith(b"+PONG")
