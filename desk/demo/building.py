"""Turns the demo's words into rows, through the same services that people use."""

import random
from dataclasses import asdict, replace
from datetime import time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import set_role
from bookings.manners import ANSWER, manners_of
from bookings.models import Booking, Party, Slot
from bookings.services import NewGuest, NewParty, cancel, confirm, hold, sign
from core.japanese import name_key, sort_key
from desk.demo import generated, happenings, visits, written
from desk.demo.enquiries import make_enquiries
from desk.demo.waits import make_waits
from directory.models import Company, CompanyNumber, DayStep, Field, Membership, Process, Town, Voice
from directory.places import store_nearest_stations
from events.models import Event, Participation
from events.services import add_slot
from notices.services import drop
from search.services import refresh
from tours.models import AvailabilityRule, Tour
from tours.services import make_slots

SOURCE = "架空のデモデータ"
SEED = 1938
SPREAD = 0.0016  # degrees: demo companies of one town do not stand on one point
ADULTS = (61, 64, 66, 68)  # numbers of parties, after those of the bookings, that no guardian answers for
MAIL_DOMAIN = "demo.example"
PEOPLE = (
    ("staff", User.Role.STAFF, "職員", "架空区"),
    ("editor", User.Role.EDITOR, "編集", "架空"),
    ("company", User.Role.COMPANY, "工場長", "架空"),
)


class NotEmpty(Exception):
    """The database holds companies already; demo content is never mixed into real content."""


@transaction.atomic  # cut off half-way it leaves nothing, and can simply be run again
def build_demo(*, say=lambda line: None, today=None):
    """Write the whole demo. Returns {"companies": 120, …}. Raises NotEmpty where there is any company."""
    if Company.objects.exists():
        raise NotEmpty("企業がすでに登録されています。デモは空のデータベースにだけ作れます。")
    today = today or timezone.localdate()
    say("企業を作っています…")
    companies = make_companies()
    say("見学と枠を作っています…")
    tours = make_tours(companies, today)
    say("イベントを作っています…")
    events = make_events(companies, today)
    say("予約を作っています…")
    bookings = make_bookings([tour for tour in tours if tour.is_booked], events)
    bookings += make_waits(_party(number) for number in ADULTS)
    make_enquiries()
    make_people(companies[0][1])
    return {"companies": len(companies), "tours": len(tours), "events": len(events), "bookings": bookings}


def make_companies():
    """[(WrittenCompany, Company)], ten written in full first."""
    towns = {town.name: town for town in Town.objects.all()}
    words = [*written.COMPANIES, *generated.companies(sorted(towns))]
    dice = random.Random(SEED)  # noqa: S311 -- the same scatter every time, nothing secret
    companies = [(word, _company(word, towns[word.town], dice)) for word in words]
    store_nearest_stations(company for _word, company in companies)
    refresh(Company, [company.pk for _word, company in companies])
    return companies


def _company(word, town, dice):
    company = Company(
        slug=word.slug,
        name=word.name,
        name_key=name_key(word.name),
        kana=word.kana,
        sort_key=sort_key(word.name, word.kana),
        english_name=word.english_name,
        tagline=word.tagline,
        story=word.story,
        story_en=word.story_en,
        address=f"{settings.WARD['prefecture']}{settings.WARD['city']}{town.name}0番（架空）",
        town=town,
        block="0",
        lat=round(town.lat + dice.uniform(-SPREAD, SPREAD), 6),
        lon=round(town.lon + dice.uniform(-SPREAD, SPREAD), 6),
        match_level=Company.MatchLevel.CHOME,
        founded=word.founded,
        employees=word.employees,
        machines="\n".join(word.machines),
        certificates="\n".join(word.certificates),
        recruiting=list(word.recruiting),
        facts=list(word.facts),
        opening_mode=Company.OpeningMode.BOOKING if word.tours else Company.OpeningMode.NONE,
        source=SOURCE,
        basis=Company.Basis.CONSENT,
        confirmed_on=timezone.localdate() if word.story else None,
    )
    company.fields = list(Field.objects.filter(name__in=word.fields))
    company.processes = list(Process.objects.filter(name__in=word.processes))
    company.numbers = [CompanyNumber(**asdict(number), sort_order=place) for place, number in enumerate(word.numbers)]
    company.day = [DayStep(**asdict(step) | {"starts": time.fromisoformat(step.starts)}) for step in word.day]
    company.voices = [Voice(**asdict(voice), sort_order=place) for place, voice in enumerate(word.voices)]
    company.save()
    return company


