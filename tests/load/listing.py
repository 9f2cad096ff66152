"""A page of the list, its facets and the text search in process, each beside hand-written SQL that returns the same."""

import time
import tracemalloc
from datetime import timedelta
from statistics import median
from urllib.parse import urlencode

import psutil
from django.db import connection
from django.http import QueryDict
from django.utils import timezone, translation

from bookings.models import Slot
from directory import index
from directory.facets import facets
from directory.filters import GROUPS, CompanyFilter
from directory.index import WALKS
from directory.models import Company
from tests.load import by_hand
from tests.load.many import add_companies, add_visits
from tests.load.pages import Figure
from tours.models import Tour

SECONDS = 3  # each way of asking a question is measured for as long; the clock of PostgreSQL's CPU ticks every 10 ms
LEAST_ROUNDS = 5
VISITED = 300  # companies with a visit on each of 60 days
# Each question in a few shapes, so that no answer is a remembered one.
QUESTIONS = {
    "nothing": [{}],
    "field + process": [
        {"field": [field], "process": [process]}
        for field, process in (("medical", "cutting"), ("space", "press"), ("food", "welding"))
    ],
    "text": [{"q": [word]} for word in ("研磨", "アカ", "半導体の部品")],
    "text + field + area": [
        {"q": [word], "field": [field], "area": [area]}
        for word, field, area in (("旋盤", "medical", "kamata"), ("板金", "space", "omori"), ("めっき", "art", "chofu"))
    ],
    "five groups": [
        {"field": [field, "mobility"], "process": [process, "press"], "area": ["kamata", "omori"],
         "mode": ["free", "booking"], "certificate": [certificate]}
        for field, process, certificate in (("medical", "cutting", "iso9001"), ("space", "laser", "iso14001"))
    ],
}  # fmt: skip


def ours(question):
    """The same as `by_hand.answer`, from directory.filters. Marking the words of 24 rows is the search's own figure."""
    filters = CompanyFilter(QueryDict(urlencode(question, doseq=True)))
    positions = filters.in_order()
    shown = [_shown(filters.index, position) for position in positions[: by_hand.ROWS]]
    return len(positions), shown, facets(filters, "ja")


def _shown(known, at):
    entry = known.entries[at]
    words = ("、".join(word.name for word in known.words_of(group, at)) for group in ("field", "process"))
    return "|".join((entry.slug, entry.name, entry.english_name, entry.tagline, known.town(at), *words))


def listing_figures(count=0):
    """Fill up to `count` companies and measure every question; refuses to report unless both answers are equal."""
    add_companies(max(0, count - Company.objects.count()))
    figures = index_figures()
    by_hand.prepare()
    with translation.override("ja"):
        for name, questions in QUESTIONS.items():
            figures += beside_by_hand(name, questions)
    return figures + bookable_figures()


def beside_by_hand(name, questions):
    for question in questions:
        compare(question)
    floor, spent = (cpu_ms(way, questions) for way in (by_hand.answer, ours))
    return [
        Figure(f"list, {name}: SQL by hand", floor, "CPU ms"),
        Figure(f"list, {name}: rows + facets + text", spent, "CPU ms"),
        Figure("… : SQL by hand", spent / floor, "×", 2),
    ]


def bookable_figures():
    """What can be booked now, with VISITED companies that take visitors; they are gone again after it."""
    tours = add_visits(VISITED)
    day = [(timezone.localdate() + timedelta(days=days)).isoformat() for days in range(60)]
    questions = [
        {"people": [people], "date_from": [day[first]], "date_to": [day[last]]}
        for people, first, last in (("2", 6, 7), ("4", 1, 30), ("12", 34, 46))
    ]
    try:
        with translation.override("ja"):
            return beside_by_hand("bookable now", questions)
    finally:
        Slot.objects.filter(activity__in=tours).delete()
        Tour.objects.filter(pk__in=tours).delete()


def cpu_ms(way, questions):
    """Mean CPU of one question, this process's and its PostgreSQL's."""
    for question in questions:
        way(question)
    before, began, rounds = _cpu(), time.monotonic(), 0
    while rounds < LEAST_ROUNDS or time.monotonic() - began < SECONDS:
        for question in questions:
            way(question)
        rounds += 1
    return 1000 * (_cpu() - before) / rounds / len(questions)


def _cpu():
    backend = 0
    if connection.vendor == "postgresql":
        times = psutil.Process(connection.connection.info.backend_pid).cpu_times()
        backend = times.user + times.system
    return time.process_time() + backend


def compare(question):
    """Raise if the two ways give different answers."""
    total, shown, groups = ours(question)
    counts = {name: {str(choice.value): choice.count for choice in groups[name] if choice.count} for name in groups}
    total_by_hand, rows_by_hand, counts_by_hand = by_hand.answer(question)
    steps = counts_by_hand["walk"]
    counts_by_hand["walk"] = {str(limit): sum(n for at, n in steps.items() if int(at) <= limit) for limit in WALKS}
    counts_by_hand["walk"] = {limit: number for limit, number in counts_by_hand["walk"].items() if number}
    for name in ("machine", "certificate"):
        known = {word.value for word in index.current().words[name]}
        counts_by_hand[name] = {value: number for value, number in counts_by_hand[name].items() if value in known}
    if (total, shown, counts) != (total_by_hand, rows_by_hand, counts_by_hand):
        wrong = [name for name in (*GROUPS, "walk") if counts[name] != counts_by_hand[name]]
        raise RuntimeError(
            f"{question}: {total} and {total_by_hand} found, other counts in {wrong}, {shown != rows_by_hand}"
        )


def index_figures():
    """What the index costs whole, and after one company was saved; the median of three."""
    index._kept = None
    tracemalloc.start()
    index.current()
    held = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    index._kept = None
    first = _reading()
    company = Company.objects.public().order_by("-pk").first()
    saved = []
    for number in range(3):
        Company.objects.filter(pk=company.pk).update(tagline=f"{number}")
        saved.append(_reading())
    return [
        Figure(f"index of {index.current().size:,} companies, read whole", first, "CPU ms"),
        Figure("… memory that it holds in each process", held, "MiB"),
        Figure("… the next request after a company was saved", median(saved), "CPU ms"),
    ]


def _reading():
    began = _cpu()
    index.current()
    return 1000 * (_cpu() - began)
