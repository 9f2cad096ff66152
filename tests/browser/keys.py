"""Somebody without a mouse: the way from the front page to a confirmed booking, by Tab, Enter, Space, arrows and letters."""

import re

from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.looking import LOOKS

MOST_TABS = 250


class Keyboard:
    """Every key goes through here; after each Tab `faults` gets a sentence where the focus is not shown or is hidden."""

    def __init__(self, page: Window):
        page.context.add_init_script(LOOKS)
        self.page, self.faults = page, []

    def tab_to(self, locator):
        target = locator.first.element_handle()
        for _ in range(MOST_TABS):
            if self.page.evaluate("element => element === document.activeElement", target):
                return
            self.page.keyboard.press("Tab")
            self.faults += self.page.evaluate("looks.here()")
        raise AssertionError(f"Tab never reached {locator}")

    def follow(self, selector, address):
        """Press Enter on a link and wait for the page it leads to."""
        self.tab_to(self.page.locator(selector))
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(re.compile(address))

    def write(self, name, text):
        self.tab_to(self.page.locator(f"[name={name}]"))
        self.page.keyboard.type(text)

    def choose(self, name, value):
        field = self.page.locator(f"select[name={name}]")
        self.tab_to(field)
        while field.input_value() != value:
            self.page.keyboard.press("ArrowDown")

    def tick(self, name):
        self.tab_to(self.page.locator(f"[name={name}]"))
        self.page.keyboard.press("Space")

    def send(self, name):
        """Press Enter on the button of the form in which the field `name` stands."""
        self.tab_to(self.page.locator(f"form:has([name={name}]) button:not([type=button])"))
        self.page.keyboard.press("Enter")


def book_a_tour(keys: Keyboard, site, email="keys@demo.example"):
    """From the front page to a confirmed booking."""
    page = keys.page
    page.goto(site.url)
    keys.follow("main a[href^='/tours/']", "/tours/")
    if page.url.endswith("/tours/"):
        keys.follow(".departures a[href^='/tours/']", "/tours/.+/$")
    if "/book/" not in page.url:
        keys.follow("main a[href*='/book/']", "/book/")
    if not page.locator("[name=slot]:checked").count():
        keys.tab_to(page.locator("[name=slot]:enabled"))
        page.keyboard.press("Space")
    keys.choose("own_grade", "university")
    if page.locator("[name=manners]").count():
        keys.tick("manners")
    keys.tick("consent_booking")
    for name, text in {"family_name": "見本", "family_kana": "みほん", "email": email}.items():
        keys.write(name, text)
    keys.send("email")
    page.wait_for_url(re.compile("/bookings/"))
    keys.write("pin", steps.pin_in(site.mail_to(email)))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("予約が決まりました")
