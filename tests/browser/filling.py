"""Rows that pages need to be seen in every state, written into a site's database beside the demo."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from accounts.services import make_demo_link, set_role
from bookings import proofs, services, surveys
from bookings.manners import ANSWER, manners_of
from bookings.models import Booking, Party, Slot
from bookings.services import entering, lotteries
from directory.importing import runs
from directory.models import ImportLine, ImportRun, Membership
from notices.models import Notice
from notices.services import write
from readings.models import Reading
from tests.bookings.lots import close, enter, entered, lottery_tour, round_of, slots_for
from tests.conftest import signed_in, with_authenticator
from tests.directory.lists import as_csv, row, table
from tests.factories import BookingFactory, CompanyFactory, SlotFactory, TourFactory, UserFactory
from tours import enquiry_links, host_mails, host_visits
from tours.models import Enquiry, OpeningWish
from tours.stopping import call_off

TOUR = "hanemushi-neko-bane"
GUEST = services.NewParty(
    family_name="見本", given_name="さくら", family_kana="ミホン", given_kana="サクラ", email="states@demo.example",
    phone="", guests=(services.NewGuest(grade="h2", is_self=True),), consents=("booking",), guardian_phone="03-5000-0000",
)  # fmt: skip


def fill(environment):
    """Let a process with these settings write the rows; what leads to them, see `write_rows`."""
    code = "import django; django.setup(); from tests.browser import filling; filling.write_rows()"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def write_rows():
    """Print one JSON object: the parts of addresses by name, and the session cookie of each person."""
    known = (
        bookings()
        | visits()
        | wish()
        | host()
        | requests()
        | guardians()
        | waits()
        | draws()
        | courses()
        | enquiry()
        | imports()
        | readings()
        | sessions()
        | {"demo": make_demo_link(User.objects.first())}
    )
    write_failed_mail()
    print(json.dumps(known))  # noqa: T201 (how it answers the process that started it)


def bookings():
    """One party in each state, by their tokens; `proof` is what the mailed link of the held one ends with, `slot` is booked."""
    slots = Slot.objects.bookable_for(1).filter(activity__slug=TOUR)
    parties = {}
    for name, slot in zip(("held", "confirmed", "ended"), slots, strict=False):
        party = replace(GUEST, answers={ANSWER: manners_of(slot.activity).version})
        booking = services.hold(slot=slot, party=party, key=f"state-{name}")
        if name != "held":
            services.confirm(booking=booking)
        if name == "ended":
            services.cancel(booking=booking, by="guest")
        parties[name] = booking.party
    tokens = {name: party.token for name, party in parties.items()}
    return tokens | {"proof": proofs.make(parties["held"]), "slot": parties["confirmed"].bookings.get().slot_id}


def visits():
    """Parties that have been there, by their tokens: one has said how it was, as have enough others to count."""
    bookings = BookingFactory.create_batch(1 + surveys.FEWEST, slot=SlotFactory(days=-2, capacity=20))
    for booking in bookings[1:]:
        surveys.answer(
            booking=booking, rating=5, before="unknown", after="skilled", again=True, words="火花がきれいでした。"
        )
    return {"visited": bookings[0].party.token, "code": bookings[0].party.code, "answered": bookings[1].party.token}


def requests():
    """A request that waits, one that was declined, and a booking after its deadline."""
    slot = SlotFactory(activity=TourFactory(acceptance="approval"))
    waiting, declined = (
        services.confirm(booking=services.hold(slot=slot, party=GUEST, key=f"request-{name}")) for name in "ab"
    )
    services.decline(booking=declined, reply="その日は、機械の点検が入りました。")
    start = timezone.now() + timedelta(hours=1)
    late = BookingFactory(slot=SlotFactory(starts_at=start))
    tokens = {"requested": waiting.party.token, "declined": declined.party.token, "late": late.party.token}
    return tokens | {"answer": proofs.make_answer(waiting)}


def guardians():
    """A pupil of ten whose guardian is asked, one whose guardian has said no, and one whose guardian was too late."""
    tour = TourFactory(slug="walk-fire", hazard="high", hazard_note="火花が飛びます。めがねを貸します。")
    slot = SlotFactory(activity=tour)
    parties = {}
    for name in ("consenting", "refused", "unsigned"):
        child = replace(GUEST, guests=(services.NewGuest(grade="e4", is_self=True),))
        parties[name] = services.confirm(booking=services.hold(slot=slot, party=child, key=f"guardian-{name}")).party
    services.refuse(party=parties["refused"])
    late = parties["unsigned"]
    Party.objects.filter(pk=late.pk).update(verified_at=timezone.now())
    Booking.objects.filter(party=late).update(held_until=timezone.now() - timedelta(minutes=1))
    tokens = {name: party.token for name, party in parties.items()}
    return tokens | {
        "guardian": proofs.make_signing(parties["consenting"]),
        "guardian_done": proofs.make_signing(parties["refused"]),
        "code_consenting": parties["consenting"].code,
    }


def waits():
    """Parties that wait for a full slot, in each state of that: `full` is the tour's slug, `full_slot` the slot."""
    slot = SlotFactory(capacity=4, activity=TourFactory(slug="walk-full", cancel_hours=0))
    taken = [BookingFactory(slot=slot, seats=2), BookingFactory(slot=slot, seats=2)]
    people = {
        name: replace(GUEST, guests=(services.NewGuest(grade="h2", is_self=True), *[services.NewGuest("h1")] * more))
        for name, more in (("joining", 0), ("wait_ended", 0), ("offered", 1), ("waiting", 2), ("offered_fewer", 2))
    }
    people["offered_fewer"] = replace(people["offered_fewer"], least=2)
    found = {name: services.waiting.join(slot=slot, party=party, key=f"wait-{name}") for name, party in people.items()}
    for name in list(people)[1:]:
        services.confirm(booking=found[name])
    services.waiting.leave(booking=found["wait_ended"])
    for booking in taken:
        services.cancel(booking=booking, by="desk")
    tokens = {name: booking.party.token for name, booking in found.items()}
    return tokens | {"full": "walk-full", "full_slot": slot.pk}


