"""In whose manner companies, their tours and the ward's events are drawn, and that lists ask nothing more for it."""

import pytest

from core.covers import FAMILIES, Cover
from directory import index
from directory.models import Company
from tests.factories import CompanyFactory, EventFactory, FieldFactory, ProcessFactory, TourFactory
from tests.queries import queries_of
from tours.models import Tour

pytestmark = pytest.mark.django_db


@pytest.fixture
def words():
    return {
        "turning": ProcessFactory(slug="turning", order=2),
        "welding": ProcessFactory(slug="welding", order=1),
        "space": FieldFactory(slug="space", order=2),
        "paper": FieldFactory(slug="paper", order=1, colour="#0A7B2C"),
    }


def company(*words, **values):
    made = CompanyFactory(**values)
    made.processes = [word for word in words if word.slug in ("turning", "welding")]
    made.fields = [word for word in words if word.slug in ("space", "paper")]
    made.save()
    return Company.objects.get(pk=made.pk)


def of_index(company):
    current = index.current()
    return current.cover(current.by_slug[company.slug])


def test_a_company_is_drawn_by_its_first_process_in_the_colours_of_its_first_field(words):
    nami = company(words["turning"], words["welding"], words["space"], slug="nami")
    assert nami.cover == of_index(nami) == Cover("nami", "welding", "space")


def test_a_field_of_the_wards_own_gives_its_colour(words):
    nami = company(words["turning"], words["space"], words["paper"], slug="nami")
    assert nami.cover == of_index(nami) == Cover("nami", "turning", "0a7b2c")


def test_a_company_without_words_is_drawn_too():
    nami = company(slug="nami")
    assert nami.cover == of_index(nami)
    assert (nami.cover.family in FAMILIES, nami.cover.field) == (True, "brand")


def test_a_draft_is_drawn_as_it_will_be(words):
    nami = company(words["turning"], slug="nami")
    nami.processes = [words["welding"]]
    assert nami.cover.family == "welding"


def test_a_list_of_companies_draws_without_a_further_question(words):
    company(words["turning"], words["space"])
    shown = Company.objects.prefetch_related("fields", "processes")
    one = queries_of(lambda: [company.cover for company in shown.all()])
    company(words["welding"])
    company(words["paper"])
    assert len(queries_of(lambda: [company.cover for company in shown.all()])) == len(one) == 3


def test_a_tour_is_a_drawing_of_its_own_in_its_companys_manner(words):
    nami = company(words["turning"], words["space"], slug="nami")
    assert TourFactory(company=nami, slug="see").cover == Cover("see", "turning", "space")


def test_a_list_of_tours_draws_without_a_further_question(words):
    TourFactory(company=company(words["turning"], words["space"]))
    shown = Tour.objects.published().with_next_slot()
    one = queries_of(lambda: [tour.cover for tour in shown.all()])
    for _ in range(2):
        TourFactory(company=company(words["welding"]))
    assert len(queries_of(lambda: [tour.cover for tour in shown.all()])) == len(one)


def test_an_event_wears_the_brand():
    event = EventFactory(slug="open-doors")
    assert len(queries_of(lambda: event.cover)) == 0
    assert event.cover.field == "brand"
