"""The page of one company: what it tells of itself, its headline, and words of every odd kind."""

import re

import pytest
import time_machine
from bs4 import BeautifulSoup

from directory.models import CompanyNumber, Voice
from tests.directory.company_pages import full_company, page, told_company
from tests.factories import CompanyFactory, FieldFactory, SlotFactory, TourFactory
from tests.queries import queries_of
from tests.tokyo import at

pytestmark = pytest.mark.django_db


@time_machine.travel(at(2026, 11, 21, 12), tick=False)
def test_numbers_the_day_and_voices_stand_on_it(client, picture):
    company = told_company()
    Voice.objects.create(
        company=company, quote="角が、やさしい。", who="架空けん", work="曲げ", picture=picture("手もと")
    )
    main = BeautifulSoup(page(client, company), "html.parser").main
    assert main.select_one(".number-hero__number").get_text() == "±0.5μm"
    assert main.select_one("svg.scale")["aria-label"] == "髪の毛80μmと0.5μmを、同じ倍率で比べた図"
    steps = [(step.time.get_text(), step.has_attr("data-visit")) for step in main.select(".day__steps li")]
    assert steps == [("8:00", False), ("13:30", True), ("16:30", False)]
    voices = [" ".join(voice.get_text(" ", strip=True).split()) for voice in main.select(".voice")]
    assert voices == ["シャーが、 サーになる。 架空ひなた 旋盤 7年目", "角が、やさしい。 架空けん 曲げ"]
    assert [image["alt"] for image in main.select(".voice img")] == ["手もと"]


def test_english_readers_get_the_sentence_of_a_number_in_english_and_the_rest_marked(client):
    html = page(client, told_company(english_name="Kakuu Precision"), "/en")
    assert "We measure again." in html
    assert re.search(r'<figure class="voice" lang="ja"', html)
    assert re.search(r'<ol class="timeline day__steps"[^>]* lang="ja"', html)


def test_the_headline_holds_the_name_for_whoever_hears_or_searches_it(client):
    [heading] = BeautifulSoup(page(client, full_company()), "html.parser")("h1")
    assert heading.get_text(" ", strip=True) == "0.1ミリを 見ています 架空精機"


ODD = {
    "sixty letters": {"name": "株式会社" + "架空精密機械" * 9 + "製作", "tagline": "長い言葉をつづける" * 8},
    "one kanji": {"name": "鈴", "kana": "", "tagline": "", "story": ""},
    "no spaces": {"name": "A" * 60, "tagline": "b" * 80, "story": "x" * 5000},
    "right to left": {"name": "شركة المعادن", "tagline": "نحن نقطع عشر الميكرون", "story": "قصة طويلة. قصة"},
    "beyond the basic plane": {"name": "𠮷田𩸽製作所", "tagline": "𠮷は、𠮷。"},
    "direction marks and joiners": {"name": "架空\u202e工業\u200d", "tagline": "👩\u200d🏭が、削る。"},
    "no place": {"lat": None, "lon": None, "match_level": "", "town": None, "address": ""},
}


@pytest.mark.parametrize("facts", ODD.values(), ids=ODD)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_odd_names_and_words_stand_whole_in_the_headline(client, facts, prefix):
    company = full_company(**facts)
    [heading] = BeautifulSoup(page(client, company, prefix), "html.parser")("h1")
    shown = "".join(heading.get_text().split())
    hook = company.tagline if prefix == "" else ""
    assert shown == "".join((hook + company.name).split())


def test_the_headline_is_not_told_again_in_the_story_nor_as_a_tours_line(client):
    hook = "1つだけを掘り出す。"
    company = told_company(tagline=hook, story=f"部品の工場です。{hook}\n\nつぎの段落。")
    SlotFactory(activity=TourFactory(company=company, hook=hook))
    main = BeautifulSoup(page(client, company), "html.parser").main
    assert "".join(main.h1.get_text().split()).startswith(hook)
    assert "".join(main.get_text().split()).count(hook) == 1
    assert [part.get_text() for part in main.select(".story p")] == ["部品の工場です。", "つぎの段落。"]


def test_a_number_alone_stands_beside_its_sentence(client):
    company, shown = full_company(), []
    for value in ("8", "9"):
        CompanyNumber.objects.create(company=company, value=value, unit="人", sentence="架空")
        shown.append(BeautifulSoup(page(client, company), "html.parser").select_one(".numbers"))
    assert [section.has_attr("data-alone") for section in shown] == [True, False]


def test_of_forty_fields_the_title_block_names_two(client):
    company = full_company()
    company.fields.set([FieldFactory(name=f"架空分野{number}") for number in range(40)])
    company.save()
    html = page(client, company)
    assert "ほか38" in html
    assert html.count("/companies/?field=") == 41  # each where it is told what the company does, one among the ways on


def test_what_a_company_tells_costs_a_statement_for_each_of_its_lists(client):
    little, told = CompanyFactory(fields=[FieldFactory()]), told_company(opening_mode="")
    costs = [len(queries_of(lambda company=company: page(client, company))) for company in (little, told)]
    assert costs[1] - costs[0] == 3