def courses():
    """A course at three companies, by its token; `course_slots` are those of another one as an address says them."""
    start = SlotFactory.build(days=8, activity=TourFactory.build()).starts_at
    slots = [_stop(number, start + timedelta(hours=2 * number)) for number in range(3)]
    held = services.hold_all(slots=slots, party=GUEST, key="course")
    services.confirm(booking=held[0])
    return {"course": held[0].party.token, "course_slots": "&".join(f"slot={slot.pk}" for slot in slots[:2])}


def _stop(number, start):
    company = CompanyFactory(lat=35.562 + number * 0.003, lon=139.716 + number * 0.004)
    tour = TourFactory(company=company, bring="動きやすい服", cancel_hours=24)
    return SlotFactory(activity=tour, starts_at=start, ends_at=start + timedelta(hours=1))


def draws():
    """A round that takes entries, one that waits for its draw, one that is drawn; parties in each state of that."""
    rounds = {
        name: round_of(lottery_tour(slug=f"walk-lots-{name}"), locals_first=True)
        for name in ("open", "closed", "drawn")
    }
    dates = {name: slots_for(lottery.activity, 4, 4, 4) for name, lottery in rounds.items()}
    found = {"entering": enter(rounds["open"], dates["open"], 2)}
    found |= {name: entered(rounds["open"], dates["open"], 2) for name in ("entered", "entry_ended")}
    entering.withdraw(booking=found["entry_ended"])
    close(rounds["closed"])
    nominated, *others = [entered(rounds["drawn"], dates["drawn"][:1], 3) for _party in range(3)]
    lotteries.nominate(lottery=rounds["drawn"], code=nominated.party.code, reason="前の回の協力校", by=None)
    lotteries.draw_round(lottery=close(rounds["drawn"]), seed=20261122)
    tokens = {name: booking.party.token for name, booking in (found | {"not_drawn": others[0]}).items()}
    return tokens | {f"lottery_{name}": lottery.pk for name, lottery in rounds.items()}


def wish():
    """Somebody who has still to confirm that they want to be told of a company's next date."""
    return {"wish": OpeningWish.objects.create(company=CompanyFactory(), email=GUEST.email, token="walk").token}


def host():
    """Where somebody who speaks for a company says what mails to send, and calls visits off: one is to come, one is called off."""
    tour, user = TourFactory(), UserFactory(email="host@demo.example")
    Membership.objects.create(company=tour.company, user=user)
    TourFactory(company=tour.company, title="お休み中の見学", paused_at=timezone.now(), pause_reason="機械の入れかえ")
    slots = [BookingFactory(slot=SlotFactory(activity=tour, days=days)).slot for days in (3, 4)]
    call_off(slot=slots[1], by=Slot.CalledOffBy.HOST, reason="機械が故障したため。")
    paths = {"host_mails": host_mails.path(tour.pk, user.email), "host_visits": host_visits.path(tour.pk, user.email)}
    secrets = {name: path.split("/")[-2] for name, path in paths.items()}
    return secrets | {"host_slot": slots[0].pk, "host_slot_off": slots[1].pk}


def enquiry():
    """The enquiry of the demo that is answered, as its asker, its company and the desk open it."""
    found = Enquiry.objects.get(state=Enquiry.State.ANSWERED)
    return {"enquiry": found.token, "enquiry_host": enquiry_links.host_secret(found), "enquiry_pk": found.pk}


def imports():
    """A list that stopped half-way: its columns can be corrected, and what it wrote can be taken back."""
    run = runs.receive(as_csv(table(row(1))), name="list.csv", by=None, basis="consent", source="")
    ImportLine.objects.create(run=run, line=2, outcome="created", company=CompanyFactory(), after={})
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.FAILED)
    return {"run": run.pk}


def readings():
    """A sentence read aloud, as the worker would have stored it."""
    return {"reading": Reading.objects.create(digest="walk", text="旋盤", pairs=[["旋盤", "せんばん"]]).pk}


def sessions():
    """The cookie of each person's session. `newcomer` has no authenticator yet, `halfway` has still to give its code."""
    staff = with_authenticator(_staff("walk-staff@demo.example"))
    cookies = {
        "staff": signed_in(staff, "password", "mfa"),
        "halfway": signed_in(with_authenticator(_staff("walk-halfway@demo.example")), "password"),
        "newcomer": signed_in(_staff("walk-newcomer@demo.example"), "password"),
        "owner": signed_in(UserFactory(email="walk-owner@demo.example", password=None), "code"),
    }
    return {name: client.cookies["sessionid"].value for name, client in cookies.items()}


def _staff(email):
    return set_role(UserFactory(email=email), User.Role.STAFF)


def write_failed_mail():
    notice = write(to="nobody@demo.example", kind="walk", subject="架空の予約", text="架空の本文", dedupe_key="walk")
    Notice.objects.filter(pk=notice.pk).update(state=Notice.State.FAILED, error="550 no such user", tries=6)
