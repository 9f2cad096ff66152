"""Courses out of what can be booked: which tours fit into one, on which day, and what to say where none does."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.audiences import meant
from bookings.grades import grades_on
from bookings.models import Slot
from core.dates import local
from directory.geometry import Point, metres, walking_minutes
from directory.open_points import open_point
from tours import courses
from tours.course_words import in_words, not_for
from tours.models import Tour

AHEAD = timedelta(days=62)  # how far ahead days are looked for on which chosen tours go together
SOON = timedelta(days=28)  # the same for tours that nobody has chosen: there are many more of them
OTHER_DAYS = 4
AMONG = 8  # companies among which a proposal chooses, the nearest ones: with more it would not come at once
FARTHEST = (30, 60)  # minutes on foot from one stop to the next: what is proposed first, and where nothing else is
ANY = 24 * 60  # for those who chose the stops
SUGGESTED = 6
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
NUMBER = re.compile(r"[0-9]{1,18}")
READ = 12  # slugs of one address that are looked at


@dataclass(frozen=True)
class Wish:
    """What a course is asked for. `stops` is how many places it is to have; those beyond the `tours` are proposed."""

    tours: list[Tour]
    people: int = 1
    day: date | None = None
    stops: int = 0
    grade: str = ""
    field: str = ""  # slug of a field, of what is proposed
    start: Point | None = None
    start_slug: str = ""  # of the station that stands there


@dataclass(frozen=True)
class Stop:
    """One visit of a proposal, and the minutes on foot to it."""

    tour: Tour
    slot: Slot
    walk: int


@dataclass(frozen=True)
class Proposal:
    """A course that can be booked now; `best_at` names the measures of `courses.MEASURES` by which no other is better."""

    stops: list[Stop]
    best_at: list[str]
    walking: int

    @property
    def slots(self) -> list[Slot]:
        return [stop.slot for stop in self.stops]

    @property
    def points(self) -> list[Point]:
        return [open_point(stop.tour.company) for stop in self.stops]


@dataclass(frozen=True)
class Answer:
    """What a wish comes to: `proposals`, or `why` there are none, other `days` on which there are, and the tours
    `without` one of which there would be one that day."""

    day: date | None
    proposals: list[Proposal] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    without: list[Tour] = field(default_factory=list)


def can_be_stops():
    """Tours that a course may have: booked at once, and not talked about or drawn for."""
    return Tour.objects.published().filter(
        mode=Tour.Mode.BOOKING, acceptance=Tour.Acceptance.INSTANT, paused_at=None
    ).exclude(company__lat=None)  # fmt: skip


def chosen(slugs: Iterable[str]) -> tuple[list[Tour], list[str]]:
    """The tours of an address in its order, at most courses.MOST, and a sentence for each that cannot be in a course."""
    slugs = [slug for slug in dict.fromkeys(islice(slugs, READ)) if SLUG.fullmatch(slug)]
    found = Tour.objects.published().select_related("company__town").in_bulk(slugs, field_name="slug") if slugs else {}
    tours, refused = [], []
    for slug in slugs:
        tour = found.get(slug)
        reason = _why_no_stop(tour, tours)
        if reason:
            refused.append(reason)
        else:
            tours.append(tour)
    return tours, list(dict.fromkeys(refused))


def _why_no_stop(tour, others):
    if tour is None:
        return _("見つからない見学がありました。")
    words = {"title": tour.localized_title}
    if tour.mode != Tour.Mode.BOOKING or tour.acceptance != Tour.Acceptance.INSTANT:
        return _("「%(title)s」は、申し込むとすぐに決まる見学ではないので、コースに入りません。") % words
    if tour.paused_at:
        return _("「%(title)s」は、いまお休み中です。") % words
    if open_point(tour.company) is None:
        return _("「%(title)s」は、場所がまだ地図にないので、コースに入りません。") % words
    if any(other.company_id == tour.company_id for other in others):
        return _("「%(title)s」は、もう入っている見学と同じ工場です。1つの工場から1つえらべます。") % words
    if len(others) == courses.MOST:
        return _("コースに入る見学は、%(most)dつまでです。") % {"most": courses.MOST}
    return ""


def slots_of(numbers: Iterable[str]) -> list[Slot]:
    """The slots of an address, the earliest first, each with its tour; only such as can be stops."""
    pks = {int(number) for number in islice(numbers, READ) if NUMBER.fullmatch(number)}
    slots = Slot.objects.filter(pk__in=pks, activity__in=can_be_stops().values("pk"))
    return list(slots.select_related("activity__tour__company__town").order_by("starts_at", "pk"))


def is_course(slots: list[Slot]) -> bool:
    """Whether these slots make a course: as many as one may have, of different companies, on one day, in time."""
    visits = [_visit(slot) for slot in slots]
    companies = {slot.activity.tour.company_id for slot in slots}
    one_day = len({local(slot.starts_at).date() for slot in slots}) == 1
    return (
        courses.FEWEST <= len(slots) <= courses.MOST
        and len(companies) == len(slots)
        and one_day
        and all(
            courses.follows(one, other, stop.walk)
            for (one, other), stop in zip(pairwise(visits), stops_of(slots)[1:], strict=True)
        )
    )


def stops_of(slots: list[Slot]) -> list[Stop]:
    """The same slots as stops, in their order."""
    points = [open_point(slot.activity.tour.company) for slot in slots]
    walks = [0, *(walking_minutes(one, other) for one, other in pairwise(points))]
    return [Stop(slot.activity.tour, slot, walk) for slot, walk in zip(slots, walks, strict=True)]


def answer(wish: Wish) -> Answer:
    """The best courses for a wish, or why there are none. Three statements, however many tours and slots there are."""
    proposing = wish.stops > len(wish.tours)
    days = _days(wish, None if proposing else [tour.pk for tour in wish.tours])
    tours = {tour.pk: tour for tour in wish.tours}
    if proposing:
        tours |= _others(wish, {slot.activity_id for slots in days.values() for slot in slots} - tours.keys())
    for farthest in FARTHEST if proposing else (ANY,):
        found = _answer(_Planner(wish, tours, proposing, farthest), wish, dict(days))
        if found.proposals or (found.days and not wish.day):
            break
    return found


def _answer(planner, wish, days):
    if wish.day:
        return _of_day(planner, wish.day, days)
    works = planner.working(days, OTHER_DAYS)
    if planner.proposing and works:
        return Answer(works[0], planner.proposals(days[works[0]]), days=works[1:])
    return Answer(None, why=[] if works else _no_day(wish, planner), days=works)


def _of_day(planner, day, days):
    slots = days.pop(day, [])
    if proposals := planner.proposals(slots):
        return Answer(day, proposals)
    return Answer(
        day,
        why=planner.why(slots),
        days=planner.working(
            {other: days[other] for other in sorted(days, key=lambda other: abs(other - day))}, OTHER_DAYS
        ),
        without=planner.without(slots),
    )


def _no_day(wish, planner):
    words = {"people": wish.people, "weeks": (SOON if planner.proposing else AHEAD).days // 7, "stops": planner.stops}
    why = [sentence for tour in wish.tours if (sentence := not_for(tour, wish.people))]
    return why or [_("これから%(weeks)d週間のうちに、%(people)d人で%(stops)dか所を回れる日がありません。") % words]


def _days(wish, pks):
    """The slots that the party could book, by day: of these tours (pk), or of all that can be stops."""
    first = timezone.localdate()
    last = first + (SOON if pks is None else AHEAD)
    begin, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last))
    if wish.day and wish.day >= last:
        begin = timezone.make_aware(datetime.combine(wish.day, time()))
        end = begin + timedelta(days=1)
    slots = Slot.objects.bookable_for(wish.people).filter(starts_at__gte=begin, starts_at__lt=end)
    slots = slots.filter(activity__in=can_be_stops().values("pk") if pks is None else pks)
    if pks is None and wish.grade:
        slots = slots.filter(meant(grades_on(wish.grade, first, max(wish.day or first, first))))
    days = defaultdict(list)
    for slot in slots.order_by("starts_at", "pk"):
        days[local(slot.starts_at).date()].append(slot)
    return days


def _others(wish, pks):
    """Tours that may be proposed beside those that were chosen, by pk."""
    tours = Tour.objects.filter(pk__in=pks).exclude(company__in=[tour.company_id for tour in wish.tours])
    if wish.field:
        tours = tours.filter(company__fields__slug=wish.field)
    return tours.select_related("company__town").in_bulk()


class _Planner:
    """Plans the days of one wish. `tours` are all that may be stops, by pk."""

    def __init__(self, wish, tours, proposing, farthest):
        self.wish, self.tours = wish, tours
        self.proposing = proposing
        self.stops = wish.stops if proposing else len(wish.tours)
        self.points = {pk: open_point(tour.company) for pk, tour in tours.items()}
        self.chosen = [tour.pk for tour in wish.tours]
        self.farthest = farthest
        self.minutes = {}

    def walk(self, one, other):
        pair = (one, other) if one < other else (other, one)
        if pair not in self.minutes:
            self.minutes[pair] = walking_minutes(self.points[one], self.points[other])
        return self.minutes[pair]

    def to_first(self, place):
        return walking_minutes(self.wish.start, self.points[place]) if self.wish.start else 0

    def visits(self, slots):
        slots = [slot for slot in slots if slot.activity_id in self.tours]
        if self.proposing:
            near = self._nearest({slot.activity_id for slot in slots})
            slots = [slot for slot in slots if slot.activity_id in near]
        return [_visit(slot) for slot in slots]

    def _nearest(self, places):
        """The chosen places and, one of each company, those nearest to where it begins; else where they stand closest."""
        places = sorted(places)
        centre = self.wish.start or (self.points[self.chosen[0]] if self.chosen else self._closest(places))
        near, companies = list(self.chosen), {self.tours[pk].company_id for pk in self.chosen}
        for place in sorted(places, key=lambda place: metres(centre, self.points[place])):
            if self.tours[place].company_id not in companies and len(near) < AMONG:
                near.append(place)
                companies.add(self.tours[place].company_id)
        return set(near)

    def _closest(self, places):
        def around(place):
            near = sorted(metres(self.points[place], self.points[other]) for other in places)
            return sum(near[: self.stops])

        return self.points[min(places, key=around)] if places else (0, 0)

    def proposals(self, slots):
        by_pk = {slot.pk: slot for slot in slots}
        found = courses.plan(
            self.visits(slots),
            stops=self.stops,
            walk=self.walk,
            to_first=self.to_first,
            must=self.chosen,
            farthest=self.farthest,
        )
        return [
            Proposal(
                [
                    Stop(self.tours[visit.place], by_pk[visit.slot], minutes)
                    for visit, minutes in zip(course.visits, course.walks, strict=True)
                ],
                best_at,
                course.walking,
            )
            for course, best_at in found
        ]

    def working(self, days, most):
        """The first so many of these days on which there is a course, in order."""
        works = (day for day, slots in days.items() if self._works(slots))
        return sorted(islice(works, most))

    def _works(self, slots):
        visits = self.visits(slots)
        enough = len({visit.place for visit in visits}) >= self.stops
        return enough and courses.plan(
            visits, stops=self.stops, walk=self.walk, must=self.chosen, farthest=self.farthest
        )

    def why(self, slots):
        visits = self.visits(slots)
        if self.proposing and len({visit.place for visit in visits}) < self.stops:
            return [_("この日に%(people)d人で行ける工場が足りません。") % {"people": self.wish.people}]
        if self.proposing:
            return [_("この日に行ける工場は、時間か道のりが合いませんでした。")]
        told = courses.obstacles(visits, self.chosen, self.walk)
        return [in_words(obstacle, self.tours, self.wish.people) for obstacle in told]

    def without(self, slots):
        """Those of the chosen tours that only have to be left out."""
        if self.proposing or len(self.chosen) <= courses.FEWEST:
            return []
        visits = self.visits(slots)
        return [
            self.tours[left]
            for left in self.chosen
            if courses.plan([v for v in visits if v.place != left], stops=len(self.chosen) - 1, walk=self.walk)
        ]


def _visit(slot):
    start = local(slot.starts_at)
    begin = 60 * start.hour + start.minute
    return courses.Visit(
        begin, begin + int((slot.ends_at - slot.starts_at).total_seconds() // 60), slot.activity_id, slot.pk
    )


def suggestions(wish: Wish) -> list[Tour]:
    """Tours that could be added: bookable on the day, or soon where none is chosen; the nearest to the first one, or
    the soonest. Each with `next_slots`. Two statements, and three for what is shown of a tour."""
    days = _days(wish, None)
    slots = days.get(wish.day, []) if wish.day else [slot for of_day in days.values() for slot in of_day]
    first = {}
    for slot in slots:
        first.setdefault(slot.activity_id, slot)
    taken = [tour.company_id for tour in wish.tours]
    points = can_be_stops().filter(pk__in=first).exclude(company__in=taken).select_related("company__town")
    tours = sorted(points, key=lambda tour: (_distance(wish, tour), first[tour.pk].starts_at, tour.pk))
    one_each = list({tour.company_id: tour for tour in reversed(tours)}.values())[::-1][:SUGGESTED]
    for tour in one_each:
        tour.next_slots = [first[tour.pk]]
    return one_each


def _distance(wish, tour):
    centre = open_point(wish.tours[0].company) if wish.tours else wish.start
    return metres(centre, open_point(tour.company)) if centre else 0
