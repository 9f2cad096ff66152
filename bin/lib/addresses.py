"""The address the server listens on: is it free, under which names is it reached, does it answer."""

import ipaddress
import socket
import time
import urllib.error
import urllib.request

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


def is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def is_wildcard(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_unspecified


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def bracketed(host: str) -> str:
    """An IPv6 address stands in brackets inside a URL."""
    return f"[{host}]" if ":" in host else host


def url_of(host: str, port: int) -> str:
    """Where a person on this machine finds the server."""
    shown = "127.0.0.1" if is_wildcard(host) else bracketed(host)
    return f"http://{shown}" if port == 80 else f"http://{shown}:{port}"


def allowed_hosts(host: str) -> list[str]:
    """The names a request may be addressed to: with a wildcard every name and address of this machine."""
    if not is_wildcard(host):
        return [*LOOPBACK, bracketed(host)] if is_loopback(host) else [bracketed(host)]
    name = socket.gethostname()
    try:
        found = {bracketed(str(row[4][0])) for row in socket.getaddrinfo(name, None)}
    except OSError:
        found = set()
    return [*LOOPBACK, name, socket.getfqdn(), *sorted(found)]


def why_not(host: str, port: int) -> str:
    """The reason why nothing can listen there, or an empty string."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def answers(url: str, *, host: str) -> bool:
    """Whether `url`, an address of our own asked for as `host`, says 200 within two seconds; never through a proxy."""
    request = urllib.request.Request(url, headers={"Host": host})  # noqa: S310 (always http://)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int) -> bool:
    """Whether something accepts connections on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(condition, seconds: float) -> bool:
    """Ask `condition` often until it holds or the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False
