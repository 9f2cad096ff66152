"""A site started by bin/serve with the demo in it, and a Chromium that looks at it."""

import email
import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from email import policy
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.load.server import free_port
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
DATABASE = "machikoba.sqlite3"
STARTS_WITHIN = 180  # seconds: the first start migrates and writes the demo


class Site:
    """The running site: its address, the links it printed, the mails it wrote."""

    def __init__(self, url, folder, output):
        self.url = url
        self.folder = folder
        self.output = output

    def demo_link(self, word):
        """The one-time link whose printed line starts with `word`."""
        return re.search(rf"{word}\D*?(http\S+)", self.output.read_text()).group(1)

    def mails_to(self, address):
        """The mails written to an address, oldest first."""
        files = sorted((self.folder / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        mails = [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]
        return [mail for mail in mails if address in mail["To"]]

    def mail_to(self, address, number=1):
        """The text of the `number`-th mail to an address, waited for: the outbox is another process."""
        until(lambda: len(self.mails_to(address)) >= number, 20)
        return self.mails_to(address)[number - 1].get_body(("plain",)).get_content()


@contextmanager
def made_once(var):
    """Around the start of a site in the folder `var`: the first of bin/test's runs makes all of it and leaves a copy, with
    which the next one begins. Tables and demo cost half a minute of CPU."""
    if not (kept := os.environ.get("READY_SITE")):
        yield
        return
    ready = Path(kept) / "var"
    ready.parent.mkdir(exist_ok=True)
    with (ready.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until this site answers
        if ready.exists():
            shutil.copytree(ready, var)
        yield
        if not ready.exists():
            leave(var, ready)


def wait_for(server, output):
    """Until the site answers; one that does not is ended."""
    try:
        until(lambda: "Ctrl-C" in output.read_text() or server.poll() is not None, STARTS_WITHIN)
        assert server.poll() is None, output.read_text()
    except AssertionError:
        server.kill()
        raise


def leave(var, ready):
    """Copy a site that runs: the database first, so that no file is missing of which it knows."""
    new = ready.with_name("new")
    new.mkdir()
    with closing(sqlite3.connect(var / DATABASE)) as there, closing(sqlite3.connect(new / DATABASE)) as here:
        there.backup(here)
    own = shutil.ignore_patterns(f"{DATABASE}*", "mail", "*.log", "demo_links.txt")
    with suppress(shutil.Error):  # the worker has moved a file meanwhile, of which the database's copy knows nothing
        shutil.copytree(var, new, ignore=own, dirs_exist_ok=True)
    new.rename(ready)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    output, port = folder / "output.txt", free_port()
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment |= {"VAR_DIR": str(folder / "var"), "MAP_TILES": "off"}
    command = [sys.executable, ROOT / "bin" / "serve", "--port", str(port)]
    with made_once(folder / "var"), output.open("w") as file:
        server = subprocess.Popen(command, env=environment, stdout=file, stderr=file)
        wait_for(server, output)
    try:
        yield Site(f"http://127.0.0.1:{port}", folder / "var", output)
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def at_the_desk(site, chromium):
    """The staff's cookies; the demo link works once, so one sign-in serves all tests."""
    context = chromium.new_context(viewport=DESKTOP, locale="ja-JP", timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.goto(site.demo_link("職員"))
    page.get_by_role("button", name="サインインする").click()
    expect(page).to_have_url(f"{site.url}/desk/")
    yield context
    context.close()


class Visit:
    """One person's browser window; whatever the page complains about is kept and checked at the end."""

    def __init__(self, context, url):
        self.page = context.new_page()
        self.url = url
        self.complaints = []
        self.foreign = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._watch)

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _watch(self, request):
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.foreign.append(request.url)

    def forgive(self, status):
        """Forget what the browser itself reports of an answer that the test asked for on purpose."""
        self.complaints = [text for text in self.complaints if f"status of {status}" not in text]

    def open(self, path):
        return self.page.goto(path if path.startswith("http") else f"{self.url}{path}")


@pytest.fixture
def visit(site, chromium):
    """Opens windows: `visit()` is a phone, `visit(DESKTOP)` a desk; `javascript=False`, `dark=True` as named; the rest as Playwright's.

    At the end no window may have complained in its console or asked another host for anything.
    """
    windows, contexts = [], []

    def open_window(viewport=PHONE, *, javascript=True, dark=False, **others):
        context = chromium.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            **others,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        windows.append(Visit(context, site.url))
        return windows[-1]

    yield open_window
    complaints = [text for window in windows for text in window.complaints]
    foreign = [address for window in windows for address in window.foreign]
    for context in contexts:
        context.close()
    assert complaints == []
    assert foreign == []
