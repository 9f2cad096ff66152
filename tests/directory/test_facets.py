"""Facets: the number beside a value is the number of results if it is the only choice in its group (D5)."""

import random
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory import index
from directory.facets import advice, facets
from directory.filters import CompanyFilter
from directory.models import Company, CompanyStation, Field, Process, Station, Town
from search.services import refresh
from tests.directory import world
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory, StationFactory, TownFactory

pytestmark = pytest.mark.django_db

FIELDS, PROCESSES = ("space", "art"), ("cutting", "press")
TOWNS = {"haneda-1": Town.Area.KOJIYA_HANEDA, "kamata-1": Town.Area.KAMATA, "kamata-2": Town.Area.KAMATA}
STATIONS, MODES = ("kamata", "omori"), ("", "free", "booking")

company_facts = st.fixed_dictionaries(
    {
        "fields": st.sets(st.sampled_from(FIELDS)),
        "processes": st.sets(st.sampled_from(PROCESSES)),
        "town": st.sampled_from([None, *TOWNS]),
        "mode": st.sampled_from(MODES),
        "walks": st.dictionaries(st.sampled_from(STATIONS), st.integers(1, 25)),
        "hidden": st.booleans(),
    }
)
questions = st.fixed_dictionaries(
    {
        "field": st.sets(st.sampled_from(FIELDS)),
        "process": st.sets(st.sampled_from(PROCESSES)),
        "area": st.sets(st.sampled_from(sorted(set(TOWNS.values())))),
        "town": st.sets(st.sampled_from(sorted(TOWNS))),
        "mode": st.sets(st.sampled_from(MODES[1:])),
        "station": st.sets(st.sampled_from(STATIONS)),
        "walk": st.sets(st.sampled_from([5, 10, 15, 20]), max_size=1),
    }
)


def passes(facts, question):
    """The rule as one would say it, company by company."""
    area = {TOWNS[facts["town"]]} if facts["town"] else set()
    limit = next(iter(question["walk"]), None)
    walks = {
        station
        for station, minutes in facts["walks"].items()
        if (not question["station"] or station in question["station"]) and (limit is None or minutes <= limit)
    }
    return (
        not facts["hidden"]
        and (not question["field"] or bool(question["field"] & facts["fields"]))
        and (not question["process"] or bool(question["process"] & facts["processes"]))
        and (not question["area"] or bool(question["area"] & area))
        and (not question["town"] or facts["town"] in question["town"])
        and (not question["mode"] or facts["mode"] in question["mode"])
        and (not (question["station"] or limit) or bool(walks))
    )


def write(world):
    fields = {slug: FieldFactory(slug=slug, name=slug) for slug in FIELDS}
    processes = {slug: ProcessFactory(slug=slug, name=slug) for slug in PROCESSES}
    towns = {slug: TownFactory(slug=slug, name=slug, area=area) for slug, area in TOWNS.items()}
    stations = {slug: StationFactory(slug=slug, name=slug) for slug in STATIONS}
    for facts in world:
        company = CompanyFactory(
            fields=[fields[slug] for slug in facts["fields"]],
            processes=[processes[slug] for slug in facts["processes"]],
            town=towns.get(facts["town"]),
            opening_mode=facts["mode"],
            hidden=facts["hidden"],
        )
        for rank, (station, minutes) in enumerate(facts["walks"].items()):
            CompanyStation.objects.create(company=company, station=stations[station], rank=rank, minutes=minutes)


def asked(question):
    query = QueryDict(mutable=True)
    for name, values in question.items():
        query.setlist(name, [str(value) for value in values])
    return CompanyFilter(query)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=st.lists(company_facts, max_size=7), question=questions)
def test_every_count_is_what_choosing_the_value_alone_would_find(world, question):
    for model in (Company, Field, Process, Town, Station):
        model.objects.all().delete()
    write(world)
    filters = asked(question)
    assert filters.companies.bit_count() == sum(passes(facts, question) for facts in world)

    for group, choices in facets(filters, "ja").items():
        for choice in choices:
            alone = question | {group: {choice.value}}
            expected = sum(passes(facts, alone) for facts in world)
            assert (group, choice.value, choice.count) == (group, choice.value, expected)
            assert choice.count == asked(alone).companies.bit_count()
        shown = {choice.value for choice in choices}
        possible = {"field": FIELDS, "process": PROCESSES, "town": TOWNS, "station": STATIONS}.get(group, ())
        for value in set(possible) - shown:
            assert sum(passes(facts, question | {group: {value}}) for facts in world) == 0

    for item in advice(filters):
        assert item.count == CompanyFilter(QueryDict(item.query)).companies.bit_count()


def test_every_value_of_every_facet_counts_true_for_a_whole_ward():
    rows, dice = world.build(3_600), random.Random(3600)
    for _number in range(12):
        question = world.draw_question(dice)
        question.words = question.refused = ()  # the search is asked in test_truth
        filters, (pks, counts) = (
            CompanyFilter(QueryDict(urlencode(question.parameters()))),
            world.answer(rows, question),
        )
        assert filters.companies.bit_count() == len(pks), question
        assert world.told(facets(filters, "ja")) == world.worth_telling(counts, question), question


