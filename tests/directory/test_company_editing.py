"""Companies in the CMS: drafts wait, facts hold at once, keys follow the name, the search follows everything."""

from datetime import date

import pytest
from django.urls import reverse

from directory.models import Company, CompanyStation, DayStep, Voice
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
    data |= {f"{name}-{count}_FORMS": "0" for name in form.formsets for count in ("TOTAL", "INITIAL")}
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


ROWS = {
    "numbers": {"value": "±0.5", "unit": "μm", "sentence": "髪の毛の160分の1。", "sentence_en": "A hair's 160th.", "ORDER": "1"},
    "day": {"starts": "13:30", "what": "見学がくる", "note": "話すのは、若手。", "is_visit": "on"},
    "voices": {"quote": "シャーが、サーになる。", "who": "架空ひなた", "work": "旋盤", "joined": "2020", "ORDER": "1"},
}  # fmt: skip


def rows(**changes):
    """One row in each list of what a company tells, as the editor's form sends it."""
    data = {}
    for name, row in ROWS.items():
        data |= {f"{name}-TOTAL_FORMS": "1", f"{name}-INITIAL_FORMS": "0"}
        data |= {f"{name}-0-{key}": value for key, value in (row | changes).items() if key in row}
    return data


def told(company):
    return [[str(row) for row in getattr(company, name).all()] for name in ROWS]


def test_what_a_company_tells_waits_in_a_draft_until_it_is_published(staff):
    company = CompanyFactory()
    assert save(staff, company, **rows()).status_code == 302
    company = Company.objects.get()
    assert told(company) == [[], [], []]
    draft = company.get_latest_revision_as_object()
    assert told(draft) == [["±0.5μm"], ["13:30 見学がくる"], ["架空ひなた「シャーが、サーになる。」"]]
    company.latest_revision.publish()
    assert told(Company.objects.get()) == told(draft)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("value", "1" * 11), ("value", ""), ("unit", "μ" * 9), ("sentence", "あ" * 61), ("starts", "25:00"), ("starts", "朝"),
        ("what", ""), ("note", "あ" * 61), ("quote", "あ" * 41), ("who", ""), ("joined", "1"), ("joined", "-5"),
    ],
)  # fmt: skip
def test_what_is_too_long_missing_or_no_time_is_refused(staff, field, bad):
    company = CompanyFactory()
    response = save(staff, company, **rows(**{field: bad}), **{"action-publish": "1"})
    assert response.status_code == 200
    errors = [form.errors for formset in response.context["form"].formsets.values() for form in formset.forms]
    assert [list(found) for found in errors if found] == [[field]]
    assert told(Company.objects.get()) == [[], [], []]


def test_more_than_six_numbers_are_refused(staff):
    company = CompanyFactory()
    many = {f"numbers-{n}-{key}": value for n in range(7) for key, value in ROWS["numbers"].items()}
    response = save(staff, company, **many, **{"numbers-TOTAL_FORMS": "7", "numbers-INITIAL_FORMS": "0"})
    assert response.status_code == 200
    assert len(response.context["form"].formsets["numbers"].non_form_errors()) == 1


def test_the_day_stands_in_the_order_of_its_times():
    company = CompanyFactory()
    for starts in ("13:30", "08:00", "10:00"):
        DayStep.objects.create(company=company, starts=starts, what="削る")
    assert [f"{step.starts:%H:%M}" for step in company.day.all()] == ["08:00", "10:00", "13:30"]


@pytest.mark.parametrize(("joined", "year"), [(2020, 7), (2026, 1), (2027, None), (None, None)])
def test_a_voice_says_in_which_year_of_work_it_is(joined, year):
    assert Voice(joined=joined).year_of_work(date(2026, 11, 21)) == year


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
