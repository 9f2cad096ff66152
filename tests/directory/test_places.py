import pytest
from django.core.management import call_command

from directory import places
from directory.geometry import bounds_around, metres, walking_minutes, within
from directory.models import Company, Field, Process, Station, Town
from directory.outline import Outline
from directory.vocabulary import FIELDS, PROCESSES
from tests.factories import CompanyFactory

KAMATA = (35.562517, 139.716032)


def test_the_ward_has_218_towns_in_four_areas_each_with_point_reading_and_address(ward):
    assert Town.objects.count() == 218
    assert Town.objects.exclude(kana="").exclude(slug="").filter(area__in=Town.Area.values).count() == 218
    assert set(Town.objects.values_list("area", flat=True)) == set(Town.Area.values)
    assert Town.objects.filter(lat__range=(35.528, 35.613), lon__range=(139.653, 139.826)).count() == 218


def test_a_town_knows_its_parts(ward):
    town = Town.objects.get(name="大森北一丁目")
    assert (town.slug, town.oaza, town.chome, town.kana, town.area) == (
        "omorikita-1", "大森北", 1, "オオモリキタ", "omori",
    )  # fmt: skip


def test_the_island_without_a_point_in_the_package_has_one(ward):
    assert list(Town.objects.filter(oaza="令和島").values_list("lat", "lon")) == [(35.59, 139.804)] * 2


def test_stations_have_lines_and_todays_names(ward):
    assert Station.objects.get(name="蒲田").lines == ["JR京浜東北線", "東急池上線", "東急多摩川線"]
    assert dict(Station.objects.filter(name__startswith="羽田空港").values_list("name", "lines")) == {
        "羽田空港第１・第２ターミナル": ["京急空港線"],
        "羽田空港第１ターミナル": ["東京モノレール"],
        "羽田空港第２ターミナル": ["東京モノレール"],
        "羽田空港第３ターミナル": ["京急空港線", "東京モノレール"],
    }
    assert not Station.objects.filter(kana="").exists()


def test_stations_around_the_ward_count_but_not_those_beyond_the_river(ward):
    assert Station.objects.filter(name="大森海岸").exists()
    assert not Station.objects.filter(name__in=["川崎", "港町", "品川"]).exists()


def test_loading_again_changes_nothing_of_the_places_and_leaves_the_wards_words_alone(ward):
    Field.objects.filter(slug="space").update(name="宇宙")
    Field.objects.filter(slug="art").delete()
    before = (Town.objects.count(), Station.objects.count(), Field.objects.count(), Process.objects.count())
    call_command("load_places", verbosity=0)
    assert (Town.objects.count(), Station.objects.count(), Field.objects.count(), Process.objects.count()) == before
    assert Field.objects.get(slug="space").name == "宇宙"


@pytest.mark.parametrize("words", [FIELDS, PROCESSES])
def test_no_word_stands_under_two_entries(words):
    synonyms = [synonym for word in words for synonym in {word.name, *word.synonyms.splitlines()}]
    assert sorted(set(synonyms)) == sorted(synonyms)


def test_distances_and_walking_times():
    assert round(metres(KAMATA, (35.560796, 139.723681))) == 719  # to 京急蒲田
    assert walking_minutes(KAMATA, (35.560796, 139.723681)) == 12
    assert walking_minutes(KAMATA, KAMATA) == 1


def test_bounds_reach_beyond_their_points():
    bounds = bounds_around([KAMATA], 500)
    assert within((35.5665, 139.7160), bounds)
    assert not within((35.5675, 139.7160), bounds)


def test_the_nearest_stations_of_a_company_are_stored_with_minutes(ward):
    company = CompanyFactory(lat=35.561768, lon=139.718337)
    places.store_nearest_stations([company])
    assert list(company.near.values_list("rank", "station__name", "minutes")) == [
        (1, "蒲田", 4),
        (2, "京急蒲田", 9),
        (3, "蓮沼", 16),
    ]


def test_a_company_without_a_point_loses_its_stations(ward):
    company = CompanyFactory(lat=35.561768, lon=139.718337)
    places.store_nearest_stations([company])
    Company.objects.update(lat=None, lon=None)
    company.refresh_from_db()
    places.store_nearest_stations([company])
    assert company.near.count() == 0


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        (KAMATA, True),
        ((35.5400, 139.7072), True),  # 仲六郷四丁目, by the river
        ((35.5331, 139.6977), False),  # 川崎駅, beyond it: within the ward's bounds
        ((35.6062, 139.7348), False),  # 大井町駅, in 品川区
        ((35.170915, 136.881537), False),  # 名古屋
        ((139.716032, 35.562517), False),
    ],
)
def test_what_counts_as_a_point_of_the_ward(towns, point, inside):
    outline = Outline(list(Town.objects.values_list("lat", "lon")))
    assert outline.holds(point) is inside
