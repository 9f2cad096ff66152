"""A gunicorn like production's, and the CPU that all server processes spend, the database's included."""

import http.client
import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """A running server: `port`, and the processes whose CPU and memory count."""

    port: int
    process: psutil.Process
    database_processes: bool  # whether PostgreSQL's processes belong to the bill

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def workers(self):
        return self.process.children()

    def cpu_ms(self):
        """user + system time of all server processes so far, in milliseconds; ended children are counted too."""
        processes = [self.process, *self.workers()]
        if self.database_processes:
            processes += [p for p in psutil.process_iter(["name"]) if p.info["name"] == "postgres"]
        return 1000 * sum(_cpu_seconds(process) for process in processes)

    def worker_mib(self):
        """Resident memory of the largest worker, in MiB."""
        return max(worker.memory_info().rss for worker in self.workers()) / 2**20

    def watch_memory(self):
        """Begin to note the largest worker's memory, ten times a second, until `watched_mib`."""
        self._stop, self._most = threading.Event(), self.worker_mib()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def _watch(self):
        while not self._stop.wait(0.1):
            self._most = max(self._most, self.worker_mib())

    def watched_mib(self):
        self._stop.set()
        self._watcher.join()
        return max(self._most, self.worker_mib())


def _cpu_seconds(process):
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0
    return times.user + times.system + times.children_user + times.children_system


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(environment, *, workers=2):
    """Start gunicorn as bin/serve does; yields a Server; ends every process at the end."""
    port = free_port()
    arguments = [
        sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--bind", f"127.0.0.1:{port}",
        "--workers", str(workers),
    ]  # fmt: skip
    child = subprocess.Popen(arguments, cwd=ROOT, env={**os.environ, "MALLOC_ARENA_MAX": "2", **environment})
    server = Server(port, psutil.Process(child.pid), environment["DATABASE_URL"].startswith("postgres"))
    try:
        until(lambda: answers(server), 60)
        yield server
    finally:
        child.terminate()
        child.wait(20)


def answers(server):
    try:
        return get(server.connect(), "/healthz").status == 200
    except OSError:
        return False


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode()


def request(connection, method, path, body=None, headers=None):
    """One exchange; sync workers close the connection after it, so each request opens its own."""
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read())
    connection.close()
    return answer


def get(connection, path, headers=None):
    return request(connection, "GET", path, headers=headers)
