"""Bookings by HTTP while web server and worker are killed with kill -9 and started again.

Clients do what a careful program does: the same request with the same key until it is answered. At the end every
answer is held against the database and the mail server.
"""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from bookings.models import Booking, Party, Slot
from bookings.services import check_seats
from notices.models import Notice
from tests.factories import EventFactory, SlotFactory
from tests.load.pages import Figure
from tests.load.server import free_port
from tests.mail_sink import listening
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
PATIENCE = 300  # seconds for all clients, restarts included
PAUSE = 0.1  # seconds between two tries
URL = "/api/v1/bookings/"
PROGRAMS = {"web": ["-m", "gunicorn", "--config", "config/gunicorn.py"], "worker": ["manage.py", "work"]}


class Site:
    """Web server and worker over one database; each can be killed and started again at the same address."""

    def __init__(self, environment: dict, log: Path):
        self.port, self.log, self.children = free_port(), log, {}
        self.environment = os.environ | environment | {"DJANGO_SETTINGS_MODULE": "config.settings"}

    def start(self, name):
        address = ["--bind", f"127.0.0.1:{self.port}"] if name == "web" else []
        command = [sys.executable, *PROGRAMS[name], *address]
        with self.log.open("ab") as output:
            self.children[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=output, stderr=output, start_new_session=True
            )
        if name == "web":
            until(lambda: self.look_after() or self.ask("GET", "/healthz")[0] == 200, 120)

    def kill(self, name):
        """kill -9 for the program and all processes it started, whatever they are doing."""
        child = self.children.pop(name)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def restart(self, name):
        """Start what was killed. A message that died with its worker is due again when its lease is over: it is now."""
        if name == "worker":
            Notice.objects.exclude(leased_until=None).update(leased_until=timezone.now())
        self.start(name)

    def end(self):
        for name in list(self.children):
            self.kill(name)

    def look_after(self):
        """Raises when a program has ended by itself."""
        for name, child in list(self.children.items()):
            if child.poll() is not None:
                raise RuntimeError(f"the {name} has ended by itself:\n{self.log.read_text()[-2000:]}")

    def ask(self, method, path, body=None, key=""):
        """Status and body of an answer; 0 where none came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
        try:
            connection.request(method, path, body and json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()


@dataclass
class Ledger:
    """What the clients were told: `held` and `confirmed` are {key: code}; `statuses` counts all answers."""

    held: dict = field(default_factory=dict)
    confirmed: dict = field(default_factory=dict)
    statuses: Counter = field(default_factory=Counter)
    faults: list = field(default_factory=list)
    kills: Counter = field(default_factory=Counter)

    @property
    def steps(self):
        return len(self.held) + len(self.confirmed)


class Rush:
    """`people` clients, each with a booking of its own, `at_once` of them at the same moment."""

    def __init__(self, site, sink, slots, people, at_once):
        self.site, self.sink, self.slots, self.people = site, sink, slots, people
        self.ledger, self.pool, self.over = Ledger(), ThreadPoolExecutor(at_once), False
        self.pins = {}  # {address: the six digits that came by mail}

    def __enter__(self):
        self.jobs = [self.pool.submit(self.book, number) for number in range(self.people)]
        return self

    def __exit__(self, *_error):
        self.over = True
        self.pool.shutdown(cancel_futures=True)

    def receive(self, mail):
        if found := PIN.search(mail.get_body(("plain",)).get_content()):
            self.pins[mail["To"]] = found.group(1)

    def book(self, number):
        """Hold, read the code in the mail, confirm; every step again until it is answered."""
        key, email = f"kill-{number:04}-of-{self.people}", f"kill{number}@example.com"
        slot = self.slots[number % len(self.slots)]
        if not (held := self.ask(URL, wish(slot, email), key=key)):
            return
        self.ledger.held[key] = held["code"]
        until(lambda: self.over or email in self.pins, PATIENCE)
        if done := self.ask(f"{URL}{held['code']}/confirm/", {"pin": self.pins.get(email, "")}):
            self.ledger.confirmed[key] = done["code"]
            if done["state"] != "confirmed":
                self.ledger.faults.append(f"{key}: {done['state']} instead of confirmed")

    def ask(self, path, body, key=""):
        """The answer's content. Tried again after a broken connection alone: any refusal is a fault, and None."""
        while not self.over:
            status, answer = self.site.ask("POST", path, body, key)
            self.ledger.statuses[status] += 1
            if status in (200, 201):
                return json.loads(answer)
            if status:
                self.ledger.faults.append(f"{path} {key} answered {status}: {answer[:300].decode()}")
                return None
            time.sleep(PAUSE)
        return None


def wish(slot, email):
    contact = {"family_name": "見本", "given_name": "花子", "email": email}
    return {"slot": slot.pk, "contact": contact, "guests": [{"self": True, "grade": "adult"}], "consents": ["booking"]}


