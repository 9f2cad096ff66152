"""What other sites may show in a frame: the list and the map of a filter, and nothing else of the site."""

import pytest

from tests.factories import CompanyFactory, FieldFactory, SlotFactory, TourFactory
from tests.html import soup
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def policy(response):
    parts = (part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    return {name: value.split(" 'nonce-")[0] for name, value in parts}


@pytest.mark.parametrize("path", ["/embed/", "/en/embed/", "/embed/?show=map&field=nosuch&bbox=1,2"])
def test_any_site_may_frame_it(client, path):
    response = client.get(path)
    assert policy(response)["frame-ancestors"] == "*"
    assert "X-Frame-Options" not in response


@pytest.mark.parametrize("path", ["/", "/companies/", "/embed/how/", "/companies/cards/", "/companies/ground.json"])
def test_no_other_page_may_be_framed_elsewhere(client, path):
    response = client.get(path)
    assert policy(response)["frame-ancestors"] == "'self'"
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_everything_else_of_the_policy_stays(client):
    elsewhere, embedded = policy(client.get("/companies/")), policy(client.get("/embed/"))
    assert {**elsewhere, "frame-ancestors": "*"} == embedded


def test_it_sets_no_cookie_and_holds_no_form(client):
    response = client.get("/embed/")
    assert response.cookies == {}
    assert soup(response).find("form") is None
    assert soup(response).find("nav") is None


def test_it_lists_what_the_filter_leaves(client):
    space = FieldFactory(slug="space", name="宇宙")
    one = CompanyFactory(fields=[space], tagline="ねじで支える")
    CompanyFactory()
    CompanyFactory(fields=[space], hidden=True)
    SlotFactory(activity=TourFactory(company=one))
    page = soup(client.get("/embed/?field=space"))
    assert [row["data-slug"] for row in page.select("li.card")] == [one.slug]
    assert "次の見学" in page.select_one("li.card").text
    assert page.select_one("#found")["data-geojson"] == "/api/v1/companies.geojson?field=space"


def test_its_links_open_the_full_site_in_a_new_tab(client):
    CompanyFactory(fields=[FieldFactory(slug="space")])
    links = soup(client.get("/embed/?field=space")).find_all("a", href=True)
    assert {(link["target"], link["rel"][0]) for link in links} == {("_blank", "noopener")}
    assert links[0]["href"] == "/companies/?field=space"


def test_further_pages_stay_in_the_frame(client):
    for _ in range(25):
        CompanyFactory()
    page = soup(client.get("/embed/?show=list&sort=name"))
    following = page.find("a", rel="next")
    assert (following["href"], following.get("target")) == ("?sort=name&show=list&page=2", None)
    assert len(soup(client.get("/embed/" + following["href"])).select("li.card")) == 1


@pytest.mark.parametrize(
    ("show", "has_map", "has_list"),
    [("", True, True), ("show=list", False, True), ("show=map", True, False), ("show=nosuch", True, True)],
)
def test_one_of_the_two_can_be_left_out(client, show, has_map, has_list):
    CompanyFactory()
    page = soup(client.get(f"/embed/?{show}"))
    assert bool(page.select_one("[data-map]")) == has_map
    assert bool(page.select_one("#found > ul")) == has_list


def test_without_scripts_even_the_map_alone_is_a_list(client):
    company = CompanyFactory()
    page = soup(client.get("/embed/?show=map"))
    assert [row["data-slug"] for row in page.select("#found > noscript li")] == [company.slug]


def test_what_it_does_not_know_it_names(client):
    page = soup(client.get("/embed/?field=<b>x&page=99999999&bbox=1,2,3"))
    assert "<b>x" in page.select_one(".alert").text


def test_nothing_found_says_so(client):
    FieldFactory(slug="space")
    assert "あてはまる工場がありません。" in soup(client.get("/embed/?field=space")).text


def test_hostile_names_stay_text(client):
    CompanyFactory(name='</script><script>alert("1")</script>', tagline="<img src=x onerror=alert(1)>")
    html = client.get("/embed/").content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html


def test_the_lines_to_copy_carry_the_filter(client, settings):
    FieldFactory(slug="space")
    text = soup(client.get("/embed/how/?field=space&show=map&nosuch=%22%3E%3Cscript%3E")).textarea.text
    assert f'src="{settings.BASE_URL}/embed/?field=space&amp;show=map"' in text
    assert "machikoba:height" in text
    assert "nosuch" not in text


def test_embedding_costs_the_same_for_one_and_for_three(client):
    CompanyFactory(fields=[FieldFactory()])
    one = len(queries_of(lambda: client.get("/embed/")))
    CompanyFactory(fields=[FieldFactory()]), CompanyFactory(fields=[FieldFactory()])
    assert len(queries_of(lambda: client.get("/embed/"))) == one
