"""A few hundred invented companies as plain rows, the same in the database, and the rule of the list said row by row."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from bookings.audiences import FITS
from bookings.grades import Grade, grades_on
from bookings.models import Activity
from directory.geometry import walking_minutes
from directory.index import WALKS
from directory.models import Company, CompanyStation, Industry, Town
from search.services import found
from tests.factories import FieldFactory, ProcessFactory, SlotFactory, StationFactory, TourFactory, TownFactory

TOWNS = [("haneda-1", "kojiya-haneda"), ("kamata-1", "kamata"), ("kamata-2", "kamata"), ("omorikita-1", "omori")]
WORDS = ["青竹林", "赤松原", "白樺湖", "黒檀木", "銀杏葉", "桜桃実"]
# Spelling → value; the rare one belongs to a single company.
MACHINES = {
    "糸鋸盤": "糸鋸盤",
    "糸鋸盤 3台": "糸鋸盤",
    "手回し轆轤": "手回シ轆轤",
    "穿孔機 20t": "穿孔機",
    "穿孔機": "穿孔機",
}
CERTIFICATES = {"ISO 9001:2015（2019年3月）": "iso9001", "ISO9001": "iso9001", "エコアクション21": "エコアクション21"}
RARE = "水車"
VISITS = 50
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass
class Visit:
    """One slot of a company; `open` says all but the size of the party and for whom it is."""

    start: datetime
    open: bool
    left: int
    smallest: int
    largest: int
    audience: str

    def suits(self, people=None, date_from=None, date_to=None, grade=None):
        people, day = people or self.smallest, timezone.localdate(self.start)
        return (
            self.open
            and self.smallest <= people <= min(self.largest, self.left)
            and (date_from or day) <= day <= (date_to or day)
            and (grade is None or not FITS[self.audience].isdisjoint(grades_on(grade, timezone.localdate(), day)))
        )


@dataclass
class Row:
    """What is publicly true of one company."""

    pk: int
    name: str
    sort_key: str
    text: str
    has: dict[str, set[str]]
    walks: dict[str, int]
    point: tuple[float, float] | None
    story: bool
    confirmed_on: date | None
    public: bool
    visits: list[Visit] = field(default_factory=list)

    def next_visit(self, **asked):
        return min((visit.start for visit in self.visits if visit.suits(**asked)), default=None)


def build(count: int, seed: int = 9) -> list[Row]:
    """Write `count` companies into the database, one of eight with visits (VISITS at most); returns them as rows, the hidden ones too."""
    dice = random.Random(seed)
    base = {
        "field": [FieldFactory(slug=f"field-{n}", name=f"{word}用途") for n, word in enumerate(WORDS)],
        "process": [ProcessFactory(slug=f"process-{n}", name=f"術{n}") for n in range(5)],
        "town": [
            TownFactory(slug=slug, name=slug, area=area, lat=35.55 + n / 200, lon=139.71 + n / 200)
            for n, (slug, area) in enumerate(TOWNS)
        ],
        "station": [StationFactory(slug=f"station-{n}", name=f"駅{n}") for n in range(4)],
    }
    drawn = [_draw(dice, number, base) for number in range(count)]
    companies = Company.objects.bulk_create(company for company, _facts in drawn)
    for group, through in (("field", Company.fields.through), ("process", Company.processes.through)):
        through.objects.bulk_create(
            through(company=company, **{f"{group}_id": word.pk})
            for company, (_company, facts) in zip(companies, drawn, strict=True)
            for word in facts[group]
        )
    CompanyStation.objects.bulk_create(
        CompanyStation(company=company, station=station, rank=rank, minutes=minutes)
        for company, (_company, facts) in zip(companies, drawn, strict=True)
        for rank, (station, minutes) in enumerate(facts["walks"], start=1)
    )
    rows = [_row(company, facts) for company, (_company, facts) in zip(companies, drawn, strict=True)]
    for row in dice.sample(rows, min(VISITS, count // 8)):
        row.visits = [visit for _tour in range(dice.randint(1, 2)) for visit in _visits(dice, row)]
    return rows


def _visits(dice, row):
    """The slots of one tour, most of which somebody can book; the row learns whether it costs nothing."""
    smallest, audience = dice.choice([1, 1, 2, 4]), dice.choice(Activity.Audience.values)
    tour = TourFactory(
        company_id=row.pk, company=None, live=dice.random() < 0.9, audience=audience, party_min=smallest,
        party_max=smallest + dice.randint(0, 8), fee=dice.choice([None, 0, 0, 500]),
    )  # fmt: skip
    row.has["free"] |= {"yes"} if tour.live and tour.fee == 0 else set()
    now, visits = timezone.now(), []
    for days in dice.sample([*range(1, 30), *range(50, 500, 30)], dice.randint(1, 3)):
        changes = dice.choice(
            [{}, {}, {}, {}, {"status": "closed"}, {"status": "cancelled"}, {"books_until": now}, {"taken": 10}]
            + [{"books_from": now + timedelta(hours=1)}]
        )
        slot = SlotFactory(
            activity=tour, days=days, **{"capacity": 10, "taken": dice.randint(0, 9), "books_from": now} | changes
        )
        closed = changes and "taken" not in changes
        visits.append(Visit(slot.starts_at, tour.live and not closed, slot.left, smallest, tour.party_max, audience))
    return visits


def _draw(dice, number, base):
    facts = {group: dice.sample(base[group], dice.randint(0, 2)) for group in ("field", "process")}
    facts["town"] = dice.choice([*base["town"], None])
    facts["walks"] = sorted(
        ((station, dice.randint(1, 35)) for station in dice.sample(base["station"], dice.randint(0, 3))),
        key=lambda walk: walk[1],
    )
    facts["machine"] = dice.sample(sorted(MACHINES), dice.choice([0, 0, 1, 2])) + ([RARE] if number == 7 else [])
    facts["certificate"] = dice.sample(sorted(CERTIFICATES), dice.choice([0, 0, 1, 2]))
    key = "".join(dice.choices("アイウエオ", k=2))
    story = dice.random() < 0.5
    placed = facts["town"] is not None and dice.random() < 0.9
    company = Company(
        name=f"{dice.choice(WORDS)}工房{number}", name_key=f"{number}", slug=f"row-{number}", kana=key, sort_key=key,
        town=facts["town"], block=f"{number}", live=dice.random() < 0.95, hidden=dice.random() < 0.05,
        basis="consent" if dice.random() < 0.9 else "register",
        corporate_number=f"{number:013}" if dice.random() < 0.7 else None,
        lat=35.55 + dice.random() / 40 if placed else None, lon=139.71 + dice.random() / 40 if placed else None,
        opening_mode=dice.choice(["", "free", "booking"]), industry=dice.choice(["", "09", "24", "32"]),
        scholarship=dice.random() < 0.3, confirmed_on=dice.choice([None, date(2026, 4, 1), date(2026, 5, 1)]),
        recruiting=[value for value in Company.Recruiting.values if dice.random() < 0.3],
        facts=[value for value in Company.Fact.values if dice.random() < 0.3],
        machines=dice.choice("、\n").join(facts["machine"]), certificates="\n".join(facts["certificate"]),
        story=" ".join(dice.choices(WORDS, k=dice.randint(1, 4))) if story else "",
    )  # fmt: skip
    return company, facts


def _row(company, facts):
    town, number = facts["town"], company.corporate_number
    point = (company.lat, company.lon) if number else town and (town.lat, town.lon)
    words = [word.name for word in facts["field"] + facts["process"]]
    return Row(
        pk=company.pk,
        name=company.name,
        sort_key=company.sort_key,
        text="\n".join([company.name, company.story, company.machines, *words]),
        has={
            "field": {word.slug for word in facts["field"]},
            "process": {word.slug for word in facts["process"]},
            "machine": {MACHINES.get(name, name) for name in facts["machine"]},
            "certificate": {CERTIFICATES[name] for name in facts["certificate"]},
            "town": {town.slug} if town else set(),
            "area": {town.area} if town else set(),
            "mode": {company.opening_mode} - {""},
            "industry": {company.industry} - {""},
            "recruiting": set(company.recruiting),
            "fact": set(company.facts),
            "scholarship": {"yes"} if company.scholarship else set(),
            "free": set(),
        },
        walks={station.slug: minutes for station, minutes in facts["walks"]},
        point=point if company.lat is not None else None,
        story=bool(company.story),
        confirmed_on=company.confirmed_on,
        public=company.live and not company.hidden and (number is not None or company.basis == "consent"),
    )


GROUPS = (
    "field",
    "process",
    "machine",
    "certificate",
    "area",
    "town",
    "mode",
    "recruiting",
    "scholarship",
    "free",
    "fact",
    "industry",
)
VALUES = {
    "field": [f"field-{n}" for n in range(len(WORDS))],
    "process": [f"process-{n}" for n in range(5)],
    "machine": [*dict.fromkeys(MACHINES.values()), RARE],
    "certificate": [*dict.fromkeys(CERTIFICATES.values())],
    "area": Town.Area.values,
    "town": [slug for slug, _area in TOWNS],
    "mode": ["free", "booking", "timed"],
    "recruiting": Company.Recruiting.values,
    "scholarship": ["yes"],
    "free": ["yes"],
    "fact": Company.Fact.values,
    "industry": Industry.values,
    "station": [f"station-{n}" for n in range(4)],
}


@dataclass
class Question:
    """A state of the filter: `groups` by name, and what narrows otherwise."""

    groups: dict[str, list[str]]
    station: list[str]
    walk: int | None = None
    here: tuple[float, float] | None = None
    box: tuple[float, float, float, float] | None = None
    words: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    sort: str = ""
    visit: dict = field(default_factory=dict)

    @property
    def q(self):
        quoted = [f'"{word}"' if " " in word else word for word in self.words]
        return " ".join([*quoted, *(f"-{word}" for word in self.refused)])

    def parameters(self):
        single = {"walk": self.walk, "q": self.q, "sort": self.sort, **self.visit}
        numbers = {"here": self.here, "bbox": self.box}
        return (
            [(name, value) for name, values in {**self.groups, "station": self.station}.items() for value in values]
            + [(name, value) for name, value in single.items() if value]
            + [(name, ",".join(map(str, value))) for name, value in numbers.items() if value]
        )


def draw_question(dice: random.Random) -> Question:
    chosen = [name for name in GROUPS if dice.random() < 0.17]
    question = Question(
        {name: dice.sample(VALUES[name], min(len(VALUES[name]), dice.randint(1, 3))) for name in chosen}, []
    )
    if dice.random() < 0.2:
        question.station = dice.sample(VALUES["station"], dice.randint(1, 2))
    if dice.random() < 0.25:
        question.walk = dice.choice([3, 5, 10, 20, 60])
    if dice.random() < 0.2:
        question.here = (round(35.54 + dice.random() / 20, 3), round(139.70 + dice.random() / 20, 3))
    if dice.random() < 0.15:
        west, south = 139.70 + dice.random() / 50, 35.54 + dice.random() / 50
        question.box = (west, south, west + dice.random() / 20, south + dice.random() / 20)
    if dice.random() < 0.35:
        one, other = dice.sample(WORDS, 2)
        question.words = dice.choice([(one,), (one, other), (f"{one} {other}",), (one[1:],), ("工房", one), ("術1",)])
        question.refused = dice.choice([(), (), (dice.choice(WORDS),)])
    question.sort = dice.choice(["", "", "", "recommended", "name", "confirmed"])
    if dice.random() < 0.25:
        question.visit = draw_visit(dice)
    return question


def draw_visit(dice: random.Random) -> dict:
    """What is asked of a visit, by the names of the filter."""
    first = timezone.localdate() + timedelta(days=dice.choice([0, 1, 10, 100]))
    asked = {
        "people": dice.choice([1, 2, 3, 4, 8, 13]),
        "date_from": first,
        "date_to": first + timedelta(days=dice.choice([0, 2, 20, 400])),
        "grade": dice.choice(Grade.values),
    }
    return {name: asked[name] for name in dice.sample(sorted(asked), dice.choice([1, 1, 2, 3, 4]))}


def is_near(row, station, walk, here):
    """Within the minutes of the place, and of one of the stations if any is asked for or nothing else is."""
    if here and not (row.point and walking_minutes(here, row.point) <= (walk or 15)):
        return False
    if station or (walk and not here):
        return any(minutes <= (walk or 999) for name, minutes in row.walks.items() if not station or name in station)
    return True


def failing(row: Row, question: Question) -> set[str]:
    """The names of the conditions that a row does not meet; `other` stands for what is no group."""
    fails = {name for name, values in question.groups.items() if not row.has[name] & set(values)}
    if not is_near(row, question.station, question.walk, question.here):
        fails.add("near")
    if question.visit and not row.next_visit(**question.visit):
        fails.add("other")
    if question.box:
        west, south, east, north = question.box
        if not (row.point and south <= row.point[0] <= north and west <= row.point[1] <= east):
            fails.add("other")
    if not all(word in row.text for word in question.words) or any(word in row.text for word in question.refused):
        fails.add("other")
    return fails


def answer(rows: list[Row], question: Question) -> tuple[list[int], dict[str, Counter]]:
    """The keys of the companies in order, and for each group what every value would give if it were the only choice."""
    results, counts = [], {name: Counter() for name in (*GROUPS, "station", "walk")}
    for row in rows:
        fails = failing(row, question) if row.public else {"other"}
        if not fails:
            results.append(row)
        for name in GROUPS:
            if fails <= {name}:
                counts[name].update(row.has[name])
        if fails <= {"near"}:
            counts["station"].update(name for name in row.walks if is_near(row, [name], question.walk, question.here))
            limits = {*WALKS, question.walk} - {None}
            counts["walk"].update(limit for limit in limits if is_near(row, question.station, limit, question.here))
    return [row.pk for row in sorted(results, key=_place(question))], counts


def _place(question):
    ranks = found("directory.company", question.q) if question.q else {}

    def usual(row):
        if question.here:
            way = walking_minutes(question.here, row.point)
        else:
            way = min((row.walks[name] for name in question.station if name in row.walks), default=0)
        return (
            way,
            ranks.get(row.pk, 0),
            row.next_visit(**question.visit) or NEVER,
            not row.story,
            row.confirmed_on is None,
            row.sort_key,
            row.pk,
        )

    orders = {
        "name": lambda row: (row.sort_key, row.pk),
        "confirmed": lambda row: (-(row.confirmed_on or date.min).toordinal(), row.sort_key, row.pk),
    }
    return orders.get(question.sort, usual)


def told(facets):
    """What the facets of the page tell, as `worth_telling` would have it."""
    return {name: {choice.value: choice.count for choice in choices} for name, choices in facets.items()}


def worth_telling(counts, question):
    """Values with results and chosen ones; of what companies write themselves only what two or more write."""
    chosen = {**question.groups, "station": question.station, "walk": [question.walk] if question.walk else []}
    return {
        name: {
            value: count[value]
            for value in {*count, *chosen.get(name, ())}
            if value in chosen.get(name, ()) or (count[value] and value != RARE)
        }
        for name, count in counts.items()
    }
