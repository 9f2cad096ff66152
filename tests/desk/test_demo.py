"""The demo: enough to believe in, the same every time, and nothing that could be taken for real."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from bookings.models import Booking, HostNews, Slot
from bookings.services import check_seats
from bookings.waits import Wait
from desk.demo.building import NotEmpty, build_demo
from desk.demo.generated import companies
from desk.demo.written import COMPANIES
from directory.models import Company
from directory.places import load_stations, load_towns, load_vocabularies
from events.models import Event
from notices.models import Notice
from tours.models import Resource, Tour

pytestmark = pytest.mark.django_db
LEGAL_FORMS = ("株式会社", "有限会社", "合同会社", "㈱", "(株)")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, built once for all tests here (it takes seconds) and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_towns()
        load_stations()
        load_vocabularies()
        yield build_demo()
        transaction.set_rollback(True)


def test_demo_has_what_it_promises(demo):
    assert demo == {"companies": 120, "tours": 34, "events": 4, "bookings": 64}
    assert Company.objects.public().exclude(lat=None).count() == 120
    assert Company.objects.exclude(story="").filter(slug__in=[word.slug for word in COMPANIES]).count() == 10
    assert Tour.objects.published().count() == 34
    assert Event.objects.published().count() == 4
    assert Booking.objects.count() == 64


def test_every_company_and_tour_of_the_demo_has_its_words_and_days(demo):
    assert list(Company.objects.filter(fields=None)) == []
    assert list(Company.objects.filter(processes=None)) == []
    assert list(Company.objects.filter(near=None)) == []
    without_days = [
        tour.slug for tour in Tour.objects.filter(mode__in=["booking", "timed"]) if not tour.slots.upcoming().exists()
    ]
    assert without_days == []


def test_demo_is_the_same_on_every_machine():
    first = companies(["一丁目", "二丁目"])
    assert first == companies(["一丁目", "二丁目"])
    assert len({company.slug for company in first}) == len({company.name for company in first}) == 110


def test_no_demo_company_or_tour_speaks_the_words_of_another(demo):
    hooks = list(Company.objects.exclude(tagline="").values_list("tagline", flat=True))
    assert sorted(set(hooks)) == sorted(hooks)
    assert not Company.objects.filter(tagline="").exclude(story="").exists()
    for words in ("title", "title_en", "hook"):
        said = list(Tour.objects.values_list(words, flat=True))
        assert (sorted(set(said)), "" in said) == (sorted(said), False)


def test_no_demo_company_could_be_a_real_one(demo):
    assert list(Company.objects.exclude(corporate_number=None)) == []
    assert list(Company.objects.exclude(phone="")) == []
    assert list(Company.objects.exclude(site="")) == []
    assert set(Company.objects.values_list("source", flat=True)) == {"架空のデモデータ"}
    assert [
        name for name in Company.objects.values_list("name", flat=True) if any(form in name for form in LEGAL_FORMS)
    ] == []


def test_demo_writes_to_nobody(demo):
    assert Notice.objects.filter(state=Notice.State.WAITING).count() == 0
    assert HostNews.objects.count() == 0


def test_demo_shows_a_waiting_list_a_fresh_request_and_a_guide_of_two_visits(demo):
    [full] = Wait.objects.values_list("booking__slot", flat=True).distinct()
    slot = Slot.objects.get(pk=full)
    assert (slot.left, slot.bookings.filter(state="waiting").count()) == (0, 3)
    assert Booking.objects.open_requests().exists()
    assert Resource.objects.get().needs.count() == 2


def test_demo_seats_add_up(demo):
    assert check_seats() == []
    assert Slot.objects.filter(taken__gt=0).exists()


def test_demo_is_never_mixed_into_real_content(demo):
    with pytest.raises(NotEmpty):
        build_demo()
    with pytest.raises(CommandError, match="空のデータベース"):
        call_command("demo")


@pytest.mark.parametrize("path", ["/", "/companies/", "/tours/", "/events/", "/sign-in/", "/nowhere/", "/en/"])
def test_every_page_of_a_demo_says_so(demo, client, settings, path):
    settings.DEMO = True
    assert 'class="demo-mark"' in client.get(path).content.decode()
