"""The map on a slow phone: Chromium at a quarter of its speed, 360×740, every company on the map.

Times depend on what else the machine does: the least of ROUNDS is told.
"""

import os

from playwright.sync_api import sync_playwright

from tests.load.pages import WARM_UP, Figure
from tests.load.server import get

GEOJSON = "/api/v1/companies.geojson"
PHONE = {"width": 360, "height": 740}
SLOWER = 4  # a mid-range phone against this machine
ROUNDS = 3
WATCH = """
    window.told = {tasks: [], first: null};
    new PerformanceObserver(function (list) {
        list.getEntries().forEach((entry) => told.tasks.push([entry.startTime + entry.duration, entry.duration]));
    }).observe({type: "longtask", buffered: true});
    new MutationObserver(function (_changes, observer) {
        if (!document.querySelector(".mark--many, .mark--some, .mark--few")) return;
        told.first = performance.now();
        observer.disconnect();
    }).observe(document, {childList: true, subtree: true});
"""
LONGEST = (
    "() => [performance.now(), Math.max(0, ...told.tasks.filter(([end]) => end > told.from).map((task) => task[1]))]"
)


def map_figures(server):
    """The data's size and price, and what somebody who uses the map on a slow phone waits for."""
    answer = get(server.connect(), GEOJSON, {"Accept-Encoding": "gzip"})
    figures = [Figure("points of all companies, gzipped", len(answer.body) / 1000, "kB", 60)]
    figures.append(Figure("the same points asked for again by ETag", _revalidating(server, answer), "CPU ms", 2))
    return figures + phone_figures(f"http://127.0.0.1:{server.port}")


def _revalidating(server, first, rounds=120):
    """Mean CPU in ms of being told that nothing has changed."""
    for number in range(WARM_UP + rounds):
        if number == WARM_UP:  # every worker has read its index by now
            before = server.cpu_ms()
        if get(server.connect(), GEOJSON, {"If-None-Match": first.headers["ETag"]}).status != 304:
            raise RuntimeError("the points were sent again")
    return (server.cpu_ms() - before) / rounds


def phone_figures(url):
    """First clusters in seconds, and for each thing one does the longest task in milliseconds."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        rounds = [_one_visit(chromium, url) for _ in range(ROUNDS)]
        chromium.close()
    least = {name: min(told[name] for told in rounds) for name in rounds[0]}
    first = Figure("slow phone: first clusters after navigation", least.pop("first") / 1000, "s", 2.5)
    return [first] + [Figure(f"slow phone: longest task, {name}", value, "ms", 200) for name, value in least.items()]


def _one_visit(chromium, url):
    context = chromium.new_context(viewport=PHONE, has_touch=True, locale="ja-JP")
    page = context.new_page()
    page.add_init_script(WATCH)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{url}/companies/#map=12/35.565/139.720", wait_until="load")
    page.evaluate("told.from = performance.timing.loadEventStart - performance.timeOrigin")
    page.locator(".mark--many, .mark--some, .mark--few").first.wait_for(timeout=60_000)
    told = {"first": page.evaluate("told.first"), "points arriving": _longest(page)}
    for name, step in STEPS.items():
        step(page)
        told[name] = _longest(page)
    context.close()
    return told


def _longest(page):
    """The longest task since the last call, once the page has been quiet for a while."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_500)
    page.evaluate("told.from = told.from || 0")
    now, longest = page.evaluate(LONGEST)
    page.evaluate("now => { told.from = now; }", now)
    return longest


def _pan(page):
    box = page.locator(".map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x - 12 * step, y - 8 * step)
    page.mouse.up()


def _zoom(page, button, times=4):
    for _ in range(times):
        page.locator(button).click()
        page.wait_for_timeout(700)


def _choose(page):
    page.locator("[name=field]").nth(1).evaluate("box => box.click()")


STEPS = {
    "dragging": _pan,
    "zooming in": lambda page: _zoom(page, ".leaflet-control-zoom-in"),
    "zooming out": lambda page: _zoom(page, ".leaflet-control-zoom-out", 5),
    "another filter": _choose,
    "no filter again": _choose,
}
