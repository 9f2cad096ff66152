"""Staff put companies where they are: the coarsest first, by a pin or by numbers, and nothing moves them after that."""

import pytest

from directory.models import Company, CompanyStation, Town
from search.services import found
from tests.factories import CompanyFactory, StationFactory, TownFactory
from tests.html import soup, text
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
PLACES = "/desk/places/"
HERE = {"lat": "35.5609", "lon": "139.7151"}


def coarse(**facts):
    return CompanyFactory(**{"match_level": "chome", "corporate_number": None} | facts)


def unplaced(**facts):
    return coarse(**{"match_level": "", "lat": None, "lon": None, "hidden": True} | facts)


def listed(response):
    return [link.get_text() for link in soup(response).select("tbody th a")]


def address(company, query=""):
    return f"{PLACES}{company.slug}/{query}"


def place(company):
    company.refresh_from_db()
    return company.match_level, company.lat, company.lon


def test_the_coarsest_come_first(staff):
    for name, level in [("丁目", "chome"), ("町", "town"), ("区", "ward"), ("番地", "block"), ("手動", "manual")]:
        coarse(name=name, match_level=level)
    unplaced(name="未特定")
    coarse(name="閉じた", hidden=True, closed_on="2026-01-01")
    assert listed(staff.get(PLACES)) == ["未特定", "区", "町", "丁目"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("level=none", ["未特定"]),
        ("level=none&level=town", ["未特定", "大森の町"]),
        ("area=omori", ["大森の町"]),
        ("area=omori&level=chome", []),
        ("waiting=true", ["未特定", "番地"]),
        ("level=block", ["番地"]),
    ],
)
def test_the_list_narrows(staff, query, names):
    unplaced(name="未特定")
    coarse(name="大森の町", match_level="town", town=TownFactory(area=Town.Area.OMORI))
    coarse(name="丁目")
    coarse(name="番地", match_level="block", hidden=True)  # what an address search found, and nobody has looked at
    coarse(name="見える番地", match_level="block")
    assert listed(staff.get(f"{PLACES}?{query}")) == names


@pytest.mark.parametrize("query", ["level=nosuch", "area=%00", "area=" + "x" * 5000, "level=none&level=%F0%9F%8D%A3"])
def test_a_filter_that_means_nothing_is_said_and_shows_nothing(staff, query):
    coarse()
    response = staff.get(f"{PLACES}?{query}")
    assert response.status_code == 400
    assert listed(response) == []


@pytest.mark.parametrize("page", ["0", "-1", "99999999", "x", "9" * 400])
def test_there_are_fifty_to_a_page_and_always_a_page(staff, page):
    for _ in range(52):
        coarse()
    assert len(listed(staff.get(PLACES))) == 50
    assert staff.get(f"{PLACES}?page={page}").status_code == 200


def test_the_list_costs_the_same_for_one_and_for_three(staff):
    coarse()
    one = len(queries_of(lambda: staff.get(PLACES)))
    coarse()
    unplaced()
    assert len(queries_of(lambda: staff.get(PLACES))) == one


def test_the_page_of_one_costs_the_same_beside_others(staff):
    company = coarse()
    coarse()
    one = len(queries_of(lambda: staff.get(address(company))))
    coarse()
    unplaced()
    assert len(queries_of(lambda: staff.get(address(company)))) == one


def test_the_page_tells_what_is_known_and_has_the_numbers_to_type(staff):
    company = coarse(name="架空精機", address="東京都大田区試町1-1", building="架空ビル")
    page = soup(staff.get(address(company)))
    assert "東京都大田区試町1-1 架空ビル" in page.get_text()
    assert [page.select_one(f"#id_{name}")["value"] for name in ("lat", "lon")] == ["35.562", "139.716"]
    assert page.select_one("[data-pin]")["data-lat"] == "35.562000"
    assert [button.get_text() for button in page.select("main button")] == ["この位置で保存する", "いまの位置で正しい"]


def test_a_saved_point_holds_as_set_by_hand_and_brings_its_stations(staff, ward):
    company = coarse(corporate_number="1234567890123")
    response = staff.post(address(company), HERE, follow=True)
    assert f"「{company.name}」の位置を保存しました。" in text(response)
    assert place(company) == ("manual", 35.5609, 139.7151)
    nearest = CompanyStation.objects.get(company=company, rank=1)
    assert nearest.station.name in ("蒲田", "京急蒲田")


def test_full_width_digits_are_digits(staff, towns):
    company = coarse()
    staff.post(address(company), {"lat": "３５．５６０９", "lon": "１３９．７１５１"})
    assert place(company) == ("manual", 35.5609, 139.7151)


def test_a_coarse_point_can_be_found_right(staff, towns):
    company = coarse()
    staff.post(address(company), {"lat": "1", "lon": "typed and left", "confirm": "35.562000,139.716000"})
    assert place(company) == ("manual", 35.562, 139.716)


def test_what_is_saved_leads_on_to_the_next_of_the_filter(staff, towns):
    first, second = coarse(name="甲"), coarse(name="乙", match_level="town")
    last = unplaced(name="丙")
    assert staff.post(address(last), HERE)["Location"] == address(second)
    assert staff.post(address(second, "?level=chome"), HERE)["Location"] == address(first, "?level=chome")
    assert staff.post(address(first, "?level=chome"), HERE)["Location"] == f"{PLACES}?level=chome"


def test_the_next_one_can_be_had_without_saving(staff):
    coarse(name="甲", sort_key="コウ")
    twin, other = coarse(name="乙", sort_key="オツ"), coarse(name="乙", sort_key="オツ")
    assert f'href="{address(other)}">次の企業' in staff.get(address(twin)).content.decode()


