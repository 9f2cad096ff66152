"""People who have something to do on the site, for tests of their ways."""

import json
import os
import re
import subprocess
import sys

from tests.browser import steps

# What Instagram on a phone says of itself: it opens links in a window that shares no cookies with the phone's browser.
INSTAGRAM = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 "
    "Instagram 361.0.0.35.82 (iPhone15,3; iOS 18_1; ja_JP; ja; scale=3.00; 1290x2796; 660000000)"
)
TOUCH = {"has_touch": True, "is_mobile": True}
JSON = {"Content-Type": "application/json"}
# Somebody who owns the company of a tour, so that its mails reach them.
OWNER = """
from directory.models import Membership
from tests.factories import UserFactory
from tours.models import Tour
company = Tour.objects.get(slug=sys.argv[1]).company
Membership.objects.create(user=UserFactory(email=sys.argv[2]), company=company, role=Membership.Role.OWNER)
"""
# The visit of a party begins in an hour, when nothing can be changed any more.
SOON = """
from datetime import timedelta
from django.utils import timezone
from bookings.models import Slot
now = timezone.now()
Slot.objects.filter(bookings__party__email=sys.argv[1]).update(
    starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))
"""


def change(site, code, *arguments):
    """Run some lines on the database of the running site."""
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{site.folder}/machikoba.sqlite3",
        "SECRET_KEY": (site.folder / "secret_key").read_text(),
        "VAR_DIR": str(site.folder),
    }
    command = [sys.executable, "-c", f"import django, sys; django.setup()\n{code}", *arguments]
    done = subprocess.run(command, env=os.environ | own, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def book(page, site, slug, email, *grades):
    """Some party books the next free date of a tour through the API, with the code from the mail; the state it is in."""
    tour = page.request.get(f"{site.url}/api/v1/tours/{slug}/").json()
    slots = page.request.get(f"{site.url}/api/v1/slots/?activity={slug}").json()["results"]
    slot = next(slot for slot in slots if slot["bookable"] and slot["left"] >= len(grades))
    wish = {
        "slot": slot["id"],
        "contact": {"family_name": "見本", "given_name": "はなこ", "email": email},
        "guests": [{"grade": grade} for grade in grades],
        "consents": ["booking"],
        "manners": tour["manners"]["version"],
    }
    held = page.request.post(f"{site.url}/api/v1/bookings/", data=json.dumps(wish), headers=JSON)
    assert held.status == 201, held.text()
    pin = {"pin": steps.pin_in(site.mail_to(email))}
    address = f"{site.url}/api/v1/bookings/{held.json()['code']}/confirm/"
    done = page.request.post(address, data=json.dumps(pin), headers=JSON)
    assert done.status == 200, done.text()
    return done.json()["state"]


def link(mail, part):
    """The address in a mail that has `part` in it."""
    return next(found for found in re.findall(r"http\S+", mail) if part in found)
