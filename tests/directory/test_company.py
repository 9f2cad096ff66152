"""The page of one company: everything it has, nothing empty, nothing executed, nothing hidden."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.utils.html import escape

from directory.models import (
    Company,
    CompanyNumber,
    CompanyPicture,
    DayStep,
    FormerIdentity,
    Voice,
)
from tests.directory.company_pages import full_company, page
from tests.factories import (
    CompanyFactory,
    EventFactory,
    FieldFactory,
    SlotFactory,
    TourFactory,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def test_the_page_tells_all_there_is(client):
    company = full_company()
    html = page(client, company)
    for words in (
        "架空精機", "カクウセイキ", "0.1ミリを見ています", '<p class="story__lead phrases">はじめの<wbr>段落。</p><p>つぎの段落。</p>', "旋盤<br>フライス盤", "架空ばね<br>架空歯車", "8人", "1963年",
        '<span lang="ja">ISO 9001</span> <span class="quiet nowrap">（2019年3月）</span> <span class="gloss">よい品質を守っているしるし</span><br><span lang="ja">エコアクション21</span> <span class="gloss">',
        '<a href="/companies/?industry=24">金属製品製造業</a>', "<dd>1,000万円</dd>", "<dd>対象の企業です ",
        '<a href="/companies/?recruiting=new-graduate">新卒</a> <span class="gloss">学校を出て、すぐに働く人</span>', '<a href="/companies/?recruiting=internship">インターン</a>',
        '<a href="/companies/?fact=prototype">試作</a>',
        "03-3000-0000", 'href="https://kakuu.example.jp/"', "公開名簿2026", "2026年10月1日", "試駅", "歩いて約7分", "〒144-0052 東京都大田区試町1-1 架空ビル",
        '<a href="/companies/?field=space">宇宙</a>', '<a href="/companies/?process=cutting">切削</a>', "1234567890123",
    ):  # fmt: skip
        assert words in html


def test_what_is_no_certificate_with_a_date_stands_as_it_was_written(client):
    long = "とても長い名前の架空の認証" * 10
    html = page(client, full_company(certificates=f"{long}\n\nJIS Q 9100（平成30年）"))
    assert (
        f'<span lang="ja">{long}</span><br><span lang="ja">JIS Q 9100</span> <span class="quiet nowrap">（2018年）</span>'
        in html
    )


@pytest.mark.parametrize(
    ("capital", "shown"),
    [
        (10_000_000, "1,000万円"),
        (100_000_000, "1億円"),
        (12_345_000_000, "123億4,500万円"),
        (1_234_567, "1,234,567円"),
        (300_000_000_000_000, "3,000,000億円"),
        (1, "1円"),
    ],
)
def test_capital_is_written_as_people_write_it(client, capital, shown):
    assert f"<dt>資本金</dt><dd>{shown}</dd>" in page(client, CompanyFactory(capital=capital))
    assert f"<dd>¥{capital:,}</dd>" in page(client, Company.objects.get(), "/en")


def test_pictures_stand_with_what_they_show_and_who_took_them(client, picture):
    company = full_company(picture=picture("正面", credit="見本太郎"))
    CompanyPicture.objects.create(company=company, picture=picture("旋盤の列"), caption="旋盤が並ぶ", sort_order=1)
    CompanyPicture.objects.create(company=company, picture=picture(""), sort_order=0)
    shown = BeautifulSoup(page(client, company), "html.parser").main("figure")
    images = [figure.img for figure in shown]
    assert [image["alt"] for image in images] == ["正面", "", "旋盤の列"]
    assert [image.get("loading") for image in images] == [None, "lazy", "lazy"]
    assert [image["width"] for image in images] == ["1200", "640", "640"]
    assert [figure.figcaption and figure.figcaption.get_text(" ", strip=True) for figure in shown] == [
        "撮影：見本太郎",
        None,
        "旋盤が並ぶ",
    ]


def test_a_picture_whose_file_is_gone_breaks_nothing(client, picture):
    company = full_company(picture=picture("正面"))
    company.picture.file.storage.delete(company.picture.file.name)
    company.picture.renditions.all().delete()
    [hero] = BeautifulSoup(page(client, company), "html.parser").main.select(".hero img")
    assert hero["src"].startswith("/covers/")


def test_tours_and_events_of_the_company_stand_on_it(client):
    company = full_company()
    SlotFactory(activity=TourFactory(company=company, title="切削を見る会"))
    event = EventFactory(title="架空交流会", companies=[company])
    SlotFactory(activity=event)
    html = page(client, company).replace("<wbr>", "")
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


PICTURED = ["picture", "source", "img", "svg", "path", "g", "circle"]  # say nothing in words, or nothing at all


def test_nothing_empty_is_shown(client):
    html = page(client, CompanyFactory(name="架空甲", lat=None, lon=None, match_level="", town=None))
    main = BeautifulSoup(html, "html.parser").main
    assert [heading.get_text() for heading in main("h2")] == ["次に、できること"]
    assert re.findall(r"<d[ltd]\b|class=.pictures|<figure|None|data-map", html) == []
    silent = [element for element in main(True) if not element.get_text(strip=True)]
    assert [element for element in silent if element.name not in (*PICTURED, "wbr")] == [
        main.select_one(".hero__picture")
    ]


def test_what_the_title_block_says_makes_no_section_again(client):
    listed = CompanyFactory(founded=1959, employees=19)
    main = BeautifulSoup(page(client, listed), "html.parser").main
    assert [part.dd.get_text(strip=True) for part in main.select(".title-block > div")] == ["19人", "1959年"]
    assert main.select(".facts") == []


def test_the_title_block_says_how_one_gets_in_and_for_how_long(client):
    company = full_company()
    SlotFactory(activity=TourFactory(company=company, minutes=75))
    last = BeautifulSoup(page(client, company), "html.parser").select(".title-block > div")[-1]
    assert (last.dt.get_text(), " ".join(last.dd.get_text().split())) == ("見学", "予約 75分")


def test_of_a_company_merely_listed_one_learns_where_to_go_next(client):
    company = full_company(opening_mode="", story="", tagline="")
    html = page(client, company)
    for way in (
        '<a href="/tours/">いま予約できる見学を見る</a>',
        '<a href="/companies/?field=space"><span>宇宙</span>の工場を、もっと見る</a>',
        f'<a href="/companies/?town={company.town.slug}"><span lang="ja">{company.town.name}</span>の工場を、歩いて回る</a>',
    ):
        assert way in html


@pytest.mark.parametrize("hidden", [{"hidden": True}, {"live": False}, {"basis": "register"}, {"basis": "open"}])
@pytest.mark.parametrize("address", ["/companies/{}/", "/en/companies/{}/", "/api/v1/companies/{}/"])
def test_a_company_nobody_may_see_is_not_found(client, hidden, address):
    company = CompanyFactory(**hidden)
    SlotFactory(activity=TourFactory(company=company))
    assert client.get(address.format(company.slug)).status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("query", ["", "?source=poster&people=2", "?q=%E6%97%8B%E7%9B%A4"])
def test_an_address_of_before_leads_to_the_company(client, prefix, query):
    company = CompanyFactory(slug="new")
    FormerIdentity.objects.create(company=company, slug="old")
    response = client.get(f"{prefix}/companies/old/{query}")
    assert (response.status_code, response["Location"]) == (301, f"{prefix}/companies/new/{query}")


@pytest.mark.parametrize("hidden", [{"hidden": True}, {"live": False}, {"basis": "register"}, {"basis": "open"}])
def test_an_address_of_before_tells_nothing_of_a_company_nobody_may_see(client, hidden):
    FormerIdentity.objects.create(company=CompanyFactory(**hidden), slug="old")
    assert client.get("/companies/old/").status_code == 404


def test_a_company_stands_before_another_that_once_had_its_address(client):
    company = CompanyFactory(slug="there")
    FormerIdentity.objects.create(company=CompanyFactory(), slug="there")
    assert company.name in page(client, company)


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


def organization_of(client, company):
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, company))[1]
    return json.loads(data)


def test_search_engines_get_an_organization_that_cannot_end_its_element(client):
    company = full_company(name="架空</script><b>精機")
    assert organization_of(client, company)["name"] == "架空</script><b>精機"


def test_search_engines_get_all_that_is_known(client, settings, picture):
    company = full_company(english_name="Kakuu Precision", picture=picture("正面"))
    found = organization_of(client, company)
    image = found.pop("image")
    assert image.startswith(f"{settings.BASE_URL}/media/images/")
    assert found == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "架空精機",
        "alternateName": "Kakuu Precision",
        "description": "0.1ミリを見ています",
        "url": f"{settings.BASE_URL}/companies/{company.slug}/",
        "sameAs": "https://kakuu.example.jp/",
        "telephone": "+81 3-3000-0000",
        "foundingDate": "1963",
        "numberOfEmployees": {"@type": "QuantitativeValue", "value": 8},
        "identifier": {"@type": "PropertyValue", "propertyID": "法人番号", "value": "1234567890123"},
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "JP",
            "postalCode": "1440052",
            "addressRegion": "東京都",
            "addressLocality": "大田区",
            "streetAddress": "試町1-1 架空ビル",
        },
        "location": {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": 35.562, "longitude": 139.716}},
    }


def test_search_engines_get_nothing_empty_and_no_point_of_a_town(client):
    company = CompanyFactory(name="架空甲", match_level="town")
    assert sorted(organization_of(client, company)) == ["@context", "@type", "name", "url"]


def test_without_a_source_the_basis_stands_alone(client):
    assert "公開の根拠：企業同意</p>" in page(client, CompanyFactory(source="", basis="consent"))


def test_a_coarse_point_is_called_coarse(client):
    company, words = full_company(), "地図の印は、およその位置です。"
    assert words not in page(client, company)
    Company.objects.filter(pk=company.pk).update(match_level=Company.MatchLevel.TOWN)
    assert words in page(client, company)


def test_english_readers_see_what_is_only_in_japanese(client):
    html = page(client, full_company(english_name="Kakuu Precision"), "/en")
    [heading] = BeautifulSoup(html, "html.parser")("h1")
    assert (heading.get_text(" ", strip=True), heading.find(lang="ja")) == ("Kakuu Precision", None)
    assert '<div class="story" dir="auto" lang="ja"><p class="story__lead phrases">はじめの<wbr>段落。</p>' in html


def test_the_page_costs_the_same_for_one_and_for_three_of_everything(client, picture):
    company = full_company(picture=picture("正面"))

    def add():
        CompanyPicture.objects.create(company=company, picture=picture("旋盤"))
        CompanyNumber.objects.create(company=company, value="1", sentence="架空")
        DayStep.objects.create(company=company, starts="08:00", what="削る")
        Voice.objects.create(company=company, quote="架空", who="架空", work="旋盤", picture=picture("手もと"))
        SlotFactory(activity=TourFactory(company=company))
        SlotFactory(activity=EventFactory(companies=[company]))
        company.fields.add(FieldFactory())
        company.save()

    add()
    one = len(queries_of(lambda: page(client, company)))
    add()
    add()
    assert len(queries_of(lambda: page(client, company))) == one


def test_a_company_of_which_little_is_known_costs_four_statements(client):
    company = CompanyFactory()
    asked = [re.findall(r"FROM \"?(\w+)", sql) for sql in queries_of(lambda: page(client, company))]
    lists = ["directory_companynumber", "directory_companypicture", "directory_daystep", "directory_voice"]
    assert [sorted(tables) for tables in asked] == [
        ["directory_change"], ["directory_company", *lists], ["tours_tour"], ["events_participation"],
    ]  # fmt: skip


@pytest.mark.parametrize("site", ["javascript:alert(1)", "ftp://kakuu.example.jp/", "kakuu.example.jp", ""])
def test_what_is_no_web_address_becomes_no_link(site):
    assert Company(site=site).safe_site == ""
