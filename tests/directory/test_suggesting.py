"""Suggestions while typing: words, places and companies that anybody may see, those that begin so first."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import Company, CompanyStation, Field, Process
from directory.suggesting import LONGEST, MOST, MOST_OF_A_KIND, suggestions
from search.services import refresh
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory, StationFactory, TownFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cutting():
    return ProcessFactory(slug="cutting", name="切削", english_name="Machining", synonyms="せっさく\nマシニング加工")


def indexed(**values):
    company = CompanyFactory(**values)
    refresh(Company, [company.pk])
    return company


def labels(query, language="ja"):
    return [item.label for item in suggestions(query, language)]


def hints(query):
    return [(item.label, item.hint) for item in suggestions(query, "ja")]


def test_the_answer_names_kind_label_hint_and_address(client, cutting):
    indexed(processes=[cutting])
    answer = client.get("/companies/suggest/", {"q": "切"})
    assert answer.json() == {
        "suggestions": [
            {"kind": "process", "label": "切削", "hint": "加工", "url": "/companies/?process=cutting"},
        ]
    }
    assert answer["Cache-Control"] == "private, max-age=30"


def test_in_english_labels_and_addresses_are_english(client, cutting):
    indexed(
        name="架空精機",
        english_name="Kaku Works",
        slug="kaku",
        processes=[cutting],
        town=TownFactory(name="試町一丁目"),
    )
    process, company = (
        client.get("/en/companies/suggest/", {"q": word}).json()["suggestions"][0] for word in ("切", "架空")
    )
    assert (process["label"], process["url"]) == ("Machining", "/en/companies/?process=cutting")
    assert company == {"kind": "company", "label": "Kaku Works", "hint": "試町一丁目", "url": "/en/companies/kaku/"}


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("切削", "加工"),
        ("せっさく", "せっさく → 切削"),
        ("ｾｯｻ", "せっさく → 切削"),
        ("マシニ", "マシニング加工 → 切削"),
        ("加工", "マシニング加工 → 切削"),
        ("ＭＡＣＨ", "Machining → 切削"),
        ("せっs", "せっさく → 切削"),
    ],
)
def test_a_word_is_offered_by_its_names_and_the_hint_says_by_which(cutting, query, hint):
    indexed(processes=[cutting])
    assert hints(query) == [("切削", hint)]


def test_places_are_offered_by_name_and_reading():
    town = TownFactory(slug="omorikita-1", name="大森北一丁目", kana="オオモリキタ")
    company = indexed(name="架空", town=town)
    station = StationFactory(slug="omori", name="大森", kana="オオモリ")
    CompanyStation.objects.create(company=company, station=station, rank=1, minutes=5)
    found = [(item.kind, item.label, item.hint, item.url) for item in suggestions("おおもり", "ja")]
    assert found == [
        ("station", "大森", "駅", "/companies/?station=omori"),
        ("town", "大森北一丁目", "町", "/companies/?town=omorikita-1"),
    ]
    assert labels("大森") == ["大森", "大森北一丁目"]


def test_places_are_offered_in_latin_letters_to_whoever_types_them():
    CompanyStation.objects.create(
        company=indexed(), station=StationFactory(name="大森", kana="オオモリ"), rank=1, minutes=5
    )
    assert [labels("omo", "en"), labels("Omori")] == [["大森"], ["大森"]]


@pytest.mark.parametrize("query", ["早瀬", "㈱早瀬", "早瀬川金型（株）", "はやせ", "ﾊﾔｾｶﾞﾜ", "川金", "haya", "Works"])
def test_companies_are_offered_by_name_reading_and_english_name(query):
    indexed(name="株式会社早瀬川金型", kana="ハヤセガワカナガタ", english_name="Hayase Works", slug="hayase")
    assert [item.url for item in suggestions(query, "ja")] == ["/companies/hayase/"]


def test_one_letter_offers_words_and_no_company():
    indexed(name="鉄工所", fields=[FieldFactory(name="鉄道")])
    assert [labels("鉄"), labels("鉄工")] == [["鉄道"], ["鉄工所"]]


def test_what_begins_so_comes_before_what_holds_it_inside(cutting):
    inside = ProcessFactory(name="精密切削")
    indexed(name="架空切削", processes=[cutting, inside])
    indexed(name="切削堂")
    assert labels("切削") == ["切削", "切削堂", "精密切削", "架空切削"]


def test_no_kind_shuts_out_the_others_and_there_are_never_more_than_a_few():
    for number in range(12):
        indexed(name=f"大森工業{number}", town=TownFactory(name=f"大森{number}丁目"))
    kinds = [item.kind for item in suggestions("大森", "ja")]
    assert len(kinds) == MOST
    assert min(kinds.count("town"), kinds.count("company")) >= MOST_OF_A_KIND


@pytest.mark.parametrize("hidden", [{"hidden": True}, {"live": False}, {"basis": "register", "corporate_number": None}])
def test_what_nobody_may_see_is_not_offered_nor_words_that_lead_to_it(cutting, hidden):
    town = TownFactory(name="試町一丁目")
    company = indexed(name="架空精機", town=town, processes=[cutting], fields=[FieldFactory(name="宇宙")])
    CompanyStation.objects.create(company=company, station=StationFactory(name="試駅"), rank=1, minutes=1)
    shown = ["架空精機", "試町一丁目", "切削", "宇宙", "試駅"]
    assert [labels(word) for word in shown] == [[word] for word in shown]
    Company.objects.update(**hidden)
    assert [labels(word) for word in shown] == [[]] * 5


def test_an_edit_of_a_word_shows_with_the_next_letter(cutting):
    indexed(processes=[cutting])
    assert labels("削り") == []
    Process.objects.update(synonyms="削り")
    assert hints("削り") == [("切削", "削り → 切削")]
    Process.objects.update(name="機械加工")
    assert labels("削り") == ["機械加工"]


def test_a_word_without_companies_is_not_offered():
    FieldFactory(name="宇宙")
    assert labels("宇宙") == []
    assert Field.objects.count() == 1


@pytest.mark.parametrize(
    "query",
    ["", " ", "　", "ー", "🍣", "\u202e", "\x00", '"', '""', "*", "a*", "NEAR(", "-", "(", "%", "_", "\\", "'", "\ud800", "a" * 9_000],
)  # fmt: skip
def test_what_is_no_word_offers_nothing(client, cutting, query):
    indexed(name="架空精機", processes=[cutting])
    assert suggestions(query, "ja") == []
    answer = client.get(reverse("directory:suggest"), {"q": query.encode("utf-8", "replace").decode()})
    refused = {"\x00": 400, "a" * 9_000: 414}
    assert answer.status_code == refused.get(query, 200)
    assert query in refused or answer.json() == {"suggestions": []}


def test_a_question_too_long_is_cut():
    indexed(name="あ" * 60)
    assert labels("あ" * LONGEST + "い" * 5_000) == ["あ" * 60]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=30))
def test_no_question_is_an_error(query):
    assert suggestions(query, "ja") == []


def test_without_a_question_there_is_an_empty_answer_and_nobody_may_write(client):
    assert client.get(reverse("directory:suggest")).json() == {"suggestions": []}
    assert client.post(reverse("directory:suggest")).status_code == 405


def test_suggesting_costs_three_statements_however_many_there_are(cutting):
    indexed(name="切削甲", processes=[cutting])
    assert len(queries_of(lambda: suggestions("切削", "ja"))) == 3
    indexed(name="切削乙", processes=[cutting])
    indexed(name="切削丙", processes=[cutting])
    assert len(queries_of(lambda: suggestions("切削", "ja"))) == 3
