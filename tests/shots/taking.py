"""A demo database of one day, a server over it, a browser before it."""

import random
import sys
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from playwright.sync_api import sync_playwright

from accounts.models import User
from accounts.services import make_demo_link
from bookings.manners import ANSWER, manners_of
from bookings.models import Party, Slot
from bookings.services import NewGuest, NewParty, confirm, hold
from core.tokens import CODE_LENGTH, CODE_LETTERS
from tests.load.data import manage
from tests.load.server import running
from tests.shots import ways
from tests.shots.scenes import CONFIRMED, HELD, SCENES, TOUR
from tests.shots.settings import MOMENT

WINDOWS = {360: {"width": 360, "height": 740}, 1280: {"width": 1280, "height": 800}}
SCHEMES = ("light", "dark")
STEP = 600  # pixels scrolled at once, so that pictures that wait for being seen are loaded
VISITOR = NewParty(
    family_name="見本", given_name="さくら", family_kana="ミホン", given_kana="サクラ", email="sakura@demo.example", phone="",
    guests=(NewGuest(grade="h2", is_self=True),), consents=("booking",), guardian_phone="03-5000-0000",
)  # fmt: skip


def take_all(folder: Path, chromium: str, environment: dict, *, first_screen: bool, names=()):
    """Write NAME-WIDTH-SCHEME.png for each scene (or those of `names`) into the folder; a line for each."""
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    manage(environment, "prepare")
    give_codes()
    book_two()
    known = ways.meet()
    staff = make_demo_link(User.objects.filter(role=User.Role.STAFF).first())
    scenes = [scene for scene in SCENES if not names or scene.name in names]
    with running(environment, workers=1) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        camera = Camera(browser, f"http://127.0.0.1:{server.port}", staff)
        for number, (scene, width) in enumerate((scene, width) for scene in scenes for width in WINDOWS):
            sys.stderr.write(f"  {number + 1}/{len(scenes) * len(WINDOWS)}  {scene.name} {width}\n")
            camera.take(replace(scene, address=scene.address.format(**known)), width, folder, full=not first_screen)
        browser.close()


def give_codes():
    """Codes are drawn by lot; here the lot falls the same way every time."""
    lot = random.Random(1)
    for pk in Party.objects.order_by("pk").values_list("pk", flat=True):
        Party.objects.filter(pk=pk).update(code="".join(lot.choices(CODE_LETTERS, k=CODE_LENGTH)))


def book_two():
    """One booking that waits for its code and one that is sure; codes and links are drawn by lot, so they are set."""
    slots = Slot.objects.bookable_for(1).filter(activity__slug=TOUR)[:2]
    for token, code, slot in zip((HELD, CONFIRMED), ("KTRNWHMZ", "BZGFCXPD"), slots, strict=True):
        party = replace(VISITOR, answers={ANSWER: manners_of(slot.activity).version})
        booking = hold(slot=slot, party=party, key=token)
        if token == CONFIRMED:
            confirm(booking=booking)
        Party.objects.filter(pk=booking.party_id).update(token=token, code=code)


class Camera:
    def __init__(self, browser, url, staff):
        self.browser, self.url = browser, url
        self.staff = self._signed_in(staff)

    def _context(self, state=None):
        """A browser whose clock stands still and in which nothing moves."""
        context = self.browser.new_context(
            locale="ja-JP", timezone_id=settings.TIME_ZONE, reduced_motion="reduce", storage_state=state
        )
        context.clock.set_fixed_time(MOMENT)
        return context

    def _signed_in(self, token):
        context = self._context()
        page = context.new_page()
        page.goto(f"{self.url}/sign-in/demo/{token}/")
        page.locator("main form[method=post] button").first.click()
        page.wait_for_url("**/desk/")
        state = context.storage_state()
        context.close()
        return state

    def take(self, scene, width, folder, *, full):
        """Both colour schemes of one page at one width."""
        context = self._context(self.staff if scene.staff else None)
        page = context.new_page()
        page.set_viewport_size(WINDOWS[width])
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.goto(self.url + scene.address, wait_until="networkidle")
            if full:
                self._see_all_of(page)
            page.screenshot(path=folder / f"{scene.name}-{width}-{scheme}.png", full_page=full)
        context.close()

    def _see_all_of(self, page):
        height = page.evaluate("document.documentElement.scrollHeight")
        for top in [*range(0, height, STEP), 0]:
            page.evaluate(
                "top => new Promise(done => { scrollTo(0, top); requestAnimationFrame(() => requestAnimationFrame(done)); })",
                top,
            )
        page.wait_for_load_state("networkidle")
