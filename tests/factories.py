"""Rows for tests. Every row is invented; a company is public and a slot is bookable unless the test says otherwise."""

from datetime import time, timedelta

import factory
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from bookings.grades import Grade
from bookings.models import Booking, Guest, Party, Slot
from core.japanese import name_key, sort_key
from core.tokens import CODE_LETTERS, new_token
from directory.models import Company, Field, Process, Station, Town
from events.models import Event, Participation
from tours.models import AvailabilityRule, Closure, Enquiry, Need, Opening, Resource, Tour


class Factory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True


class UserFactory(Factory):
    """A company's person. The password is "secret"."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"user{n}@example.com")
    password = factory.django.Password("secret")
    role = User.Role.COMPANY


class StaffFactory(UserFactory):
    """Somebody of the ward, without a second factor."""

    email = factory.Sequence(lambda n: f"staff{n}@example.com")
    role = User.Role.STAFF
    is_staff = True


class FieldFactory(Factory):
    class Meta:
        model = Field

    slug = factory.Sequence(lambda n: f"field-{n}")
    name = factory.Sequence(lambda n: f"分野{n}")


class ProcessFactory(Factory):
    class Meta:
        model = Process

    slug = factory.Sequence(lambda n: f"process-{n}")
    name = factory.Sequence(lambda n: f"加工{n}")


class TownFactory(Factory):
    class Meta:
        model = Town

    slug = factory.Sequence(lambda n: f"town-{n}")
    name = factory.Sequence(lambda n: f"試町{n}丁目")
    oaza = "試町"
    chome = factory.Sequence(lambda n: n + 1)
    kana = "タメシチョウ"
    area = Town.Area.KAMATA
    lat = 35.562
    lon = 139.716


class StationFactory(Factory):
    class Meta:
        model = Station

    slug = factory.Sequence(lambda n: f"station-{n}")
    name = factory.Sequence(lambda n: f"試駅{n}")
    lines = ["試線"]
    lat = 35.563
    lon = 139.717


class CompanyFactory(Factory):
    """Shown to everybody: live, not hidden, with consent. `fields=[…]` and `processes=[…]` set the vocabularies.

    Without a corporate number, so lists and the map show its town's point: the town made with it stands where it does.
    """

    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"架空製作所{n}")
    kana = ""
    name_key = factory.LazyAttribute(lambda company: name_key(company.name))
    sort_key = factory.LazyAttribute(lambda company: sort_key(company.name, company.kana))
    slug = factory.Sequence(lambda n: f"company-{n}")
    town = factory.SubFactory(
        TownFactory,
        lat=factory.LazyAttribute(lambda town: town.factory_parent.lat or 35.562),
        lon=factory.LazyAttribute(lambda town: town.factory_parent.lon or 139.716),
    )
    block = factory.Sequence(lambda n: f"{n + 1}-1")
    lat = 35.562
    lon = 139.716
    match_level = Company.MatchLevel.BLOCK
    basis = Company.Basis.CONSENT
    live = True

    @factory.post_generation
    def fields(self, create, extracted, **kwargs):
        if extracted:
            self.fields.set(extracted)
            self.save()

    @factory.post_generation
    def processes(self, create, extracted, **kwargs):
        if extracted:
            self.processes.set(extracted)
            self.save()


class TourFactory(Factory):
    """Open to anybody; parties of 1 to 6; no notice."""

    class Meta:
        model = Tour

    company = factory.SubFactory(CompanyFactory)
    title = factory.Sequence(lambda n: f"工場見学{n}")
    slug = factory.Sequence(lambda n: f"tour-{n}")
    place = "工場の入口"
    notice_hours = 0
    live = True


class AvailabilityRuleFactory(Factory):
    """Every Saturday 10:00–11:30 for six people."""

    class Meta:
        model = AvailabilityRule

    tour = factory.SubFactory(TourFactory)
    rrule = "FREQ=WEEKLY;BYDAY=SA"
    starts = time(10)
    ends = time(11, 30)
    capacity = 6


class ClosureFactory(Factory):
    class Meta:
        model = Closure

    until_day = factory.SelfAttribute("from_day")


class OpeningFactory(Factory):
    class Meta:
        model = Opening


class ResourceFactory(Factory):
    """A guide; `tours=[…]` are those that need it."""

    class Meta:
        model = Resource

    company = factory.SubFactory(CompanyFactory)
    name = factory.Sequence(lambda n: f"案内の人{n}")

    @factory.post_generation
    def tours(self, create, extracted, **kwargs):
        for tour in extracted or []:
            Need.objects.create(tour=tour, resource=self)


class EnquiryFactory(Factory):
    """A teacher with a class who has confirmed the mail address and waits for the company since now."""

    class Meta:
        model = Enquiry

    tour = factory.SubFactory(TourFactory, mode="enquiry")
    token = factory.LazyFunction(new_token)
    key = factory.LazyFunction(new_token)
    kind = Enquiry.Kind.SCHOOL
    name = "見本 先生"
    organisation = "架空小学校"
    email = "sensei@example.com"
    groups = [("e5", 32), ("teacher", 2)]
    people = 34
    wish = "2月の平日"
    message = "火花を見たいです。"
    confirmed_at = factory.LazyFunction(timezone.now)
    waits_since = factory.SelfAttribute("confirmed_at")


class EventFactory(Factory):
    """`companies=[…]` makes their participations."""

    class Meta:
        model = Event

    title = factory.Sequence(lambda n: f"ものづくり交流会{n}")
    slug = factory.Sequence(lambda n: f"event-{n}")
    type = Event.Type.MEETING
    venue = "架空産業プラザ"
    address = "東京都大田区試町1-1"
    organizer = "架空区 産業振興課"
    notice_hours = 0
    live = True

    @factory.post_generation
    def companies(self, create, extracted, **kwargs):
        for company in extracted or []:
            Participation.objects.create(event=self, company=company)


class SlotFactory(Factory):
    """Open for booking now; 10:00–11:30 in Tokyo, a week from today and a day later for each further one."""

    class Meta:
        model = Slot

    class Params:
        days = factory.Sequence(lambda n: 7 + n % 60)

    activity = factory.SubFactory(TourFactory)
    starts_at = factory.LazyAttribute(
        lambda slot: (
            timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=slot.days)
        )
    )
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(minutes=90))
    capacity = 6
    books_from = factory.LazyAttribute(lambda slot: slot.starts_at - timedelta(days=90))
    books_until = factory.LazyAttribute(lambda slot: slot.starts_at - timedelta(hours=slot.activity.notice_hours))


class PartyFactory(Factory):
    """One adult, the contact, verified. `guests=3` makes three guests, `guests=["e4", "parent"]` says who they are."""

    class Meta:
        model = Party

    code = factory.Sequence(lambda n: "".join(CODE_LETTERS[n // 19**digit % 19] for digit in reversed(range(8))))
    token = factory.Sequence(lambda n: f"token-{n:026d}")
    family_name = "見本"
    given_name = factory.Sequence(lambda n: f"花子{n}")
    family_kana = "ミホン"
    given_kana = "ハナコ"
    email = factory.Sequence(lambda n: f"guest{n}@example.com")
    phone = "03-5000-0000"
    idempotency_key = factory.Sequence(lambda n: f"key-{n}")
    fingerprint = factory.Sequence(lambda n: f"{n:064x}")
    verified_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def guests(self, create, extracted, **kwargs):
        grades = extracted if isinstance(extracted, list) else [Grade.ADULT] * (extracted or 1)
        Guest.objects.bulk_create(
            Guest(party=self, position=position, is_self=position == 1, grade=grade)
            for position, grade in enumerate(grades, start=1)
        )


class BookingFactory(Factory):
    """Confirmed, one seat, one guest per seat; Slot.taken is kept in step as the engine would."""

    class Meta:
        model = Booking

    slot = factory.SubFactory(SlotFactory)
    seats = 1
    state = Booking.State.CONFIRMED
    party = factory.LazyAttribute(lambda booking: PartyFactory(guests=booking.seats))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        booking = super()._create(model_class, *args, **kwargs)
        if booking.state in Booking.HOLDING:
            Slot.objects.filter(pk=booking.slot_id).update(taken=F("taken") + booking.seats)
            booking.slot.refresh_from_db(fields=["taken"])
        return booking
