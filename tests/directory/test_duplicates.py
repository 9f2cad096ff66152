"""Companies that stand twice: who is proposed, what merging keeps, and that one of two hurried people gets a sentence."""

from datetime import date

import pytest
from django.urls import reverse

from bookings.models import Slot
from directory.duplicates import NAME_AND_TOWN, PHONE, POINT, candidates
from directory.merging import CannotMerge, attached, keep_apart, merge
from directory.models import (
    Company,
    CompanyNumber,
    DayStep,
    DistinctPair,
    FormerIdentity,
    ImportedFacts,
    ImportLine,
    ImportRun,
    Membership,
    Voice,
)
from directory.places import store_nearest_stations
from events.models import Participation
from search.services import found, refresh
from tests.factories import (
    CompanyFactory,
    EventFactory,
    FieldFactory,
    SlotFactory,
    StaffFactory,
    StationFactory,
    TourFactory,
    TownFactory,
    UserFactory,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
NOWHERE = {"lat": None, "lon": None}
EXACT = {"lat": 35.5620, "lon": 139.7160, "match_level": Company.MatchLevel.BLOCK}


def proposed():
    return [({pair.first.name, pair.second.name}, list(pair.reasons)) for pair in candidates()]


@pytest.fixture
def by(db):
    return StaffFactory()


def test_one_name_in_one_town_is_proposed_however_it_is_written():
    town = TownFactory()
    CompanyFactory(name="株式会社架空精機", town=town, block="1-1", phone="", **NOWHERE)
    CompanyFactory(name="架空精機㈱", town=town, block="9-9", phone="", **NOWHERE)
    CompanyFactory(name="架空精機", town=TownFactory(), phone="", **NOWHERE)
    assert proposed() == [({"株式会社架空精機", "架空精機㈱"}, [NAME_AND_TOWN])]


def test_one_telephone_is_proposed_and_no_telephone_is_none():
    CompanyFactory(name="架空甲", phone="03-3000-0001", town=None, **NOWHERE)
    CompanyFactory(name="架空乙", phone="０３（３０００）０００１", town=None, **NOWHERE)
    CompanyFactory(name="架空丙", phone="", town=None, **NOWHERE)
    CompanyFactory(name="架空丁", phone="", town=None, **NOWHERE)
    assert proposed() == [({"架空甲", "架空乙"}, [PHONE])]


@pytest.mark.parametrize(
    ("name", "change", "is_proposed"),
    [
        ("架空金型工業", {"lat": 35.5623}, True),  # 33 m
        ("架空金型工業", {"lat": 35.5640}, False),  # 220 m
        ("別名めっき", {"lat": 35.5620}, False),
        ("架空金型工業", {"match_level": Company.MatchLevel.CHOME}, False),
    ],
)
def test_a_similar_name_a_few_steps_away_is_proposed_if_both_points_are_exact(name, change, is_proposed):
    CompanyFactory(name="架空金型製作所", town=TownFactory(), phone="", **EXACT)
    CompanyFactory(name=name, town=TownFactory(), phone="", **EXACT | change)
    assert [reasons for _names, reasons in proposed()] == [[POINT]] * is_proposed


def test_points_on_both_sides_of_a_grid_line_are_compared():
    CompanyFactory(name="架空金型", town=TownFactory(), phone="", **EXACT | {"lat": 35.56 - 1e-5, "lon": 139.72 - 1e-5})
    CompanyFactory(name="架空金型", town=TownFactory(), phone="", **EXACT | {"lat": 35.56 + 1e-5, "lon": 139.72 + 1e-5})
    assert [reasons for _names, reasons in proposed()] == [[POINT]]


def test_more_reasons_come_first_and_two_corporate_numbers_last():
    town = TownFactory()
    CompanyFactory(name="架空甲", town=town, phone="", corporate_number="8000012010038", block="1", **NOWHERE)
    CompanyFactory(name="架空甲", town=town, phone="", corporate_number="4000012090001", block="2", **NOWHERE)
    CompanyFactory(name="架空乙", town=town, phone="", block="1", **NOWHERE)
    CompanyFactory(name="架空乙", town=town, phone="", block="2", **NOWHERE)
    CompanyFactory(name="架空丙", town=town, phone="03-3000-0001", block="1", **NOWHERE)
    CompanyFactory(name="架空丙", town=town, phone="03-3000-0001", block="2", **NOWHERE)
    assert [pair.first.name for pair in candidates()] == ["架空丙", "架空乙", "架空甲"]
    assert [pair.two_numbers for pair in candidates()] == [False, False, True]


def test_a_pair_found_to_be_two_is_proposed_no_more():
    town = TownFactory()
    pair = [CompanyFactory(name="架空甲", town=town, block=block, phone="") for block in "12"]
    keep_apart(pair[1].pk, pair[0].pk)
    keep_apart(pair[0].pk, pair[1].pk)
    assert (proposed(), DistinctPair.objects.count()) == ([], 1)


def test_what_staff_kept_apart_stays_apart_after_a_merge(by):
    first, kept, gone = (CompanyFactory(name=name) for name in ("架空甲", "架空乙", "架空丙"))
    keep_apart(gone.pk, first.pk)
    keep_apart(gone.pk, kept.pk)
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset(), by=by)
    assert list(DistinctPair.objects.values_list("first", "second")) == [(first.pk, kept.pk)]


