"""What a row of the list says of its company."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Company, CompanyStation
from search.services import refresh
from tests.directory.test_pages import page
from tests.factories import CompanyFactory, ProcessFactory, SlotFactory, StationFactory, TourFactory
from tests.pictures.photographs import kept

pytestmark = pytest.mark.django_db


def test_the_next_visit_stands_in_the_row(client):
    slot = SlotFactory(activity=TourFactory(company=CompanyFactory(name="架空甲")))
    assert f"次の見学 {slot.starts_at.month}月{slot.starts_at.day}日" in page(client)


def test_a_row_without_a_tagline_shows_how_the_story_begins(client):
    CompanyFactory(name="架空甲", story="\n穴を一つあけます。もう一つもあけます。")
    CompanyFactory(name="架空乙", story="長" * 200, tagline="")
    CompanyFactory(name="架空丙", story="長い話。", tagline="ひとこと。")
    html = page(client)
    hooks = re.findall(r'<p class="row__hook phrases" lang="ja">(.+?)</p>', html)
    assert {hook.replace("<wbr>", "") for hook in hooks} == {"ひとこと。", "穴を一つあけます。", "長" * 59 + "…"}


def test_a_photograph_stands_where_there_is_one_else_a_drawing(client):
    with_one = CompanyFactory(picture=kept())
    CompanyFactory(picture=None)
    pictures = re.findall(r'data-slug="([^"]+)".*?<img[^>]* src="([^"]+)"', page(client), re.DOTALL)
    assert {slug: address.startswith("/media/") for slug, address in pictures} == {
        company.slug: company == with_one for company in Company.objects.all()
    }


def test_photographs_cost_two_statements_however_many_there_are(client):
    page(client)
    for number in range(3):
        CompanyFactory(picture=kept(), name=f"架空{number}")
        page(client)
        with CaptureQueriesContext(connection) as asked:
            page(client)
        assert sum("pictures_" in query["sql"] for query in asked) == 2


def test_rows_say_the_way_from_the_nearest_and_from_the_chosen_station(client):
    company = CompanyFactory()
    for rank, (slug, name, minutes) in enumerate([("kamata", "蒲田", 4), ("omori", "大森", 9)]):
        station = StationFactory(slug=slug, name=name)
        CompanyStation.objects.create(company=company, station=station, rank=rank, minutes=minutes)
    way = re.compile(r'<span lang="ja">([^<]*)</span> 歩いて約(\d+)分')
    assert way.findall(page(client)) == [("蒲田", "4")]
    assert way.findall(page(client, "station=omori")) == [("大森", "9")]


def test_without_minutes_a_station_means_those_that_have_it_among_their_nearest(client):
    station = StationFactory(slug="kamata")
    CompanyStation.objects.create(company=CompanyFactory(), station=station, rank=1, minutes=4)
    nothing = re.compile(r'<select id="walk" name="walk"><option value="">([^<]*)</option>')
    assert nothing.findall(page(client)) == ["指定しない"]
    assert nothing.findall(page(client, "station=kamata")) == ["指定しない（近い3駅まで）"]


def test_a_row_says_how_one_can_visit(client):
    CompanyFactory(opening_mode="booking")
    CompanyFactory(opening_mode="")
    assert re.findall(r'<span class="badge">([^<]*)</span>', page(client)) == ["見学 予約"]


def test_the_words_that_were_asked_for_are_marked_in_the_row(client):
    company = CompanyFactory(name="架空甲", story="髪の毛より細い<b>穴</b>をあけます。")
    refresh(Company, [company.pk])
    assert "<mark>細い&lt;b&gt;</mark>" in page(client, "q=" + quote("細い<b>"))


def test_a_word_that_the_row_has_anyway_is_not_said_again(client):
    plating = ProcessFactory(slug="plating", name="めっき", english_name="Plating", synonyms="メタライズ")
    company = CompanyFactory(name="架空甲", processes=[plating])
    refresh(Company, [company.pk])
    assert "<mark>" not in page(client, "q=めっき")
    assert "<mark>めっ</mark>" not in page(client, "q=めっ")
    assert "<mark>メタライズ</mark> → めっき" in page(client, "q=メタライズ")
    assert "<mark>めっき</mark>" in page(client, "q=めっき", "/en/companies/")
