"""Lighthouse's view of the pages that people come to first: a mid-range phone, a slow connection, nothing cached."""

import json
import os
import subprocess

from tests.load.pages import Figure

PAGES = {
    "front page": "/",
    "list": "/companies/",
    "company": "/companies/soratobu-kujira/",
    "tour": "/tours/hanemushi-neko-bane/",
    "event": "/events/machikoba-fair/",
}
SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
SLOWEST = 2.0  # seconds until the largest part of the first screen stands there
UNSTEADIEST = 0.02
HEAVIEST = {"list": 200}  # KB
VISITS, TRIES = 3, 3
CHROME = "--headless=new --no-sandbox --disable-background-networking --disable-component-update --disable-sync"
NOT_COUNTED = ("Image", "Font")


def look_figures(server):
    """For each page in turn, its figures. bin/bench says in LIGHTHOUSE how to run it, in CHROME_PATH with which browser.

    Of VISITS the one with the median performance: what one of them measures depends on what the machine does besides.
    """
    for name, path in PAGES.items():
        reports = [lighthouse(f"http://127.0.0.1:{server.port}{path}") for _visit in range(VISITS)]
        report = sorted(reports, key=_performance)[VISITS // 2]
        yield [*scores(name, report), *speed(name, report)]


def _performance(report):
    speed = report["audits"]["largest-contentful-paint"]["numericValue"]
    return report["categories"]["performance"]["score"], -speed


def lighthouse(url):
    """The report of one visit, as a dict. Chrome loses the trace of a visit now and then: that one is made again."""
    command = [
        *os.environ["LIGHTHOUSE"].splitlines(), url, "--quiet", "--output=json", "--output-path=stdout",
        f"--only-categories={','.join(SCORES)}", f"--chrome-flags={CHROME}",
    ]  # fmt: skip
    for _visit in range(TRIES):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        report = json.loads(done.stdout) if done.returncode == 0 else None
        if report and report["categories"]["performance"]["score"] is not None:
            return report
    raise RuntimeError(f"Lighthouse of {url} failed:\n{done.stderr}")


def scores(name, report):
    """A figure for each category, 0 to 100; below the target the audits that cost it are named after it."""
    for category, least in SCORES.items():
        found = report["categories"][category]
        figure = Figure(f"{name}: {category}", round(100 * found["score"]), "points", least=least)
        audits = [report["audits"][part["id"]] for part in found["auditRefs"] if part["weight"]]
        lost = [audit["id"] for audit in audits if audit["score"] is not None and audit["score"] < 0.9]
        yield (
            figure
            if not figure.missed
            else Figure(figure.name, figure.value, f"points: {', '.join(lost)}", least=least)
        )


def speed(name, report):
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    loaded = sum(request["transferSize"] for request in requests if request.get("resourceType") not in NOT_COUNTED)
    whole = sum(request["transferSize"] for request in requests)
    return [
        Figure(
            f"{name}: largest contentful paint", audits["largest-contentful-paint"]["numericValue"] / 1000, "s", SLOWEST
        ),
        Figure(f"{name}: layout shift", audits["cumulative-layout-shift"]["numericValue"], "", UNSTEADIEST),
        Figure(f"{name}: first load without pictures and fonts", loaded / 1000, "KB", HEAVIEST.get(name)),
        Figure(f"{name}: first load", whole / 1000, "KB"),
    ]