def test_the_report_of_an_import_does_not_say_that_it_brought_what_a_merge_moved(by):
    kept, gone = CompanyFactory(), CompanyFactory()
    run = ImportRun.objects.create(name="list.csv", basis="consent")
    line = ImportLine.objects.create(run=run, line=2, outcome="created", company=gone, after={})
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset(), by=by)
    line.refresh_from_db()
    assert line.company is None


def test_candidates_cost_the_same_for_few_and_many():
    town = TownFactory()
    CompanyFactory(name="架空甲", town=town, block="1")
    few = len(queries_of(candidates))
    for number in range(5):
        CompanyFactory(name="架空甲", town=town, block=f"2-{number}")
    assert len(queries_of(candidates)) == few == 2


def test_merging_keeps_everything_attached(by):
    kept, gone = CompanyFactory(name="架空甲"), CompanyFactory(name="架空甲工業")
    tour, slot = TourFactory(company=gone), None
    slot = SlotFactory(activity=tour)
    Participation.objects.create(event=EventFactory(), company=gone)
    both = EventFactory()
    Participation.objects.create(event=both, company=kept, note="残す")
    Participation.objects.create(event=both, company=gone, note="消える")
    person = UserFactory()
    Membership.objects.create(user=person, company=gone)
    Membership.objects.create(user=person, company=kept)
    Membership.objects.create(user=UserFactory(), company=gone)
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset(), by=by)
    assert list(Company.objects.all()) == [kept]
    assert Slot.objects.get(pk=slot.pk).activity.tour.company == kept
    assert set(Participation.objects.values_list("company", "note")) == {(kept.pk, ""), (kept.pk, "残す")}
    assert list(Membership.objects.values_list("company", flat=True)) == [kept.pk, kept.pk]


def test_blanks_are_filled_choices_are_taken_and_lists_united(by):
    metal, glass = FieldFactory(), FieldFactory()
    kept = CompanyFactory(
        name="架空甲", tagline="残す", fields=[metal], machines="NC旋盤\n研削盤", story="", facts=["clean"]
    )
    gone = CompanyFactory(name="架空乙", tagline="消える", story="物語", fields=[glass], facts=["small", "clean"],
                          machines="ＮＣ旋盤\nプレス", corporate_number="8000012010038")  # fmt: skip
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset({"story", "corporate_number", "name"}), by=by)
    kept = Company.objects.get()
    assert (kept.name, kept.name_key, kept.tagline, kept.story) == ("架空乙", "架空乙", "残す", "物語")
    assert (kept.corporate_number, kept.machines, kept.facts) == (
        "8000012010038",
        "NC旋盤\nプレス\n研削盤",
        ["clean", "small"],
    )
    assert set(kept.fields.all()) == {metal, glass}


def test_the_place_moves_whole_with_its_nearest_stations(by):
    kept, gone = CompanyFactory(lat=None, lon=None, match_level="", hidden=False), CompanyFactory(**EXACT, block="3-1")
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset({"address"}), by=by)
    kept.refresh_from_db()
    assert (kept.lat, kept.block, kept.match_level) == (EXACT["lat"], "3-1", Company.MatchLevel.BLOCK)


def test_a_number_is_never_merged_away_and_a_closed_one_brings_its_closing_along(by):
    kept, gone = CompanyFactory(corporate_number="8000012010038"), CompanyFactory()
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset({"corporate_number"}), by=by)
    assert Company.objects.get().corporate_number == "8000012010038"
    closed = CompanyFactory(corporate_number="4000012090001", hidden=True, closed_on=date(2026, 3, 31))
    merge(kept=kept.pk, gone=closed.pk, from_gone=frozenset({"corporate_number"}), by=by)
    company = Company.objects.get()
    assert (company.corporate_number, company.hidden, company.closed_on) == ("4000012090001", True, date(2026, 3, 31))


