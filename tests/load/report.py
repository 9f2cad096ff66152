"""All figures of one database, in the order in which somebody would ask for them."""

import time

from directory.models import Company, Field, Process, Town
from events.models import Event
from tests.load.availability import availability_figures
from tests.load.booking import booking_figures, race_figures, room
from tests.load.crowd import crowded_event
from tests.load.data import invented_list, manage
from tests.load.export import export_figures, memory_figures
from tests.load.killing import kill_figures
from tests.load.listing import listing_figures
from tests.load.look import look_figures
from tests.load.mapping import map_figures
from tests.load.pages import Figure, page_figures
from tests.load.searching import search_figures, suggestion_figures, writing_figures
from tests.load.server import running

TOUR = "hanemushi-neko-bane"
CROWDED, PLACES = "kagami-kitsune-kagami", 50
LARGE = 100_000
PARTS = ("portal", "crowd", "kill", "directory", "availability", "large", "look")


def measure_all(database, folder, parts=PARTS, given_list=None):
    """Fill the database, measure these parts, print every figure as it comes.

    portal: pages, bookings, a race, the export. crowd: 500 people for 50 places. kill: bookings while web server and
    worker die. directory: list, search, map and suggestions with the ward's companies.
    look: Lighthouse, before it is large. availability: what can be booked, with visits to every company. large: list and
    search with LARGE companies.
    """
    environment = {"DATABASE_URL": database, "VAR_DIR": str(folder)}
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    manage(environment, "prepare")
    if set(parts) - {"crowd", "kill"}:
        show(import_figures(environment, folder, given_list))
    if "portal" in parts:
        measure_portal(environment)
    if "crowd" in parts:
        with running(environment) as server:
            show(race_figures(server, CROWDED, room(CROWDED, PLACES)[0], people=500, within=10))
        manage(environment, "check_seats")
    if "kill" in parts:
        manage(environment, "work", "--once")
        show(kill_figures(environment, folder))
    if "directory" in parts:
        with running(environment) as server:
            show(map_figures(server))
            show(suggestion_figures(server))
        for figures in (search_figures, writing_figures, listing_figures):
            show(figures())
    if "look" in parts:
        with running(environment) as server:
            for figures in look_figures(server):
                show(figures)
    if "availability" in parts:
        show(availability_figures())
    if "large" in parts:
        show(listing_figures(LARGE))
        show(search_figures())


def measure_portal(environment):
    crowd = crowded_event()
    slots = room(TOUR, 500, count=8)
    race = room(CROWDED, PLACES)[0]
    companies = list(Company.objects.public().order_by("pk").values_list("slug", flat=True)[::40])
    with running(environment) as server:
        event = Event.objects.filter(live=True).exclude(slug=crowd).first().slug
        show(page_figures(server, company_slugs=companies, tour_slug=TOUR, event_slug=event))
        show(booking_figures(server, TOUR, slots))
        show(booking_figures(server, TOUR, slots, clients=8, rounds=64))
        show(race_figures(server, CROWDED, race))
        show(export_figures(server, crowd))
        show(memory_figures(server))
    manage(environment, "check_seats")  # fails on drift


def import_figures(environment, folder, given_list):
    towns = list(Town.objects.order_by("pk").values_list("name", flat=True))
    fields = list(Field.objects.order_by("pk").values_list("name", flat=True))
    processes = list(Process.objects.order_by("pk").values_list("name", flat=True))
    path = given_list or invented_list(folder / "list.csv", towns, fields, processes)
    figures = []
    for title, target in (("import of 3,600 companies", 20), ("the same file again, nothing changes", None)):
        began = time.monotonic()
        manage(environment, "import_companies", path, "--basis", "consent")
        figures.append(Figure(title, time.monotonic() - began, "s", target))
    return [*figures, Figure("companies in the database", Company.objects.count(), "companies")]


def show(figures):
    for figure in figures:
        print(figure, flush=True)
