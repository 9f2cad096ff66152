"""CPU of the pages, each beside the floor page measured in the same run."""

from dataclasses import dataclass
from urllib.parse import quote

from tests.load.server import get

ROUNDS = 120
WARM_UP = 12


@dataclass
class Figure:
    """One line of the report; `target` is the most `value` may be, `least` the least; None where it is only told."""

    name: str
    value: float
    unit: str
    target: float | None = None
    least: float | None = None

    @property
    def missed(self):
        too_much = self.target is not None and self.value > self.target
        return too_much or (self.least is not None and self.value < self.least)

    def __str__(self):
        bounds = {"≤": self.target, "≥": self.least}
        told = [f"target {sign} {bound:g}" for sign, bound in bounds.items() if bound is not None]
        target = f"   ({told[0]}{'  MISSED' if self.missed else ''})" if told else ""
        return f"  {self.name:<58} {self.value:>9.2f} {self.unit}{target}"


def cpu_per_request(server, paths, rounds=ROUNDS):
    """Mean CPU in ms of one GET, taken over `rounds` requests that go through `paths` in turn."""
    for number in range(WARM_UP):
        _ok(server, paths[number % len(paths)])
    before = server.cpu_ms()
    for number in range(rounds):
        _ok(server, paths[number % len(paths)])
    return (server.cpu_ms() - before) / rounds


def page_figures(server, *, company_slugs, tour_slug, event_slug):
    """The pages' CPU and their ratio to the floor page (24 rows, one query)."""
    floor = cpu_per_request(server, ["/floor/"])
    pages = {
        "list page": (["/companies/"], 3),
        "list page, filtered by field": (["/companies/?field=medical", "/companies/?field=robotics"], None),
        "list page, searched": ([f"/companies/?q={quote('精密')}"], None),
        "company page": ([f"/companies/{slug}/" for slug in company_slugs], 2.5),
        "tour page": ([f"/tours/{tour_slug}/"], None),
        "event page": ([f"/events/{event_slug}/"], None),
        "front page": (["/"], None),
    }
    figures = [Figure("floor page (24 rows, one query)", floor, "CPU ms")]
    for name, (paths, target) in pages.items():
        cost = cpu_per_request(server, paths)
        figures += [Figure(name, cost, "CPU ms"), Figure(f"{name} : floor", cost / floor, "×", target)]
    return figures


def _ok(server, path):
    answer = get(server.connect(), path)
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