def test_with_a_number_walks_begin_at_the_door_and_without_at_the_town(by, staff):
    StationFactory(lat=35.57, lon=139.72)
    town = TownFactory(lat=35.60, lon=139.75)
    home = CompanyFactory(town=town, **EXACT)
    other = CompanyFactory(corporate_number="8000012010038", lat=None, lon=None, match_level="")
    store_nearest_stations([home])
    far = home.near.get().minutes
    merge(kept=home.pk, gone=other.pk, from_gone=frozenset({"corporate_number"}), by=by)
    near = home.near.get().minutes
    assert near < far
    published = Company.objects.get()
    published.corporate_number = None
    published.save_revision().publish()
    assert home.near.get().minutes == far


def test_search_finds_the_merged_company_under_what_it_took_over(by):
    kept, gone = CompanyFactory(name="架空甲"), CompanyFactory(name="架空乙", story="ロケットの脚")
    refresh(Company, [kept.pk, gone.pk])
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset({"story"}), by=by)
    assert [list(found("directory.company", word)) for word in ("ロケット", "架空乙")] == [[kept.pk], []]


def test_drafts_that_name_the_merged_company_name_the_one_that_stays(by):
    kept, gone = CompanyFactory(name="架空甲"), CompanyFactory(name="架空乙")
    tour = TourFactory(company=gone)
    event = EventFactory()
    Participation.objects.create(event=event, company=gone)
    drafts = [tour.save_revision(), event.save_revision()]
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset(), by=by)
    for draft in drafts:
        draft.refresh_from_db()
    drafts[0].publish()
    assert (drafts[0].content["company"], drafts[1].content["participations"][0]["company"]) == (kept.pk, kept.pk)
    tour.refresh_from_db()
    assert tour.company == kept


def test_an_older_draft_of_the_company_does_not_bring_back_what_the_merge_changed(by):
    kept, gone = CompanyFactory(name="架空甲", story=""), CompanyFactory(name="架空乙", story="物語")
    kept.tagline = "下書き"
    draft = kept.save_revision()
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset({"story"}), by=by)
    draft.refresh_from_db()
    draft.publish()
    kept.refresh_from_db()
    assert (kept.tagline, kept.story) == ("下書き", "物語")


def tell(company, word):
    """One number, one step of the day, one voice."""
    CompanyNumber.objects.create(company=company, value="1", sentence=word)
    DayStep.objects.create(company=company, starts="08:00", what=word)
    Voice.objects.create(company=company, quote=word, who="架空", work="旋盤")


def told(company):
    return [
        set(relation.values_list(name, flat=True))
        for relation, name in ((company.numbers, "sentence"), (company.day, "what"), (company.voices, "quote"))
    ]


def test_what_both_tell_is_kept_and_a_draft_does_not_delete_it(by):
    kept, gone = CompanyFactory(name="架空甲"), CompanyFactory(name="架空乙")
    tell(kept, "残る側")
    tell(gone, "来る側")
    draft = kept.save_revision()
    assert "数字" in dict(attached(gone))
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset(), by=by)
    assert told(kept) == [{"残る側", "来る側"}] * 3
    draft.refresh_from_db()
    draft.publish()
    assert told(Company.objects.get()) == [{"残る側", "来る側"}] * 3


def test_a_draft_from_before_these_lists_leaves_them_alone(by):
    kept, gone = CompanyFactory(name="架空甲"), CompanyFactory(name="架空乙")
    draft = kept.save_revision()
    for name in ("numbers", "day", "voices"):
        del draft.content[name]
    draft.save()
    tell(gone, "来る側")
    merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset(), by=by)
    draft.refresh_from_db()
    draft.publish()
    assert told(Company.objects.get()) == [{"来る側"}] * 3


def test_old_addresses_and_identities_lead_to_the_company_even_after_two_merges(by):
    first, second, third = (CompanyFactory(name=f"架空{number}") for number in "甲乙丙")
    merge(kept=second.pk, gone=third.pk, from_gone=frozenset(), by=by)
    merge(kept=first.pk, gone=second.pk, from_gone=frozenset(), by=by)
    assert set(FormerIdentity.objects.values_list("slug", "company", "name_key")) == {
        (second.slug, first.pk, second.name_key), (third.slug, first.pk, third.name_key),
    }  # fmt: skip


def test_a_company_that_somebody_else_merged_meanwhile_is_a_sentence(by):
    kept, gone = CompanyFactory(), CompanyFactory()
    key = gone.pk
    merge(kept=kept.pk, gone=key, from_gone=frozenset(), by=by)
    with pytest.raises(CannotMerge):
        merge(kept=key, gone=kept.pk, from_gone=frozenset(), by=by)
    assert Company.objects.count() == 1


