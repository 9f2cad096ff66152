"""Companies in the CMS: drafts wait, facts hold at once, keys follow the name, the search follows everything."""

import pytest
from django.urls import reverse

from directory.models import Company, CompanyStation
from directory.services import change_facts
from search import services
from search.services import refresh
from tests.factories import CompanyFactory, FieldFactory, StationFactory

pytestmark = pytest.mark.django_db


def found(query):
    return list(services.found("directory.company", query))


def form_of(client, company, **changes):
    """What the editor's form would send back unchanged, with these changes."""
    response = client.get(reverse("wagtailsnippets_directory_company:edit", args=[company.pk]))
    assert response.status_code == 200
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data |= {"pictures-TOTAL_FORMS": "0", "pictures-INITIAL_FORMS": "0"}
    return {name: value for name, value in (data | changes).items() if value not in (None, False)}


def save(client, company, **changes):
    address = reverse("wagtailsnippets_directory_company:edit", args=[company.pk])
    return client.post(address, form_of(client, company, **changes))


def test_a_draft_shows_nothing_until_it_is_published(staff):
    company = CompanyFactory(name="架空旧名", tagline="もとの言葉")
    refresh(Company, [company.pk])
    assert save(staff, company, name="架空新名").status_code == 302
    assert Company.objects.get().name == "架空旧名"
    assert [found("旧名"), found("新名")] == [[company.pk], []]

    save(staff, company, name="架空新名", **{"action-publish": "1"})
    published = Company.objects.get()
    assert (published.name, published.name_key, published.sort_key) == ("架空新名", "架空新名", "架空新名")
    assert [found("旧名"), found("新名")] == [[], [company.pk]]


def test_hiding_holds_at_once_and_outlives_an_older_draft(staff):
    company = CompanyFactory(name="架空甲")
    refresh(Company, [company.pk])
    draft = company.save_revision()
    save(staff, company, hidden="on", phone="03-3000-0001")
    company.refresh_from_db()
    assert (company.hidden, str(company.phone)) == (True, "03-3000-0001")
    assert found("架空甲") == []

    draft.publish()
    company.refresh_from_db()
    assert (company.hidden, str(company.phone)) == (True, "03-3000-0001")
    assert found("架空甲") == []


def test_the_same_company_twice_in_one_place_is_refused_in_a_sentence(staff):
    there = CompanyFactory(name="架空甲", corporate_number=None, block="1-1")
    here = CompanyFactory(name="架空乙", corporate_number=None, block="1-1", town=there.town)
    response = save(staff, here, name="架空 甲")
    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == ["同じ場所に同じ名前の企業が、もうあります。"]


def test_a_slug_that_is_an_address_of_the_site_is_refused(staff):
    response = save(staff, CompanyFactory(), slug="cards")
    assert response.context["form"].errors == {"slug": ["この名前はサイトが使っています。"]}


def test_a_new_point_brings_its_stations(db):
    company = CompanyFactory(corporate_number="8000012010038", lat=35.56, lon=139.71)
    for number in range(4):
        StationFactory(name=f"試駅{number}", lat=35.57 + number / 100, lon=139.75)
    change_facts(company, lat=35.57, lon=139.75)
    walks = CompanyStation.objects.filter(company=company).values_list("station__name", "minutes")
    assert list(walks) == [("試駅0", 1), ("試駅1", 19), ("試駅2", 37)]


def test_only_facts_that_hold_at_once_are_changed_so(db):
    with pytest.raises(ValueError, match="name"):
        change_facts(CompanyFactory(), name="架空")


@pytest.mark.parametrize("name", ["company", "field", "process"])
def test_staff_can_list_companies_and_vocabularies(staff, name):
    CompanyFactory(fields=[FieldFactory()])
    assert staff.get(reverse(f"wagtailsnippets_directory_{name}:list")).status_code == 200


def test_visitors_cannot_edit_companies(client):
    company = CompanyFactory()
    response = client.get(reverse("wagtailsnippets_directory_company:edit", args=[company.pk]))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/")
