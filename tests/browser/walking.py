"""A walk over every page of tests/browser/pages.py, once at a desk and once on a phone, noting all that is wrong."""

import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import unquote, urlsplit

from tests.browser import looking
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import PAGES, SIGN_IN, Page
from tests.load.server import running

AS_IT_BEGINS = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none", "media": "screen"}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000"
    "01f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
TILES = "cyberjapandata.gsi.go.jp"


@dataclass
class Seen:
    """What became of one page: its faults by check, the hosts it asked for what, what it left in the browser."""

    page: Page
    faults: dict[str, list[str]] = field(default_factory=dict)
    outside: set[tuple[str, str]] = field(default_factory=set)  # (host, kind of resource)
    stored: set[str] = field(default_factory=set)  # keys of localStorage and sessionStorage
    media: int = 0  # elements that play sound or moving pictures

    def note(self, check, faults):
        if check not in self.page.beyond:
            ours = [fault for fault in faults if f"{check}:{fault.partition(':')[0]}" not in self.page.beyond]
            self.faults[check] = list(dict.fromkeys([*self.faults.get(check, []), *ours]))


@contextmanager
def own_site(site, folder):
    """The running site once more, with tiles, on a copy of its database that nobody else sees; gives address and settings."""
    (folder / "static").symlink_to(site.folder / "static")
    shutil.copy(site.folder / "secret_key", folder)
    with (
        sqlite3.connect(site.folder / "machikoba.sqlite3") as there,
        sqlite3.connect(folder / "machikoba.sqlite3") as here,
    ):
        there.backup(here)
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{folder}/machikoba.sqlite3",
        "SECRET_KEY": (folder / "secret_key").read_text(),
        "VAR_DIR": str(folder),
        "DEMO": "true",
        "MAP_TILES": "gsi_pale",
        "REDIS_URL": "",
    }
    with running(environment, workers=1) as server:
        yield f"http://127.0.0.1:{server.port}", environment


class Walk:
    """`seen` has an entry for each page in order; `cookies` {name: [expiry]}, `criteria` and `versions` are known at its end."""

    def __init__(self, chromium, url, known):
        self.chromium, self.url, self.known = chromium, url, known
        self.contexts = {}
        self.templates = set()  # of which one page was looked at
        self.seen, self.cookies, self.criteria = [], {}, {}
        self.versions = {"Chromium": chromium.version}

    def go(self):
        """The pages of one's own account first: they ask again five minutes after somebody has signed in."""
        seen = {page: self.see(page) for page in sorted(PAGES, key=lambda page: page not in SIGN_IN)}
        self.seen = [seen[page] for page in PAGES]
        for context in self.contexts.values():
            for cookie in context.cookies():
                self.cookies.setdefault(cookie["name"], []).append(cookie["expires"])
            context.close()
        return self

    def see(self, page: Page) -> Seen:
        seen, again = Seen(page), page.template in self.templates
        self.templates.add(page.template)
        window = self.window(page.who)
        listener = Listener(window, self.url, seen)
        try:
            if answer := self.open(window, page, DESKTOP):
                seen.note("quiet", [answer])
                return seen
            self.look(window, seen, partial(looking.at_a_desk, again=again))
            if page.sheets:
                seen.note("print", looking.on_paper(window, page.sheets))
            window.set_viewport_size(PHONE)
            if not page.act:
                self.open(window, page, PHONE)
            self.look(window, seen, partial(looking.on_a_phone, again=again))
        except Exception as error:  # whatever it is, the page is not what the table says; the others are looked at, too
            seen.note("quiet", [f"{type(error).__name__}: {str(error).splitlines()[0]}"])
        finally:
            window.close()
            seen.note("quiet", [text for text in listener.complaints if f"status of {page.status}" not in text])
            seen.note("outside", [f"{host}: {kind}" for host, kind in sorted(seen.outside) if host != TILES])
        return seen

    def window(self, who):
        """A new window of somebody's; everybody keeps their cookies from page to page."""
        if who not in self.contexts:
            self.contexts[who] = context = self.chromium.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
            context.set_default_timeout(15_000)
            if who in self.known:
                context.add_cookies([{"name": "sessionid", "value": self.known[who], "url": self.url}])
        return self.contexts[who].new_page()

    def open(self, window, page, viewport):
        """Lead the window to the page. Returns what is wrong with the answer, or an empty text."""
        window.set_viewport_size(viewport)
        window.emulate_media(**AS_IT_BEGINS)
        address = self.url + page.address.format(**self.known)
        if page.made:
            body = page.made()
            window.route(address, lambda route: route.fulfill(status=page.status, body=body, content_type="text/html"))
        answers = []
        window.on("response", lambda answer: answers.append(answer) if answer.request.is_navigation_request() else None)
        window.goto(address)
        if page.act:
            page.act(window)
            window.wait_for_load_state()
        if window.locator("[data-geojson], .map").count():
            window.wait_for_load_state("networkidle")
        if answers[-1].status != page.status:
            return f"answered {answers[-1].status} instead of {page.status}"
        there = unquote(window.url)
        return f"led on to {there}" if not page.act and there != address else ""

    def look(self, window, seen, how):
        looking.prepare(window)
        self.criteria = self.criteria or looking.criteria(window)
        self.versions["axe-core"] = window.evaluate("axe.version")
        for check, faults in how(window).items():
            seen.note(check, faults)
        seen.media += window.locator("audio, video").count()
        keys = window.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        seen.stored |= {key.partition(":")[0] for key in keys}


class Listener:
    """Hears what a window complains of and whom it asks; no other host is really asked."""

    def __init__(self, window, url, seen):
        self.url, self.seen, self.complaints = url, seen, []
        window.on("console", self.hear)
        window.on("pageerror", lambda error: self.complaints.append(str(error)))
        window.route(lambda address: not address.startswith((url, "data:", "blob:")), self.answer)

    def hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def answer(self, route):
        host = urlsplit(route.request.url).hostname
        self.seen.outside.add((host, route.request.resource_type))
        if host == TILES:
            route.fulfill(body=PIXEL, content_type="image/png")
        else:
            route.abort()