def places_for(people, slots):
    """An event with so many free places in all: a seat that is lost would be refused to somebody."""
    event = EventFactory(slug=f"kill-{people}", party_max=1)
    return [SlotFactory(activity=event, days=30 + number, capacity=people // slots) for number in range(slots)]


class Executioner:
    """Kills the web server after so many answers, the worker while the mail server answers for the so-many-th mail."""

    def __init__(self, rush, web_at, worker_at):
        self.rush, self.site, self.sink, self.kills = rush, rush.site, rush.sink, rush.ledger.kills
        self.web_at, self.worker_at = list(web_at), list(worker_at)
        self.dead = threading.Event()
        self.sink.before_answer = self.on_mail

    def on_mail(self):
        """The message is received, and a sender that is killed now is never told so."""
        self.rush.receive(self.sink.mails[-1])
        if self.worker_at and len(self.sink.mails) >= self.worker_at[0]:
            self.worker_at.pop(0)
            self.site.kill("worker")
            self.kills["worker"] += 1
            self.dead.set()

    def go(self):
        """Until every client is done."""
        began = time.monotonic()
        while not all(job.done() for job in self.rush.jobs) or self.dead.is_set():
            if self.dead.is_set():
                self.dead.clear()
                self.site.restart("worker")
            if self.web_at and self.rush.ledger.steps >= self.web_at[0]:
                self.web_at.pop(0)
                self.site.kill("web")
                self.kills["web"] += 1
                self.site.restart("web")
            self.site.look_after()
            if time.monotonic() - began > PATIENCE:
                raise RuntimeError(f"stuck after {PATIENCE} s: {self.rush.ledger}")
            time.sleep(0.005)


def survive(environment, log, *, people, slots, at_once, web_at, worker_at):
    """Let `people` book as many places in `slots` dates while both programs die. Returns the ledger and all faults.

    `web_at` counts answered steps (two a booking), `worker_at` mails.
    """
    places = places_for(people, slots)
    with listening() as sink:
        site = Site(environment | {"EMAIL_URL": sink.url}, log)
        try:
            site.start("web")
            site.start("worker")
            with Rush(site, sink, places, people, at_once) as rush:
                Executioner(rush, web_at, worker_at).go()
            until(lambda: all_sent(rush), PATIENCE)
        finally:
            site.end()
        return rush.ledger, [*rush.ledger.faults, *faults_of_bookings(rush), *faults_of_mails(rush)]


def all_sent(rush):
    return not about(rush).filter(state=Notice.State.WAITING, due_at__lte=timezone.now()).exists()


def about(rush):
    """All messages to the clients."""
    return Notice.objects.filter(to__in=[f"kill{number}@example.com" for number in range(rush.people)])


def faults_of_bookings(rush):
    """Sentences about what was lost or doubled: bookings against the answers, seats against the bookings."""
    ledger, faults = rush.ledger, []
    if (told := len(ledger.confirmed)) != rush.people:
        faults.append(f"{told} of {rush.people} clients were told that their booking is confirmed")
    kept = dict(Party.objects.filter(idempotency_key__startswith="api:kill-").values_list("idempotency_key", "code"))
    if (
        kept != {f"api:{key}": code for key, code in ledger.held.items()}
        or ledger.confirmed.items() - ledger.held.items()
    ):
        faults.append("the codes in the answers are not those in the database")
    bookings = Booking.objects.filter(party__idempotency_key__startswith="api:kill-")
    if (states := Counter(bookings.values_list("state", flat=True))) != {"confirmed": rush.people}:
        faults.append(f"bookings: {dict(states)}")
    seats = list(Slot.objects.filter(pk__in=[slot.pk for slot in rush.slots]).values_list("taken", "capacity"))
    faults += [f"{taken} of {capacity} seats taken" for taken, capacity in seats if taken != capacity]
    return faults + [f"check_seats: {drift}" for drift in check_seats()]


def faults_of_mails(rush):
    """Every message once, but one for each worker killed; and never the same words under two Message-IDs."""
    arrived = Counter(rush.sink.message_ids)
    written = defaultdict(list)
    for to, kind, message_id in about(rush).filter(state=Notice.State.SENT).values_list("to", "kind", "message_id"):
        written[to, kind].append(message_id)
    faults = [f"{count} messages for one {kind}" for (_to, kind), ids in written.items() if (count := len(ids)) != 1]
    faults += [
        f"{rush.people - count} people without {kind}"
        for kind, count in _people_told(written).items()
        if count != rush.people
    ]
    if set(arrived) != {message_id for ids in written.values() for message_id in ids}:
        faults.append("the messages that arrived are not the messages marked as sent")
    repeats = [count - 1 for count in arrived.values() if count > 1]
    if any(repeat > 1 for repeat in repeats) or len(repeats) > rush.ledger.kills["worker"]:
        faults.append(f"repeated messages: {repeats} with {rush.ledger.kills['worker']} kills")
    return faults


def _people_told(written):
    told = Counter(kind for _to, kind in written)
    return {kind: told[kind] for kind in ("bookings.pin", "bookings.confirmed")}


def kill_figures(environment, folder, people=500):
    """Five kills of each program while 500 people book the last 500 places."""
    began, kills = time.monotonic(), range(1, 6)
    ledger, faults = survive(
        environment, folder / "kill.log", people=people, slots=10, at_once=16,
        web_at=[people * 2 * n // 6 for n in kills], worker_at=[people * 2 * n // 6 + 3 for n in kills],
    )  # fmt: skip
    title = f"{people} bookings, web killed {ledger.kills['web']} times, worker {ledger.kills['worker']} times"
    broken = ledger.statuses[0]
    return [
        Figure(f"{title}: confirmed", len(ledger.confirmed), "bookings", people, people),
        Figure("… requests that broke off and were sent again", broken, "requests"),
        Figure(
            "… answers of 400 and above", sum(n for code, n in ledger.statuses.items() if code >= 400), "answers", 0
        ),
        Figure(f"… lost or doubled: {'; '.join(faults[:5]) or 'nothing'}", len(faults), "faults", 0),
        Figure("… all of it took", time.monotonic() - began, "s"),
    ]
