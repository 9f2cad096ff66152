"""What can be booked: one company for a season, and every company of the ward, beside SQL written by hand."""

from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from bookings.models import Slot
from bookings.wishes import ANY, Wish, begin, span, wished
from directory.models import Company
from directory.upcoming import next_visits
from tests.load import by_hand
from tests.load.listing import beside_by_hand, cpu_ms
from tests.load.many import add_companies, add_many_visits, add_visits
from tests.load.pages import Figure
from tours.filters import TourFilter
from tours.models import Tour
from tours.templatetags.tours import visits_of

COMPANIES, DAYS, A_DAY = 4_000, 90, 3
SEVERAL = 4  # tours of the company that has many
MOST_TIMES = 3  # as much as by hand
# As little as the same answer costs: what holds for the tour is asked once for it, its slots through their index.
BY_HAND = """
SELECT t.company_id, (
    SELECT s.starts_at FROM bookings_slot s
    WHERE s.activity_id = a.id AND s.starts_at >= %s AND s.starts_at < %s AND s.status = 'open'
        AND s.taken <= s.capacity - coalesce(CAST(%s AS integer), a.party_min) AND s.books_from <= %s
        AND (s.books_until > %s OR (s.joins_until > %s AND EXISTS (
            SELECT 1 FROM bookings_booking b WHERE b.slot_id = s.id AND b.state = 'confirmed')))
        AND NOT (s.taken = 0 AND EXISTS (
            SELECT 1 FROM tours_need n JOIN tours_need m ON m.resource_id = n.resource_id
            JOIN bookings_slot o ON o.activity_id = m.tour_id
            WHERE n.tour_id = a.id AND o.id <> s.id AND o.taken > 0
                AND coalesce(o.busy_from, o.starts_at) < coalesce(s.busy_until, s.ends_at)
                AND coalesce(o.busy_until, o.ends_at) > coalesce(s.busy_from, s.starts_at)))
    ORDER BY s.starts_at LIMIT 1)
FROM tours_tour t JOIN bookings_activity a ON a.id = t.activity_ptr_id
WHERE a.live AND a.mode = 'booking' AND a.acceptance IN ('instant', 'approval') AND a.paused_at IS NULL
    AND (CAST(%s AS integer) IS NULL OR %s BETWEEN a.party_min AND a.party_max)"""
EVER = date(2999, 1, 1)


def availability_figures() -> list[Figure]:
    """Fills up to COMPANIES companies, all with visits; refuses to report unless both ways give the same answer."""
    figures = company_figures()
    add_companies(max(0, COMPANIES - Company.objects.public().count()))
    tours = add_many_visits(COMPANIES, days=DAYS, a_day=A_DAY)
    try:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return [*figures, *next_visit_figures(), *list_figures()]
    finally:
        _remove(tours)


def company_figures() -> list[Figure]:
    """One company with one tour and A_DAY slots a day, another with SEVERAL tours that have as many each."""
    few = add_visits(1, days=DAYS, a_day=A_DAY)
    many = [*few, *(tour for number in range(1, SEVERAL) for tour in add_visits(1, DAYS, 60 + number, A_DAY))]
    company, figures = Tour.objects.get(pk=few[0]).company, []
    for tours in (few, many):
        Tour.objects.filter(pk__in=many).update(live=False)
        Tour.objects.filter(pk__in=tours).update(live=True)
        name = f"{DAYS} days of a company, {len(tours)} × {A_DAY} slots a day"
        with CaptureQueriesContext(connection) as asked:
            season(company)
        figures += [
            Figure(f"{name}: its days and its page's visits", len(asked), "queries"),
            Figure("…", cpu_ms(season, [company]), "CPU ms"),
        ]
    figures[2].target = figures[0].value
    _remove(many)
    return figures


def season(company) -> int:
    """What a company's page reads of its visits, and the days of all of them for a party of two."""
    today = timezone.localdate()
    slots = Slot.objects.filter(activity__tour__company=company)
    found = wished(slots, Wish(people=2, first=today, last=today + timedelta(days=DAYS)))
    return len(found.values_list("starts_at", flat=True)) + len(visits_of(company).tours)


def next_visit_figures() -> list[Figure]:
    """Companies by their next visit as wished, which list, map and facets go by."""
    figures = [Figure("slots", Slot.objects.count(), "slots")]
    for name, wish in _wishes().items():
        if next_visits(wish) != by_hand_visits(wish):
            raise RuntimeError(f"{wish}: SQL by hand finds something else")
        floor, spent = (cpu_ms(way, [wish]) for way in (by_hand_visits, next_visits))
        figures += [
            Figure(f"bookable now, {name}: SQL by hand", floor, "CPU ms"),
            Figure(f"bookable now, {name}: all companies", spent, "CPU ms"),
            Figure("… : SQL by hand", spent / floor, "×", MOST_TIMES),
        ]
    in_a_school_year = _wishes()["two people"]._replace(grade="e6")
    return [*figures, Figure("… and for a school year", cpu_ms(next_visits, [in_a_school_year]), "CPU ms")]


def _wishes():
    day = [timezone.localdate() + timedelta(days=days) for days in range(DAYS)]
    return {
        "any visit": ANY,
        "two people": Wish(people=2),
        "four people on a weekend far off": Wish(people=4, first=day[76], last=day[77]),
        "twelve people within a month": Wish(people=12, first=day[34], last=day[64]),
    }


def by_hand_visits(wish: Wish) -> dict[int, datetime]:
    """The same as `next_visits`."""
    now, (start, end) = timezone.now(), span(wish)
    adapted = connection.ops.adapt_datetimefield_value
    first = max(start or now, now + timedelta(microseconds=1))
    moment, first, end = (adapted(value) for value in (now, first, end or begin(EVER)))
    people = wish.people
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [first, end, people, moment, moment, moment, people, people])
        rows = [(company, _moment(found)) for company, found in cursor.fetchall() if found]
    visits = {}
    for company, found in rows:
        visits[company] = min(found, visits.get(company, found))
    return visits


def _moment(value):
    """SQLite keeps moments in UTC, and does not say so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def list_figures() -> list[Figure]:
    """The whole list of companies with its facets, and the first page of tours."""
    by_hand.prepare()
    day = [(timezone.localdate() + timedelta(days=days)).isoformat() for days in range(DAYS)]
    questions = [
        {"people": [people], "date_from": [day[first]], "date_to": [day[last]]}
        for people, first, last in (("2", 6, 7), ("4", 1, 30), ("12", 34, 64))
    ]
    with translation.override("ja"):
        figures = beside_by_hand("bookable now", questions)
        tours = Figure("list of tours, two people: page of 24", cpu_ms(_page_of_tours, ["people=2"]), "CPU ms")
    return [*figures, tours]


def _page_of_tours(question):
    return list(TourFilter(QueryDict(question), Tour.objects.published()).qs[:24])


def _remove(tours):
    Slot.objects.filter(activity__in=tours)._raw_delete("default")
    Tour.objects.filter(pk__in=tours).delete()
