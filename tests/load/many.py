"""Many invented companies and visits straight into the tables, for measuring searches and filters."""

import random
from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.utils import timezone

from bookings.models import Slot
from bookings.windows import window
from core.japanese import name_key
from directory.models import Company, CompanyStation, Field, Industry, Process, Station, Town
from directory.places import nearest_stations
from search.services import rebuild
from tours.models import Tour

BATCH = 5_000
MACHINES = [f"{kind}{name}" for kind in ("", "NC", "CNC", "小型", "大型", "門型", "汎用", "精密") for name in (
    "旋盤", "フライス盤", "研削盤", "マシニングセンタ", "ボール盤", "プレス機", "シャーリング", "放電加工機", "成形機", "溶接機", "測定機", "炉",
)]  # fmt: skip
CERTIFICATES = ["ISO9001", "ISO14001", "ISO13485", "JIS Q 9100", "エコアクション21", "大田区「優工場」", "IATF 16949"]
SYLLABLES = "アカサタナハマヤラワイキシチニヒミリウクスツヌフムユルエケセテネヘメレオコソトノホモヨロ"


@transaction.atomic
def add_companies(count: int, seed: int = 3600) -> None:
    """`count` companies with all that is filtered by, and their documents in the search."""
    dice = random.Random(seed)
    towns, stations = list(Town.objects.all()), list(Station.objects.all())
    near = {town.pk: nearest_stations((town.lat, town.lon), stations) for town in towns}
    words = {"field": list(Field.objects.all()), "process": list(Process.objects.all())}
    first = Company.objects.count()
    for start in range(first, first + count, BATCH):
        some = range(start, min(start + BATCH, first + count))
        companies = Company.objects.bulk_create(_company(dice, number, dice.choice(towns), words) for number in some)
        for group, through in (("field", Company.fields.through), ("process", Company.processes.through)):
            through.objects.bulk_create(
                through(company_id=company.pk, **{f"{group}_id": word.pk})
                for company in companies
                for word in company.drawn[group]
            )
        CompanyStation.objects.bulk_create(
            CompanyStation(company=company, station=station, rank=rank, minutes=minutes)
            for company in companies
            for rank, (station, minutes) in enumerate(near[company.town_id], start=1)
        )
    rebuild(Company)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")


def _company(dice, number, town, words):
    reading = "".join(dice.choices(SYLLABLES, k=6))
    name = f"架空{reading}{number:06}"
    drawn = {group: dice.sample(some, dice.randint(1, 3)) for group, some in words.items()}
    told = dice.random() < 0.3
    company = Company(
        name=name, name_key=name_key(name), kana=reading, sort_key=reading, slug=f"invented-{number}", town=town,
        block=f"{number}-1", basis="consent", lat=town.lat + dice.uniform(-0.004, 0.004),
        lon=town.lon + dice.uniform(-0.004, 0.004), match_level="block", corporate_number=f"{number:013}",
        opening_mode=dice.choice(["", "", "free", "timed", "booking", "enquiry"]),
        industry=dice.choice(["", *Industry.values]), scholarship=dice.random() < 0.1,
        recruiting=[value for value in Company.Recruiting.values if dice.random() < 0.1],
        facts=[value for value in Company.Fact.values if dice.random() < 0.1],
        machines="\n".join(f"{dice.choice(MACHINES)} {dice.randint(1, 9)}台" for _ in range(dice.randint(0, 3))),
        certificates="、".join(dice.sample(CERTIFICATES, dice.choice([0, 0, 1, 2]))),
        story=f"{drawn['field'][0].name}の部品を{drawn['process'][0].name}で作ります。{reading}の町で。" if told else "",
        confirmed_on="2026-04-01" if dice.random() < 0.2 else None,
    )  # fmt: skip
    company.drawn = drawn
    return company


@transaction.atomic
def add_many_visits(companies: int, days: int, a_day: int, drawn: int = 40) -> list[int]:
    """As `add_visits`, a hundred times faster: `drawn` tours get slots that are drawn, all others the same in turn."""
    first = add_visits(drawn, days, a_day=a_day)
    columns = ", ".join(field.column for field in Slot._meta.concrete_fields if field.name not in ("id", "activity"))
    copied = f"INSERT INTO bookings_slot (activity_id, {columns}) SELECT %s, {columns} FROM bookings_slot WHERE activity_id = %s"  # noqa: S608
    tours = list(first)
    for number, company in enumerate(Company.objects.public().order_by("pk")[drawn:companies]):
        tour = Tour(company=company, title=company.name[:80], slug=f"visit-{company.pk}", live=True, party_max=20)
        tour.save()
        tours.append(tour.pk)
        with connection.cursor() as cursor:
            cursor.execute(copied, [tour.pk, first[number % drawn]])
    return tours


@transaction.atomic
def add_visits(companies: int, days: int = 60, seed: int = 60, a_day: int = 1) -> list[int]:
    """A tour with `a_day` slots on each of the next `days` days for so many companies; the keys of the tours."""
    dice, tours, slots = random.Random(seed), [], []
    begin = datetime.combine(timezone.localdate(), time(10), tzinfo=timezone.get_default_timezone())
    for company in Company.objects.public().order_by("pk")[:companies]:
        tour = Tour(
            company=company,
            title=company.name[:80],
            slug=f"visit-{seed}-{company.pk}",
            live=True,
            party_max=dice.randint(2, 20),
        )
        tour.save()
        tours.append(tour.pk)
        for number in range(days * a_day):
            starts = begin + timedelta(days=1 + number // a_day, hours=2 * (number % a_day))
            capacity = dice.randint(2, 20)
            slot = Slot(activity_id=tour.pk, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=capacity)
            slot.taken = dice.randint(0, capacity)
            slot.books_from, slot.books_until = window(tour, starts).values()
            slots.append(slot)
    Slot.objects.bulk_create(slots, batch_size=BATCH)
    return tours