def make_tours(companies, today):
    tours = []
    for word, company in companies:
        for plan in word.tours:
            tour = _tour(plan, company)
            make_slots(tour, today=today)
            tours.append(tour)
    return tours


def _tour(plan, company):
    starts, ends = time.fromisoformat(plan.starts), time.fromisoformat(plan.ends)
    tour = Tour(
        company=company,
        title=plan.title,
        title_en=plan.title_en,
        slug=plan.slug,
        hook=plan.hook,
        description=plan.description,
        place=f"{company.name} 入口",
        audience=plan.audience,
        acceptance=plan.acceptance,
        mode=plan.mode,
        party_max=plan.party_max,
        bring=plan.bring,
        easy=plan.easy,
        minutes=(ends.hour - starts.hour) * 60 + ends.minute - starts.minute,
        **visits.facts(plan.slug),
    )
    tour.rules = [AvailabilityRule(rrule=plan.rrule, starts=starts, ends=ends, capacity=plan.capacity)]
    tour.save()
    return tour


def make_events(companies, today):
    events = []
    for plan in happenings.EVENTS:
        event = Event(
            title=plan.title,
            title_en=plan.title_en,
            slug=plan.slug,
            hook=plan.hook,
            type=plan.type,
            description=plan.description,
            programme=plan.programme,
            easy=plan.easy,
            venue=plan.venue,
            address=f"{settings.WARD['prefecture']}{settings.WARD['city']}（架空の場所）",
            organizer=f"{settings.WARD['city']}（架空のデモ）",
            audience=plan.audience,
            party_max=plan.party_max,
        )
        event.participations = [Participation(company=companies[position][1]) for position in plan.companies]
        event.save()
        for days in plan.in_days:
            _event_slot(event, plan, today + timedelta(days=days))
        events.append(event)
    return events


def _event_slot(event, plan, day):
    zone = timezone.get_current_timezone()
    starts_at, ends_at = (
        timezone.datetime.combine(day, time.fromisoformat(text), tzinfo=zone) for text in (plan.starts, plan.ends)
    )
    add_slot(event, starts_at=starts_at, ends_at=ends_at, capacity=plan.capacity)


def make_bookings(tours, events):
    """Sixty bookings through the engine; their mails are dropped, nobody is written to."""
    for number in range(happenings.BOOKINGS):
        for_event = number < happenings.FOR_EVENTS
        activities = events if for_event else tours
        party = _party(number)
        slot = _slot_with_room(activities, number, len(party.guests))
        version = manners_of(slot.activity).version
        booking = hold(
            slot=slot,
            party=replace(party, answers={ANSWER: version} if version else {}),
            key=f"demo-{number}",
            source=happenings.SOURCES[number % len(happenings.SOURCES)],
        )
        booking = confirm(booking=booking)
        if booking.state == Booking.State.CONSENTING and number % 2:
            sign(party=booking.party, name="見本 守", phone="03-5000-0000", wording="1:high")
        if number % happenings.CANCELLED_EVERY == happenings.CANCELLED_EVERY - 1:
            cancel(booking=booking, by="desk")
    for party in Party.objects.all():
        drop(about=party.subject)
    return Booking.objects.count()


def _slot_with_room(activities, number, people):
    """The next open slot of one of the activities, taken in turn."""
    for step in range(len(activities)):
        activity = activities[(number + step) % len(activities)]
        slot = Slot.objects.bookable_for(people).filter(activity=activity.activity_ptr_id).first()
        if slot:
            return slot
    raise RuntimeError("no demo activity has room")


def _party(number):
    family, family_kana = happenings.FAMILY_NAMES[number % len(happenings.FAMILY_NAMES)]
    given, given_kana = happenings.GIVEN_NAMES[(number * 5) % len(happenings.GIVEN_NAMES)]
    is_self, grades = happenings.COMPANY_OF_PEOPLE[(number * 3) % len(happenings.COMPANY_OF_PEOPLE)]
    return NewParty(
        family_name=family,
        given_name=given,
        family_kana=family_kana,
        given_kana=given_kana,
        email=f"guest{number + 1:02}@{MAIL_DOMAIN}",
        phone="",
        guests=tuple(NewGuest(grade=grade, is_self=is_self and place == 0) for place, grade in enumerate(grades)),
        guardian_phone="03-5000-0000",
        consents=("booking",),
        answers={},
    )


def make_people(company):
    """The people whom `demo_links` signs in: ward staff, an editor, one company's owner. None has a password."""
    for name, role, given, family in PEOPLE:
        user = User.objects.create_user(f"{name}@{MAIL_DOMAIN}", last_name=family, first_name=given)
        set_role(user, role)
    Membership.objects.create(user=user, company=company)