BAD = {
    "nothing": ({"lat": "", "lon": ""}, "緯度：入力してください。"),
    "half a point": ({"lat": "35.56", "lon": ""}, "経度：入力してください。"),
    "words": ({"lat": "<b>", "lon": "139.7"}, "緯度：数字で入力してください。例：35.562310"),
    "not a number": ({"lat": "NaN", "lon": "139.7"}, "緯度：数字で入力してください。"),
    "an endless number": ({"lat": "3" * 100_000, "lon": "139.7"}, "緯度：数字で入力してください。"),
    "exponents": ({"lat": "1e400", "lon": "139.7"}, "緯度：数字で入力してください。"),
    "other digits": ({"lat": "٣٥.٥", "lon": "139.7"}, "緯度：数字で入力してください。"),
    "the wrong way round": ({"lat": "139.7151", "lon": "35.5609"}, "緯度と経度が逆です。入れかえてください。"),
    "elsewhere": ({"lat": "35.6812", "lon": "139.7671"}, "区から離れた位置です。緯度は35.528〜35.613"),
    "beyond the river": ({"lat": "35.531", "lon": "139.697"}, "この位置は、区の外に見えます。"),
    "a broken button": ({"confirm": "35.56"}, "経度：入力してください。"),
}


@pytest.mark.parametrize(("data", "sentence"), BAD.values(), ids=BAD.keys())
def test_a_point_that_cannot_be_is_refused_in_a_sentence(staff, towns, data, sentence):
    company = coarse()
    response = staff.post(address(company), data)
    assert response.status_code == 400
    assert sentence in text(response)
    assert place(company) == ("chome", 35.562, 139.716)


def test_nul_is_refused(staff, towns):
    company = coarse()
    assert staff.post(address(company), {"lat": "35.5\x00", "lon": "139.7"}).status_code == 400
    assert place(company) == ("chome", 35.562, 139.716)


def test_what_looks_outside_is_saved_when_it_is_meant_and_only_within_the_bounds(staff, towns):
    company, outside = coarse(), {"lat": "35.531", "lon": "139.697"}
    assert "区の外に見えても、この位置で保存する" in text(staff.post(address(company), outside))
    staff.post(address(company), {"lat": "35.6812", "lon": "139.7671", "sure": "on"})
    assert place(company) == ("chome", 35.562, 139.716)
    staff.post(address(company), outside | {"sure": "on"})
    assert place(company) == ("manual", 35.531, 139.697)
    assert "いまの位置は、区の外に見えます。" in text(staff.get(address(company)))


def test_a_company_hidden_for_want_of_a_place_is_shown_with_its_place(staff, towns):
    company = unplaced(name="架空精機")
    assert "場所が決まらなかったため、非表示です。" in text(staff.get(address(company)))
    staff.post(address(company), HERE)
    company.refresh_from_db()
    assert company.hidden
    staff.post(address(company), HERE | {"show": "on"})
    company.refresh_from_db()
    assert not company.hidden
    assert list(found("directory.company", "架空精機")) == [company.pk]


@pytest.mark.parametrize("hidden", [{"closed_on": "2026-01-01"}, {"edited": True}])
def test_what_is_hidden_for_another_reason_is_not_shown_from_here(staff, towns, hidden):
    edited = hidden.pop("edited", False)
    company = coarse(hidden=True, **hidden)
    if edited:
        company.save_revision()
    assert "非表示をやめて" not in text(staff.get(address(company)))
    staff.post(address(company), HERE | {"show": "on"})
    company.refresh_from_db()
    assert company.hidden


def test_that_nobody_would_see_it_is_said(staff, towns):
    company = unplaced(basis=Company.Basis.REGISTER)
    assert "非表示をやめても、だれにも見えません。" in text(staff.get(address(company)))


def test_a_company_without_a_town_can_get_one(staff, towns):
    company, town = unplaced(town=None), Town.objects.get(name="蒲田五丁目")
    staff.post(address(company), HERE | {"town": town.pk})
    company.refresh_from_db()
    assert company.town == town
    assert not soup(staff.get(address(company))).select("#id_town")


@pytest.mark.parametrize("town", ["0", "x", "9" * 30])
def test_a_town_that_is_none_is_refused(staff, towns, town):
    company = unplaced(town=None)
    assert staff.post(address(company), HERE | {"town": town}).status_code == 400
    assert place(company) == ("", None, None)


def test_a_town_where_the_same_company_is_already_is_refused(staff, towns):
    town = Town.objects.get(name="蒲田五丁目")
    coarse(name="架空精機", town=town, block="1-1")
    company = unplaced(name="架空精機", town=None, block="1-1")
    assert "同じ場所に同じ名前の企業が、もうあります。" in text(staff.post(address(company), HERE | {"town": town.pk}))
    assert place(company) == ("", None, None)


def test_an_older_draft_does_not_bring_the_old_point_back(staff, towns):
    company = coarse()
    draft = company.save_revision()
    staff.post(address(company), HERE)
    company.refresh_from_db()
    draft.publish()
    assert place(company) == ("manual", 35.5609, 139.7151)


def test_stations_follow_the_pin(staff, towns):
    company = coarse(corporate_number="1234567890123")
    StationFactory(name="試駅", lat=35.5609, lon=139.7151)
    staff.post(address(company), HERE)
    assert CompanyStation.objects.get(company=company).minutes == 1


@pytest.mark.parametrize("slug", ["nosuch", "x" * 200])
def test_an_unknown_company_is_not_found(staff, slug):
    assert staff.get(f"{PLACES}{slug}/").status_code == 404


def test_others_put_no_company_anywhere(owner, editor, visitor, towns):
    company = coarse()
    assert [client.post(address(company), HERE).status_code for client in (visitor, owner, editor)] == [302, 403, 403]
    assert place(company) == ("chome", 35.562, 139.716)
