"""The page of one company: everything it has, nothing empty, nothing executed, nothing hidden."""

import json
import re

import pytest
from django.utils.html import escape

from directory.models import Company, CompanyStation
from tests.factories import (
    CompanyFactory,
    EventFactory,
    FieldFactory,
    ProcessFactory,
    SlotFactory,
    StationFactory,
    TourFactory,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def page(client, company, prefix=""):
    response = client.get(f"{prefix}/companies/{company.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def full_company(**changes):
    facts = {
        "name": "架空精機",
        "kana": "カクウセイキ",
        "tagline": "0.1ミリを見ています",
        "story": "はじめの段落。\n\nつぎの段落。",
        "address": "東京都大田区試町1-1",
        "building": "架空ビル",
        "machines": "旋盤\nフライス盤",
        "certificates": "ISO9001",
        "employees": 8,
        "founded": 1963,
        "phone": "03-3000-0000",
        "site": "https://kakuu.example.jp/",
        "source": "公開名簿2026",
        "confirmed_on": "2026-10-01",
        "opening_mode": "booking",
        "corporate_number": "1234567890123",
    }
    fields, processes = [FieldFactory(slug="space", name="宇宙")], [ProcessFactory(slug="cutting", name="切削")]
    company = CompanyFactory(fields=fields, processes=processes, **(facts | changes))
    station = StationFactory(name="試駅", lines=["試線"])
    CompanyStation.objects.create(company=company, station=station, rank=1, minutes=7)
    return company


def test_the_page_tells_all_there_is(client):
    company = full_company()
    html = page(client, company)
    for words in (
        "架空精機", "カクウセイキ", "0.1ミリを見ています", "<p>はじめの段落。</p>", "旋盤<br>フライス盤", "ISO9001", "8人", "1963年",
        "03-3000-0000", 'href="https://kakuu.example.jp/"', "公開名簿2026", "2026年10月1日", "試駅", "歩いて約7分", "架空ビル",
        '<a href="/companies/?field=space">宇宙</a>', '<a href="/companies/?process=cutting">切削</a>', "1234567890123",
    ):  # fmt: skip
        assert words in html


def test_tours_and_events_of_the_company_stand_on_it(client):
    company = full_company()
    SlotFactory(activity=TourFactory(company=company, title="切削を見る会"))
    event = EventFactory(title="架空交流会", companies=[company])
    SlotFactory(activity=event)
    html = page(client, company)
    assert "切削を見る会" in html
    assert "架空交流会" in html


NO_DAY = "予約制（いま申し込める日はありません）"
CALL = '<a href="tel:+81-3-3000-0000">03-3000-0000</a>、<a href="https://kakuu.example.jp/" rel="noopener nofollow">会社のホームページ</a>'
OTHERS = '<a href="/companies/?field=space">同じ分野のほかの工場を見る</a>'


@pytest.mark.parametrize(
    ("mode", "contact", "said"),
    [
        ("booking", {}, [NO_DAY, CALL]),
        ("booking", {"phone": "", "site": ""}, [NO_DAY, OTHERS]),
        ("enquiry", {}, ["要相談", CALL]),
        ("enquiry", {"phone": "", "site": ""}, ["要相談", OTHERS]),
        ("free", {}, ["自由"]),
    ],
)
def test_where_no_visit_can_be_booked_the_page_says_what_to_do_next(client, mode, contact, said):
    html = page(client, full_company(opening_mode=mode, **contact))
    assert [words for words in (NO_DAY, "要相談", "自由", CALL, OTHERS) if words in html] == said


def test_where_a_visit_can_be_booked_nobody_is_sent_elsewhere(client):
    company = full_company()
    SlotFactory(activity=TourFactory(company=company))
    html = page(client, company)
    assert NO_DAY not in html
    assert CALL not in html


def test_nothing_empty_is_shown(client):
    html = page(client, CompanyFactory(name="架空甲", lat=None, lon=None, match_level=""))
    assert re.findall(r"<h2[^>]*>", html) == []
    assert re.findall(r"<dt>|None|data-map", html) == []


@pytest.mark.parametrize("hidden", [{"hidden": True}, {"live": False}, {"basis": "register"}, {"basis": "open"}])
@pytest.mark.parametrize("address", ["/companies/{}/", "/en/companies/{}/", "/api/v1/companies/{}/"])
def test_a_company_nobody_may_see_is_not_found(client, hidden, address):
    company = CompanyFactory(**hidden)
    SlotFactory(activity=TourFactory(company=company))
    assert client.get(address.format(company.slug)).status_code == 404


@pytest.mark.parametrize("slug", ["nosuch", "x" * 200, "架空", "a%20b", "%F0%9F%8D%A3"])
def test_an_unknown_company_is_not_found(client, slug):
    assert client.get(f"/companies/{slug}/").status_code == 404


def test_what_the_company_wrote_is_text(client):
    bad = "<script>alert(1)</script>"
    company = full_company(name=f"架空{bad}", tagline=bad, story=f"{bad}\n=cmd|' /C calc'!A0", machines=bad, source=bad)
    html = page(client, company)
    assert "<script>alert" not in html
    assert escape(bad) in html


def test_a_site_that_is_no_web_address_is_no_link(client):
    company = full_company()
    Company.objects.filter(pk=company.pk).update(site="javascript:alert(1)")
    assert "javascript:" not in page(client, company)


def test_search_engines_get_an_organization_that_cannot_end_its_element(client):
    company = full_company(name="架空</script><b>精機")
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, company))[1]
    found = json.loads(data)
    assert (found["@type"], found["name"], found["foundingDate"]) == ("Organization", "架空</script><b>精機", "1963")
    assert found["address"]["streetAddress"] == "東京都大田区試町1-1"


def test_without_a_source_the_basis_stands_alone(client):
    assert "情報の出どころ：企業同意</p>" in page(client, CompanyFactory(source="", basis="consent"))


def test_a_coarse_point_is_called_coarse(client):
    company, words = full_company(), "地図の印は、およその位置です。"
    assert words not in page(client, company)
    Company.objects.filter(pk=company.pk).update(match_level=Company.MatchLevel.TOWN)
    assert words in page(client, company)


def test_english_readers_see_what_is_only_in_japanese(client):
    html = page(client, full_company(english_name="Kakuu Precision"), "/en")
    assert "<h1>Kakuu Precision</h1>" in html
    assert '<div lang="ja"><p>はじめの段落。</p>' in html


def test_the_page_costs_the_same_for_one_and_for_three_of_everything(client):
    company = full_company()

    def add():
        SlotFactory(activity=TourFactory(company=company))
        SlotFactory(activity=EventFactory(companies=[company]))
        company.fields.add(FieldFactory())
        company.save()

    add()
    one = len(queries_of(lambda: page(client, company)))
    add()
    add()
    assert len(queries_of(lambda: page(client, company))) == one
