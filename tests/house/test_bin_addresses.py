"""Where bin/serve listens and under which names it may be called."""

import socket
import subprocess
import sys

import pytest
from lib import addresses
from lib.project import ROOT

EVERYWHERE = "0.0.0.0"  # noqa: S104 (only asked about; nothing listens there)


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("127.0.0.1", {"127.0.0.1", "localhost", "[::1]"}),
        ("::1", {"127.0.0.1", "localhost", "[::1]"}),
        ("192.0.2.7", {"192.0.2.7"}),
        ("portal.example", {"portal.example"}),
    ],
)
def test_allowed_hosts(host, names):
    assert set(addresses.allowed_hosts(host)) == names


def test_on_a_wildcard_the_machine_answers_to_its_own_name():
    assert socket.gethostname() in addresses.allowed_hosts(EVERYWHERE)


@pytest.mark.parametrize(
    ("host", "port", "url"),
    [
        ("127.0.0.1", 8000, "http://127.0.0.1:8000"),
        ("localhost", 80, "http://localhost"),
        ("::1", 8000, "http://[::1]:8000"),
        (EVERYWHERE, 8000, "http://127.0.0.1:8000"),
        ("::", 8000, "http://127.0.0.1:8000"),
    ],
)
def test_the_address_a_person_is_told(host, port, url):
    assert addresses.url_of(host, port) == url


def test_a_port_in_use_is_said_in_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = subprocess.run(
            [sys.executable, ROOT / "bin" / "serve", "--port", str(port)], capture_output=True, text=True
        )
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == (
        f"Nothing can listen on 127.0.0.1, port {port}: Address already in use.\n"
        "End the program that uses it, or choose another address with --host and --port.\n"
    )


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "８０００", ""])
def test_what_is_no_port_is_refused(port):
    answer = subprocess.run([sys.executable, ROOT / "bin" / "serve", f"--port={port}"], capture_output=True, text=True)
    assert (answer.returncode, answer.stderr.splitlines()[-1]) == (
        2,
        f"serve: error: argument --port: {port!r} is not a port: a whole number from 1 to 65535 is needed",
    )