def test_a_chosen_value_stays_even_if_it_finds_nothing():
    CompanyFactory(fields=[FieldFactory(slug="space", name="宇宙")])
    FieldFactory(slug="art", name="アート")
    found = facets(CompanyFilter(QueryDict("field=art&walk=7")), "ja")
    assert [(choice.value, choice.count, choice.chosen) for choice in found["field"]] == [("art", 0, True)]
    assert [(choice.value, choice.count, choice.chosen) for choice in found["walk"]] == [(7, 0, True)]


def test_advice_names_what_to_drop_and_what_that_gives():
    space = FieldFactory(slug="space")
    FieldFactory(slug="art")
    for _ in range(2):
        CompanyFactory(fields=[space], opening_mode="free")
    CompanyFactory(opening_mode="booking")
    filters = CompanyFilter(QueryDict("field=art&mode=free"))
    assert filters.companies == 0
    assert [(item.label, item.count, item.query) for item in advice(filters)] == [("分野", 2, "mode=free")]


def test_labels_stand_in_the_reader_s_language():
    CompanyFactory(
        fields=[FieldFactory(name="宇宙", english_name="Space", order=1), FieldFactory(name="医療", order=2)]
    )
    filters = CompanyFilter(QueryDict())
    assert [choice.label for choice in facets(filters, "en")["field"]] == ["Space", "医療"]
    assert [choice.label for choice in facets(filters, "ja")["field"]] == ["宇宙", "医療"]


def changes():
    """A change of each table that the index is built from, in ways that no save() sees."""
    company, field, process = CompanyFactory(), FieldFactory(), ProcessFactory()
    station = StationFactory()
    walk = CompanyStation.objects.create(company=company, station=station, rank=1, minutes=3)
    yield lambda: Company.objects.filter(pk=company.pk).update(hidden=True)
    yield lambda: Company.fields.through.objects.create(company_id=company.pk, field_id=field.pk)
    yield lambda: Company.fields.through.objects.all().delete()
    yield lambda: Company.processes.through.objects.bulk_create(
        [Company.processes.through(company_id=company.pk, process_id=process.pk)], ignore_conflicts=True
    )
    yield lambda: CompanyStation.objects.filter(pk=walk.pk).update(minutes=9)
    yield lambda: Field.objects.filter(pk=field.pk).update(name="別の名")
    yield lambda: Process.objects.filter(pk=process.pk).update(name="別の名")
    yield lambda: Station.objects.filter(pk=station.pk).update(name="別の駅")
    yield lambda: Town.objects.filter(pk=company.town_id).update(area=Town.Area.OMORI)
    yield lambda: Company.objects.filter(pk=company.pk).delete()


def test_the_index_is_new_after_a_change_of_any_table_it_reads():
    for change in changes():
        before = index.current()
        assert index.current() is before
        change()
        assert index.current() is not before


def test_the_index_is_the_old_one_after_anything_else():
    before = index.current()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM directory_company")
    assert index.current() is before


@pytest.mark.django_db(transaction=True)
def test_an_index_seen_inside_a_transaction_is_gone_with_it():
    CompanyFactory(name="残る")
    before = index.current().size

    with transaction.atomic():
        CompanyFactory(name="消える")
        assert index.current().size == before + 1
        transaction.set_rollback(True)
    assert index.current().size == before


def test_a_value_that_one_company_writes_is_no_facet_but_can_be_asked_for():
    for machines in ("NC旋盤 3台", "ＮＣ旋盤", "nc旋盤×2", "水車"):
        CompanyFactory(machines=machines)
    assert [(item.value, item.label, item.count) for item in facets(CompanyFilter(QueryDict()), "ja")["machine"]] == [
        ("nc旋盤", "NC旋盤", 3)
    ]
    rare = CompanyFilter(QueryDict("machine=水車"))
    assert (rare.errors, rare.companies.bit_count()) == ({}, 1)
    found = facets(rare, "ja")["machine"]
    assert [(item.value, item.count, item.chosen) for item in found] == [("nc旋盤", 3, False), ("水車", 1, True)]


def test_advice_says_which_value_and_which_word_it_means():
    CompanyFactory(fields=[FieldFactory(slug="space", name="宇宙", english_name="Space")], name="架空精密")
    FieldFactory(slug="art", name="アート")
    refresh(Company, Company.objects.values_list("pk", flat=True))
    assert [(item.label, item.value) for item in advice(CompanyFilter(QueryDict("field=art")))] == [("分野", "アート")]
    with translation.override("en"):
        assert [item.value for item in advice(CompanyFilter(QueryDict("field=art&sort=name")))] == ["アート"]
    found = advice(CompanyFilter(QueryDict("q=精密 水車&field=space")))
    assert [(item.label, item.value, item.query) for item in found] == [
        ("ことば", "精密 水車", "field=space"),
        ("ことば", "水車", "q=%E7%B2%BE%E5%AF%86&field=space"),
    ]


def test_where_no_single_filter_helps_pairs_are_offered():
    CompanyFactory(opening_mode="free", industry="24")
    CompanyFactory(industry="24")
    for slug in ("space", "art"):
        FieldFactory(slug=slug)
    ProcessFactory(slug="press")
    found = advice(CompanyFilter(QueryDict("field=art&process=press&mode=free&sort=name")))
    assert [(item.label, item.count, item.query) for item in found] == [("分野と加工", 1, "mode=free&sort=name")]


def test_nothing_to_advise_where_there_is_nothing():
    FieldFactory(slug="space")
    assert advice(CompanyFilter(QueryDict("field=space&walk=5&q=水車"))) == []
