"""The list of companies as a page: with and without htmx, in both languages, with bad questions, at a constant cost."""

import re
from urllib.parse import quote

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape, strip_tags

from directory.models import Company, CompanyStation
from search.services import refresh
from tests.factories import (
    CompanyFactory,
    FieldFactory,
    ProcessFactory,
    SlotFactory,
    StationFactory,
    TourFactory,
    TownFactory,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def page(client, query="", path="/companies/", **headers):
    response = client.get(f"{path}?{query}" if query else path, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def names(html):
    html, _, _near_misses = html.partition("data-near-misses")
    return re.findall(r'<h3 class="row__name"><a[^>]*>([^<]+)</a>', html)


def count_in_words(html):
    return "".join(re.search(r'id="count"[^>]*>\s*<b class="count">([^<]*)</b>([^<]*?)\s*<', html).groups())


def test_the_list_names_what_the_filter_finds(client):
    space = FieldFactory(slug="space", name="宇宙")
    CompanyFactory(name="架空甲", fields=[space], tagline="宇宙へ", town=TownFactory(name="試町一丁目"))
    CompanyFactory(name="架空乙")
    html = page(client, "field=space")
    assert names(html) == ["架空甲"]
    assert count_in_words(html) == "1社が見つかりました"
    assert "試町一丁目" in html
    assert '<input type="checkbox" name="field" value="space" id="field-space" checked>' in html


@pytest.mark.parametrize(
    "hidden",
    [
        {"hidden": True},
        {"live": False},
        {"basis": Company.Basis.REGISTER},
        {"basis": Company.Basis.OPEN_DATA},
    ],
)
def test_what_nobody_may_see_is_in_no_list_no_count_and_no_search(client, hidden):
    space = FieldFactory(slug="space")
    secret = CompanyFactory(name="架空秘密", fields=[space], **hidden)
    shown = CompanyFactory(name="架空公開", fields=[space])
    SlotFactory(activity=TourFactory(company=secret))
    refresh(Company, [secret.pk, shown.pk])
    for query in ("", "field=space", "q=架空", "bbox=139,35,140,36", "sort=name"):
        html = page(client, query)
        assert names(html) == ["架空公開"]
        assert "架空秘密" not in html


def test_a_firm_of_a_register_is_shown_by_its_corporate_number(client):
    CompanyFactory(name="架空公開", basis=Company.Basis.REGISTER, corporate_number="1234567890123")
    assert names(page(client)) == ["架空公開"]


def test_values_and_large_numbers_are_written_as_people_write_them(client):
    fields = [FieldFactory(name="航空・宇宙", order=1), FieldFactory(name="医療・福祉", order=2)]
    CompanyFactory(fields=fields)
    assert "航空・宇宙、医療・福祉" in page(client)
    told = render_to_string("directory/parts/count.html", {"count": 3239})
    assert strip_tags(told).strip() == "3,239社が見つかりました"


def test_a_publish_shows_in_the_next_answer(client):
    company = CompanyFactory(name="架空甲", live=False)
    assert names(page(client)) == []
    Company.objects.filter(pk=company.pk).update(live=True)
    assert names(page(client)) == ["架空甲"]


def test_htmx_gets_the_list_the_facets_and_the_count_and_the_address_to_show(client):
    CompanyFactory(name="架空甲", fields=[FieldFactory(slug="space")])
    response = client.get("/companies/?q=&field=space&walk=&sort=recommended", headers=HTMX)
    html = response.content.decode()
    assert response["HX-Push-Url"] == "/companies/?field=space"
    assert "HX-Request" in response["Vary"]
    assert (names(html), count_in_words(html)) == (["架空甲"], "1社が見つかりました")
    assert "<html" not in html
    assert "map_companies" not in html


def test_without_javascript_the_page_is_a_form_and_a_list(client):
    html = page(client, "q=x")
    assert re.search(r'<form id="filters" method="get" action="/companies/"', html)
    assert '<button type="submit">この条件でさがす</button>' in html
    assert "<noscript>" in html


def test_without_javascript_the_map_takes_no_room(client):
    assert re.search(r'<noscript><link rel="stylesheet" href="[^"]*no-script[^"]*">', page(client))


@pytest.mark.parametrize(
    ("query", "opened"),
    [
        ("", False),
        ("field=space&sort=name", False),
        ("bbox=139,35,140,36", False),
        ("mode=free", False),
        ("process=cutting", True),
    ],
)
def test_only_a_choice_that_stands_behind_it_opens_the_rest_of_the_filters(client, query, opened):
    CompanyFactory(fields=[FieldFactory(slug="space")], processes=[ProcessFactory(slug="cutting")], opening_mode="free")
    html = page(client, query)
    assert bool(re.search(r'<details id="more-filters" open>', html)) == opened
    assert html.index('id="more-filters"') < html.index('</details>\n<p class="field"><label for="sort">')


@pytest.mark.parametrize(
    ("query", "opened"),
    [
        ("", []),
        ("field=space", []),
        ("mode=free", ["facet-mode"]),
        ("walk=5", ["facets-near"]),
        ("here=35.562,139.716", ["facets-near"]),
        ("station=kamata", ["facets-near", "facet-station"]),
    ],
)
def test_what_is_chosen_opens_its_group(client, query, opened):
    company = CompanyFactory(fields=[FieldFactory(slug="space")], opening_mode="free")
    CompanyStation.objects.create(company=company, station=StationFactory(slug="kamata"), rank=1, minutes=4)
    assert re.findall(r'<details id="([^"]*)" open>', page(client, query)) == opened


def test_the_way_to_the_list_says_how_many_are_there_if_there_are_any(client):
    CompanyFactory(fields=[FieldFactory(slug="space")])
    way = re.compile(r'<span id="to-list"[^>]*>(.*?)\n', re.DOTALL)
    assert "1社を見る" in way.search(page(client))[1]
    assert "1社を見る" in way.search(page(client, **HTMX))[1]
    assert "社を見る" not in way.search(page(client, "q=どこにもない語"))[1]


@pytest.mark.parametrize("query", ["field=space", "field=space&q=どこにもない語"])
def test_what_is_chosen_and_what_helps_and_the_rule_stand_before_the_filters(client, query):
    CompanyFactory(fields=[FieldFactory(slug="space")])
    html = page(client, query)
    places = [
        html.find(mark)
        for mark in (
            'class="chip"',
            '<h2 id="nothing">',
            "同じ項目の中では",
            'name="field"',
        )
    ]
    there = [place for place in places if place > 0]
    assert there == sorted(there)
    assert len(there) == 3 + ("q=" in query)


def test_every_choice_can_be_taken_back_by_a_link(client):
    CompanyFactory(fields=[FieldFactory(slug="space", name="宇宙")], opening_mode="free")
    html = page(client, "field=space&mode=free&walk=5&bbox=139,35,140,36&q=x")
    links = re.findall(r'<a class="chip" href="/companies/\?([^"]*)">(.*?)<span aria-hidden', html)
    assert {query: strip_tags(words) for query, words in links} == {
        "field=space&amp;walk=5&amp;mode=free&amp;bbox=139.0%2C35.0%2C140.0%2C36.0": "ことば：x",
        "q=x&amp;walk=5&amp;mode=free&amp;bbox=139.0%2C35.0%2C140.0%2C36.0": "分野：宇宙",
        "q=x&amp;field=space&amp;mode=free&amp;bbox=139.0%2C35.0%2C140.0%2C36.0": "駅から歩いて：5分以内",
        "q=x&amp;field=space&amp;walk=5&amp;bbox=139.0%2C35.0%2C140.0%2C36.0": "見学：自由",
        "q=x&amp;field=space&amp;walk=5&amp;mode=free": "地図の範囲",
    }


def test_towns_are_offered_within_the_chosen_area(client):
    CompanyFactory(town=TownFactory(slug="haneda-1", name="羽田一丁目", area="kojiya-haneda"))
    CompanyFactory(town=TownFactory(slug="kamata-1", name="蒲田一丁目", area="kamata"))
    assert 'name="town"' not in page(client)
    html = page(client, "area=kamata")
    assert re.findall(r'name="town" value="([^"]*)"', html) == ["kamata-1"]


def test_nothing_found_says_what_to_drop(client):
    CompanyFactory(fields=[FieldFactory(slug="space")])
    ProcessFactory(slug="cutting", name="切削")
    html = page(client, "field=space&process=cutting")
    assert names(html) == []
    assert (
        '<a class="chip" href="/companies/?field=space"><span>加工「<span>切削</span>」をはずす：1社</span></a>' in html
    )


@pytest.mark.parametrize(
    "query",
    [
        "field=nosuch",
        "field=%F0%9F%8D%A3&town=%EF%BC%91",
        "walk=abc&bbox=,,,&sort=x&page=zzz",
        "page=99999999999999999999",
        "page=-1",
        "q=%22%27%28%29%2A%3A%5E%7C%26",
        "q=" + quote("鉄" * 120),
        "field=" + "x" * 5000,
        "q=%ED%A0%80",
        "bbox=1e400,1,2,3",
        "station=a&station=b&walk=999999999999999999999",
    ],
)
@pytest.mark.parametrize("path", ["/companies/", "/en/companies/"])
def test_a_bad_question_is_answered_with_what_was_understood(client, query, path):
    CompanyFactory(name="架空甲")
    assert client.get(f"{path}?{query}").status_code == 200


def test_what_was_not_understood_is_said_and_escaped(client):
    html = page(client, "field=%3Cscript%3Ealert(1)%3C/script%3E")
    assert escape("<script>alert(1)</script>") in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(("query", "status"), [("q=%00", 400), ("q=" + "a" * 10_000, 414)])
def test_what_no_database_takes_is_refused_in_a_sentence(client, query, status):
    response = client.get(f"/companies/?{query}")
    assert response.status_code == status
    assert response.content.decode().endswith(("ます。", "ください。"))


def test_a_name_in_the_list_is_text(client):
    CompanyFactory(name='<img src=x onerror="alert(1)">', tagline="{{ 7|add:7 }}<b>")
    html = page(client)
    assert "<img src=x" not in html
    assert escape("{{ 7|add:7 }}<b>") in html


def test_pages_of_twenty_four_keep_the_filter(client):
    space = FieldFactory(slug="space")
    for number in range(26):
        CompanyFactory(name=f"架空{number:02d}", fields=[space])
    html = page(client, "field=space")
    assert len(names(html)) == 24
    assert 'href="?field=space&amp;page=2"' in html
    assert names(page(client, "field=space&page=2")) == ["架空24", "架空25"]
    assert names(page(client, "field=space&page=7")) == ["架空24", "架空25"]


def test_english_readers_get_english_words_and_see_what_is_japanese(client):
    CompanyFactory(name="架空甲", english_name="Kakuu Works", fields=[FieldFactory(english_name="Space")])
    CompanyFactory(name="架空乙")
    html = page(client, path="/en/companies/")
    assert set(names(html)) == {"Kakuu Works", "架空乙"}
    assert re.search(r'<a href="/en/companies/[^"]*" lang="ja">架空乙</a>', html)
    assert "Space" in html


def test_the_rule_of_and_and_or_is_always_there(client):
    rule = "同じ項目の中ではどれか一つ、項目どうしではすべてにあてはまる工場が出ます。"
    assert [rule in page(client, query) for query in ("", "field=nosuch", "q=どこにもない語")] == [True] * 3


def test_a_long_group_shows_the_commonest_and_the_chosen_and_opens_the_rest(client):
    processes = [ProcessFactory(slug=f"p{number:02d}", order=number) for number in range(20)]
    CompanyFactory(processes=processes)
    CompanyFactory(processes=processes[:12])
    html = page(client, "process=p19&process=p18")
    first, rest = html.split('<details id="facet-process-more">')
    shown = re.compile(r'name="process" value="([^"]*)"')
    assert shown.findall(first) == [f"p{number:02d}" for number in [*range(10), 18, 19]]
    assert shown.findall(rest) == [f"p{number:02d}" for number in range(10, 18)]
    assert "すべて見る（あと8）" in rest


def test_a_short_group_is_there_at_once(client):
    CompanyFactory(processes=[ProcessFactory() for _ in range(15)])
    html = page(client)
    assert "facet-process-more" not in html
    assert html.count('name="process"') == 15


def near(name, metres, **others):
    """A company so many metres north of 35.562, 139.716 (80 walked metres are a minute, a way is longer than a line)."""
    return CompanyFactory(name=name, lat=35.562 + metres / 111_000, lon=139.716, **others)


def test_from_here_the_rows_say_how_far_and_the_chip_says_it_in_a_sentence(client):
    near("架空甲", 200)
    near("架空乙", 20_000)
    html = page(client, "here=35.562,139.716")
    assert names(html) == ["架空甲"]
    assert re.search(r"いまいる所から歩いて約\d+分", html)
    assert "いまいる所から歩いて15分以内" in html
    assert "いまいる所から歩いて30分以内" in page(client, "here=35.562,139.716&walk=30")
    assert '<input type="hidden" name="here" value="35.562,139.716">' in html


def test_a_place_is_never_kept_finer_than_a_hundred_metres(client):
    near("架空甲", 200)
    response = client.get("/companies/?here=35.5624981,139.7161234", headers=HTMX)
    assert response["HX-Push-Url"] == "/companies/?here=35.562%2C139.716"
    assert "35.5624981" not in response.content.decode()


def test_whoever_is_far_away_is_told_to_choose_a_station(client):
    html = page(client, "here=34.70,135.50")
    assert "今いる場所「34.70,135.50」" in html
    assert "駅をえらぶと、そこから歩く時間でさがせます。" in html


def test_one_chip_removes_the_place_with_its_minutes_unless_a_station_shares_them(client):
    station = StationFactory(slug="kamata", name="蒲田")
    CompanyStation.objects.create(company=near("架空甲", 200), station=station, rank=1, minutes=4)
    chips = re.compile(r'<a class="chip" href="/companies/\?([^"]*)">(.*?)<span aria-hidden')
    here = "いまいる所から歩いて10分以内"
    assert chips.findall(page(client, "here=35.562,139.716&walk=10")) == [("", here)]
    both = dict(chips.findall(page(client, "station=kamata&here=35.562,139.716&walk=10")))
    assert both["station=kamata&amp;walk=10"] == here
    assert len(both) == 3


def test_of_very_many_chosen_values_forty_can_be_removed_and_the_rest_is_counted(client):
    fields = [FieldFactory(slug=f"f{number}") for number in range(42)]
    CompanyFactory(fields=fields)
    asked = [f"field=f{number}" for number in range(42)]
    chips, more = re.compile('<a class="chip" href="/companies/[?]'), '<li class="quiet">ほか{}件</li>'
    html = page(client, "&".join(asked))
    assert (len(chips.findall(html)), more.format(2) in html) == (40, True)
    assert len(re.findall(r'name="field" value="f\d+" id="[^"]*" checked', html)) == 42
    html = page(client, "&".join(asked[:40]))
    assert (len(chips.findall(html)), "ほか" in html.partition("</ul>")[0].rpartition('class="chips"')[2]) == (
        40,
        False,
    )
    assert '<li class="quiet">and 2 more</li>' in page(client, "&".join(asked), path="/en/companies/")


def test_nothing_found_shows_what_is_near(client):
    CompanyFactory(name="架空甲", fields=[FieldFactory(slug="space")])
    ProcessFactory(slug="cutting")
    html = page(client, "field=space&process=cutting")
    near_misses = html.partition("data-near-misses")[2]
    assert "架空甲" in near_misses
    assert "たとえば「加工」をはずすと、次の工場が出ます。" in html


def test_where_no_single_filter_helps_nothing_is_promised(client):
    html = page(client, "q=どこにもない語")
    assert "条件を減らしてみてください" in html
    assert "data-near-misses" not in html


@pytest.mark.parametrize("path", ["/companies/", "/en/companies/"])
def test_suggestions_are_asked_for_in_the_language_of_the_page(client, path):
    assert f'data-suggest="{path}suggest/"' in page(client, path=path)


def test_the_list_costs_the_same_for_one_and_for_three_companies(client):
    def full():
        company = CompanyFactory(fields=[FieldFactory()], processes=[ProcessFactory()], story="架空の話。")
        SlotFactory(activity=TourFactory(company=company))

    full()
    one = len(queries_of(lambda: client.get("/companies/")))
    full()
    full()
    three = len(queries_of(lambda: client.get("/companies/")))
    assert (one, three) == (3, 3)
