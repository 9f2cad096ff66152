"""A whole booking through the web as a browser does it, and many people who want the last places at once."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from threading import Barrier
from urllib.parse import urlencode, urlsplit

from django.db import connection

from bookings.models import Booking, Slot
from notices.models import Notice
from tests.load.pages import Figure
from tests.load.server import request

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
MANNERS = re.compile(r'name="manners"[^>]* value="([^"]+)"')


class Browser:
    """Cookies and forms of one visitor."""

    def __init__(self, server):
        self.server = server
        self.cookies = SimpleCookie()

    def send(self, method, path, fields=None):
        headers = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())}
        if fields is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1{path}"}
        answer = request(self.server.connect(), method, path, urlencode(fields or {}) if fields else None, headers)
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        return answer

    def open_form(self, path):
        """GET a form; returns what is hidden in it, and the version of the manners to be ticked."""
        page = self.send("GET", path).text
        hidden = {"csrfmiddlewaretoken": TOKEN.search(page).group(1)}
        found = {name: pattern.search(page) for name, pattern in (("key", KEY), ("manners", MANNERS))}
        return hidden | {name: match.group(1) for name, match in found.items() if match}


def wish(slot, number):
    """The visible fields of the booking form."""
    return {
        "slot": slot.pk, "coming": "on", "own_grade": "adult", "family_name": "見本", "given_name": "はなこ",
        "family_kana": "ミホン", "given_kana": "ハナコ", "email": f"load{number}@demo.example", "consent_booking": "on",
    }  # fmt: skip


def pin_of(email):
    """The six digits of the mail that waits for `email`; the outbox is read as its owner reads it."""
    text = Notice.objects.filter(to=email, kind="bookings.pin").latest("pk").text
    connection.close()  # each of the many threads here would keep one
    return re.search(r"^\s*(\d{6})\s*$", text, re.MULTILINE).group(1)


def book(server, tour_slug, slot, number):
    """Tour page → form → hold → code → confirmed, each page asked for as a browser does. Returns requests made."""
    browser = Browser(server)
    browser.send("GET", f"/tours/{tour_slug}/")
    path = f"/tours/{tour_slug}/book/"
    hidden = browser.open_form(f"{path}?slot={slot.pk}")
    held = browser.send("POST", path, wish(slot, number) | hidden)
    manage = urlsplit(held.headers["Location"]).path
    hidden = browser.open_form(manage)
    done = browser.send("POST", manage, {"pin": pin_of(f"load{number}@demo.example")} | hidden)
    page = browser.send("GET", urlsplit(done.headers["Location"]).path)
    if page.status != 200 or "big-code" not in page.text:
        raise RuntimeError("the booking did not end on its pass")


def booking_figures(server, tour_slug, slots, clients=1, rounds=60):
    """CPU of one whole booking; `clients` people book at the same time."""
    numbers = iter(range(clients * 100_000, clients * 100_000 + 10_000))
    jobs = [(slots[turn % len(slots)], next(numbers)) for turn in range(rounds)]
    book(server, tour_slug, slots[0], next(numbers))
    before = server.cpu_ms()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda job: book(server, tour_slug, *job), jobs))
    cost = (server.cpu_ms() - before) / rounds
    return [Figure(f"a whole booking, {clients} at a time (6 requests)", cost, "CPU ms", 45)]


def race_figures(server, tour_slug, slot, people=200, within=4):
    """`people` visitors with open forms send them at the same moment; `slot` has fewer places.

    All of them should be answered `within` seconds.
    """
    path = f"/tours/{tour_slug}/book/"
    browsers = [Browser(server) for _ in range(people)]
    with ThreadPoolExecutor(32) as pool:
        forms = list(pool.map(lambda browser: browser.open_form(path), browsers))
    start = Barrier(people)

    def rush(number):
        start.wait()
        began = time.monotonic()
        answer = browsers[number].send("POST", path, wish(slot, 900_000 + number) | forms[number])
        return answer.status, time.monotonic() - began

    with ThreadPoolExecutor(people) as pool:
        answers = list(pool.map(rush, range(people)))
    slot.refresh_from_db()
    held = Booking.objects.filter(slot=slot).holding_seats().count()
    statuses = {status: [s for s, _ in answers].count(status) for status in sorted({s for s, _ in answers})}
    return [
        Figure(f"{people} people for {slot.capacity} places: seats given ({statuses})", held, "seats", slot.capacity),
        Figure("… counted in the slot", slot.taken, "seats", slot.capacity),
        Figure("… the last answer after", max(seconds for _, seconds in answers), "s", within),
        Figure("… answers of 500 and above", sum(status >= 500 for status, _ in answers), "answers", 0),
    ]


def room(slug, capacity, count=1):
    """Give the next `count` open slots of a tour `capacity` free places; the pages keep their usual number of rows."""
    slots = list(Slot.objects.bookable_for(1).filter(activity__slug=slug, taken=0)[:count])
    for slot in slots:
        slot.capacity = capacity
    Slot.objects.bulk_update(slots, ["capacity"])
    return slots
