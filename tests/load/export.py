"""Ten thousand attendees as a file, through the desk."""

from accounts.models import User
from accounts.services import demo_user, make_demo_link
from tests.load.booking import Browser
from tests.load.pages import Figure
from tests.load.server import get


def export_figures(server, slug):
    """CPU and memory of the export of event `slug`'s list, as CSV and as XLSX."""
    staff = Browser(server)
    path = f"/sign-in/demo/{make_demo_link(demo_user(User.Role.STAFF))}/"
    staff.send("POST", path, staff.open_form(path))
    return [figure for kind in ("csv", "xlsx") for figure in _export(server, staff, slug, kind)]


def _export(server, staff, slug, kind):
    path = f"/desk/events/{slug}/attendees/export/"
    hidden = staff.open_form(path)
    idle, before = server.worker_mib(), server.cpu_ms()
    server.watch_memory()
    answer = staff.send("POST", path, {"why": "人数の集計", "format": kind} | hidden)
    cost, most = server.cpu_ms() - before, server.watched_mib()
    if answer.status != 200 or len(answer.body) < 100_000:
        raise RuntimeError(f"the export answered {answer.status} with {len(answer.body)} bytes")
    return [
        Figure(f"10,000 attendees as {kind}", cost / 1000, "CPU s", 1.5 if kind == "csv" else None),
        Figure("… memory above idle", most - idle, "MiB", 60 if kind == "csv" else None),
    ]


def memory_figures(server):
    """What the largest worker holds after all of it."""
    get(server.connect(), "/healthz")
    return [Figure("one web worker after use", server.worker_mib(), "MiB", 180)]
