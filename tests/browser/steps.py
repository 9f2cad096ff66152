"""What people do on the site, by mouse and by keyboard."""

import re

CODE_LINE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
LINK_LINE = re.compile(r"^\s*(http\S+/confirm/\S+)\s*$", re.MULTILINE)


def fill_in(page, email, **others):
    """Type the contact of one student of age who comes alone, and agree."""
    page.get_by_label("わたしの学年・立場").select_option("university")
    values = {
        "family_name": "見本",
        "given_name": "さくら",
        "family_kana": "みほん",
        "given_kana": "さくら",
        "email": email,
    }
    for name, value in (values | others).items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=consent_booking]").check()
    if page.locator("[name=manners]").count():
        page.locator("[name=manners]").check()


def choose_first_day(page):
    page.locator("[name=slot]:enabled").first.check()


def pin_in(mail):
    return CODE_LINE.search(mail).group(1)


def link_in(mail):
    return LINK_LINE.search(mail).group(1)


def tab_to(page, locator, limit=250):
    """Press Tab until `locator` has the focus, as somebody without a mouse does."""
    target = locator.first.element_handle()
    for _ in range(limit):
        if page.evaluate("element => element === document.activeElement", target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {locator}")


def press(page, locator):
    """Reach a link or button by Tab and press Enter."""
    tab_to(page, locator)
    page.keyboard.press("Enter")


def write(page, name, text):
    tab_to(page, page.locator(f"[name={name}]"))
    page.keyboard.type(text)


def overflow(page):
    """How many pixels the page is wider than the window; 0 where nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
