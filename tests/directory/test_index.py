"""The index is patched with the companies that changed, and then answers exactly as one read whole."""

import random

import pytest
from django.db import connection, transaction

from directory import changes, index
from directory.facts import TEXTS
from directory.index import Index, Seen
from directory.models import Company, CompanyStation, Field
from tests.directory import world
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db

HERE = (35.56, 139.72)


def told(one: Index):
    """All that an index can be asked, with companies by their keys and without empty answers."""

    def pks(bits):
        return {pk for at, pk in enumerate(one.pks) if bits >> at & 1}

    groups = [*one.vocabulary.words, *TEXTS]
    return {
        "entries": {entry.pk: (entry, one.town(at), one.walks(at)) for at, entry in enumerate(one.entries) if entry},
        "everything": (one.size, pks(one.everything), {one.pks[at] for at in one.by_slug.values()}),
        "words": {group: (one.words[group], sorted(one.known[group])) for group in groups},
        "labels": {(group, value): one.word(group, value).name for group in TEXTS for value in one.known[group]},
        "sets": {(group, value): pks(one.sets[group][value]) for group in groups for value in one.known[group]},
        "near": [pks(one.near(stations, walk)) for stations in ((), ("station-1",)) for walk in (3, 10, 60)],
        "here": {minutes: pks(bits) for minutes, bits in one.minutes_around(HERE).items()},
        "within": pks(one.within(139.71, 35.55, 139.72, 35.56)),
        "orders": {name: [one.pks[at] for at in order] for name, order in one.orders.items()},
        "counts": {
            (group, value): [one.tally(bits)(group, value) for bits in (one.everything, one.sets["field"]["field-1"])]
            for group in groups
            for value in one.known[group]
        },
        "of each": {
            entry.pk: [sorted(word.value for word in one.words_of(group, at)) for group in groups]
            for at, entry in enumerate(one.entries)
            if entry
        },
    }


def read_whole():
    return Index.whole(Seen.now(changes.stamp()))


class Changes:
    """Ways in which companies change; none of them is told to the index."""

    def __init__(self, dice):
        self.dice = dice

    def some(self, most=3):
        pks = sorted(Company.objects.values_list("pk", flat=True))
        return Company.objects.filter(pk__in=self.dice.sample(pks, self.dice.randint(1, most)))

    def save(self):
        company = self.some(1).get()
        company.kana = company.sort_key = "".join(self.dice.choices("アイウ", k=3))
        company.machines = self.dice.choice(["", "水車", "ろくろ 2台", "轆轤盤、NC旋盤", "nc旋盤 8台"])
        company.certificates = self.dice.choice(["", "ISO9001", "ISO 14001（2020年）"])
        company.confirmed_on = self.dice.choice([None, "2026-06-01"])
        company.save()

    def update(self):
        self.some(9).update(
            story=self.dice.choice(["", "話"]),
            facts=self.dice.choice([[], ["clean"]]),
            opening_mode=self.dice.choice(["", "free"]),
        )

    def hide_or_show(self):
        self.some().update(hidden=self.dice.random() < 0.5)

    def move(self):
        self.some().update(lat=35.55 + self.dice.random() / 40, lon=139.71 + self.dice.random() / 40)

    def words(self):
        company = self.some(1).get()
        company.fields.set(self.dice.sample(list(Field.objects.all()), 2))
        company.save()
        Company.processes.through.objects.filter(company__in=self.some()).delete()

    def stations(self):
        CompanyStation.objects.filter(company__in=self.some()).update(minutes=self.dice.randint(1, 30))

    def create(self):
        CompanyFactory(story=self.dice.choice(["", "話"]), town=None, machines="水車", industry="09")

    def delete(self):
        self.some(2).filter(tours=None).delete()

    def nothing_in_the_end(self):
        with transaction.atomic():
            self.update()
            self.create()
            index.current()
            transaction.set_rollback(True)


def far_from_the_end_of_lines():
    """PostgreSQL ends the lines whenever its numbers pass a multiple of MOST_KEPT, and they go on from test to test."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval('directory_change_stamp', (nextval('directory_change_stamp') / %s + 1) * %s)",
                [changes.MOST_KEPT, changes.MOST_KEPT],
            )


def test_a_patched_index_answers_as_one_read_whole():
    far_from_the_end_of_lines()
    world.build(60)
    dice, before = random.Random(77), index.current()
    ways = [way for name, way in Changes.__dict__.items() if callable(way) and name not in ("__init__", "some")]
    for _number in range(80):
        for way in dice.choices(ways, k=dice.randint(1, 3)):
            way(Changes(dice))
        patched = index.current()
        assert patched.vocabulary is before.vocabulary  # nothing was read whole
        assert told(patched) == told(read_whole())


def test_an_index_in_use_stays_what_it_was():
    world.build(20)
    before = index.current()
    answers = told(before)
    Changes(random.Random(1)).delete()
    Changes(random.Random(2)).save()
    assert index.current() is not before
    assert told(before) == answers


@pytest.mark.parametrize(
    ("table", "change"), [("fields", {"name": "別の名"}), ("processes", {"slug": "other"}), ("town", {"area": "omori"})]
)
def test_a_change_of_words_or_places_has_all_read_anew(table, change):
    world.build(20)
    before = index.current()
    model = Company._meta.get_field(table).related_model
    model.objects.filter(pk=model.objects.first().pk).update(**change)
    assert index.current().vocabulary is not before.vocabulary
    assert told(index.current()) == told(read_whole())


def test_more_changes_than_are_remembered_have_all_read_anew():
    world.build(20)
    before = index.current()
    for number in range(changes.MOST_KEPT):
        Company.objects.filter(pk=before.pks[number % 20 % before.size]).update(tagline=str(number))
    assert len(changes.lines()) <= changes.MOST_KEPT + 1
    assert told(index.current()) == told(read_whole())


def test_many_companies_at_once_are_read_with_all(monkeypatch):
    monkeypatch.setattr(index, "MOST_PATCHED", 5)
    world.build(20)
    before = index.current()
    Company.objects.update(story="話")
    assert index.current().vocabulary is not before.vocabulary