def test_a_third_company_of_that_name_and_place_stops_the_merge_whole(by):
    town = TownFactory()
    CompanyFactory(name="架空乙", town=town, block="1")
    kept, gone = (
        CompanyFactory(name="架空甲", town=town, block="1"),
        CompanyFactory(name="架空乙", town=town, block="2"),
    )
    with pytest.raises(CannotMerge):
        merge(kept=kept.pk, gone=gone.pk, from_gone=frozenset({"name"}), by=by)
    assert (Company.objects.count(), FormerIdentity.objects.count()) == (3, 0)


def test_staff_merge_a_pair_on_the_page(staff):
    kept, gone = CompanyFactory(name="架空甲", tagline="残す"), CompanyFactory(name="架空乙", tagline="消える")
    address = reverse("desk:duplicate", args=[kept.slug, gone.slug])
    assert "消える" in staff.get(address).content.decode()
    response = staff.post(address, {"merge": "1", "tagline": "gone", "name": "kept", "nonsense": "gone"}, follow=True)
    assert "にまとめました" in response.content.decode()
    assert list(Company.objects.values_list("name", "tagline")) == [("架空甲", "消える")]


def test_staff_keep_a_pair_apart_on_the_page(staff):
    town = TownFactory()
    pair = [CompanyFactory(name="架空甲", town=town, block=block) for block in "12"]
    staff.post(reverse("desk:duplicate", args=[company.slug for company in pair]), {"apart": "1"})
    assert (Company.objects.count(), candidates()) == (2, [])
    assert "候補はありません" in staff.get(reverse("desk:duplicates")).content.decode()


def test_staff_keep_several_pairs_apart_at_once(staff):
    town = TownFactory()
    for name in ("架空甲", "架空乙", "架空丙"):
        for block in "12":
            CompanyFactory(name=name, town=town, block=block, phone="", **NOWHERE)
    marked = [f"{pair.first.pk}-{pair.second.pk}" for pair in candidates()][:2]
    response = staff.post(reverse("desk:duplicates"), {"pair": [*marked, "1-2-3", "x"]}, follow=True)
    assert "2組を" in response.content.decode()
    assert len(candidates()) == 1


def test_staff_look_at_the_pairs_of_one_reason(staff):
    town = TownFactory()
    for block in "12":
        CompanyFactory(name="架空甲", town=town, block=block, phone="", **NOWHERE)
        CompanyFactory(name=f"架空{block}", town=TownFactory(), phone="03-3000-0001", **NOWHERE)
    shown = {
        why: staff.get(reverse("desk:duplicates"), {"why": why}).context["page"].object_list for why in ("name", "x")
    }
    assert [len(pairs) for pairs in shown.values()] == [1, 2]
    assert shown["name"][0].reasons == (NAME_AND_TOWN,)


def test_what_imports_remember_is_not_told_as_attached(by):
    company = CompanyFactory()
    ImportedFacts.objects.create(company=company)
    TourFactory(company=company, title="架空の見学")
    assert [names for _kind, names in attached(company)] == [["架空の見学"]]


def test_staff_choose_two_companies_by_their_addresses(staff):
    first, second = CompanyFactory(), CompanyFactory()
    query = {"first": f"https://example.jp/companies/{first.slug}/", "second": second.slug}
    response = staff.get(reverse("desk:duplicates"), query)
    assert response.url == reverse("desk:duplicate", args=[first.slug, second.slug])


@pytest.mark.parametrize(("first", "second"), [("none", ""), ("http://[", "🚀 \u202e"), ("same", "same")])
def test_two_addresses_that_name_no_pair_get_a_sentence(staff, first, second):
    CompanyFactory(slug="same")
    response = staff.get(reverse("desk:duplicates"), {"first": first, "second": second})
    assert response.status_code == 400
    assert "error-summary" in response.content.decode()


def test_a_company_cannot_be_merged_into_itself(staff):
    slug = CompanyFactory().slug
    assert staff.get(reverse("desk:duplicate", args=[slug, slug])).status_code == 404


def test_a_company_that_gets_another_address_keeps_the_old_one(staff):
    company = CompanyFactory(slug="old")
    FormerIdentity.objects.create(company=CompanyFactory(), slug="taken")
    edit = reverse("wagtailsnippets_directory_company:edit", args=[company.pk])
    form = staff.get(edit).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data |= {f"{name}-{count}_FORMS": "0" for name in form.formsets for count in ("TOTAL", "INITIAL")}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    staff.post(edit, data | {"slug": "taken", "action-publish": "1"})
    assert Company.objects.filter(slug="taken").exists() is False
    staff.post(edit, data | {"slug": "new", "action-publish": "1"})
    company.refresh_from_db()
    assert (company.slug, list(company.former.values_list("slug", flat=True))) == ("new", ["old"])
