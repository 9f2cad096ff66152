"""Share images: made by the worker, shown to everybody, of nothing that nobody may see."""

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation
from PIL import Image

from core.covers import Cover
from directory.models import Company
from pictures.sharing import making
from pictures.sharing.cards import card_of, folder, site_card
from pictures.sharing.composing import compose
from pictures.sharing.making import delete_unused, make_wanted
from privacy import registry as rules
from tests.factories import CompanyFactory, EventFactory, FieldFactory, ProcessFactory, TourFactory

pytestmark = pytest.mark.django_db
SIXTY = "金属の板が一枚の紙のように折れて、手術室で使われる小さな箱になるまでを、はじめから終わりまで見て、さわって、たしかめる日"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(making.Round, "next_at", {})
    monkeypatch.setattr(making.Round, "pending", {})


def work():
    """A worker that has just begun."""
    making.Round.next_at.clear()
    return make_wanted()


def head(thing=None, path="/x/", language="ja", arguments=""):
    request = RequestFactory().get(path + "?people=2")
    html = "{% load share %}{% share_meta thing " + arguments + " %}"
    with translation.override(language):
        page = BeautifulSoup(Template(html).render(Context({"request": request, "thing": thing})), "html.parser")
    return {tag.get("property") or tag["name"]: tag["content"] for tag in page("meta")}


def path_of(thing, settings, language="ja"):
    return head(thing, language=language)["og:image"].removeprefix(settings.BASE_URL)


@pytest.mark.parametrize(
    "title", ["研磨工房", SIXTY, "Micron Days", "𠮷田ばね", "🎉", "مصنع", "W" * 60, "", "「」", "あ" * 120]
)
def test_any_title_makes_an_image(title):
    image = Image.open(io.BytesIO(compose(title, "架空製作所", "町工場", "まちこうば", Cover("a", "cutting", "space"))))
    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_the_words_stand_on_plates_of_one_colour():
    """Of a title that fills the image, the plates' corners are paper, whatever is drawn behind them."""
    image = Image.open(io.BytesIO(compose(SIXTY, "", "", "まちこうば", Cover("b", "cutting", "space")))).convert("RGB")
    assert image.getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize("make", [CompanyFactory, TourFactory, EventFactory])
def test_the_worker_makes_what_the_head_of_the_page_names(visitor, settings, make):
    thing = make()
    work()
    answer = visitor.get(path_of(thing, settings))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert Image.open(io.BytesIO(answer.getvalue())).size == (1200, 630)


def test_an_address_without_the_right_mark_is_kept_for_an_hour(visitor, settings):
    path = path_of(CompanyFactory(), settings).partition("?")[0]
    work()
    answers = [visitor.get(path + query) for query in ("", "?v=", "?v=00000000")]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["public, max-age=3600"] * 3


def test_until_it_is_made_the_image_of_the_site_stands_in(visitor, settings):
    work()
    company = CompanyFactory()
    answer = visitor.get(path_of(company, settings))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-store")
    assert visitor.get(answer.headers["Location"]).status_code == 200


def test_what_was_asked_for_is_made_first(visitor, settings):
    work()
    company, _other = CompanyFactory(), CompanyFactory()
    visitor.get(path_of(company, settings))
    visitor.get(path_of(company, settings))
    assert make_wanted() == 1  # the next round over everything is not due
    assert visitor.get(path_of(company, settings)).status_code == 200
    assert list((folder() / "wanted").iterdir()) == []


def test_a_wish_for_what_was_hidden_meanwhile_makes_nothing(visitor, settings):
    work()
    company = CompanyFactory()
    visitor.get(path_of(company, settings))
    Company.objects.update(hidden=True)
    assert make_wanted() == 0
    assert list((folder() / "wanted").iterdir()) == []


@pytest.mark.parametrize("hidden", [{"hidden": True}, {"live": False}, {"basis": "register"}])
def test_a_hidden_company_has_no_image_though_its_file_lies_there(visitor, settings, hidden):
    tour = TourFactory()
    work()
    paths = [path_of(thing, settings) for thing in (tour, tour.company)]
    assert [visitor.get(path).status_code for path in paths] == [200, 200]
    Company.objects.update(**hidden)
    assert [visitor.get(path).status_code for path in paths] == [404, 404]


@pytest.mark.parametrize("make", [TourFactory, EventFactory])
def test_what_is_not_published_has_no_image(visitor, settings, make):
    thing = make(live=False)
    assert visitor.get(path_of(thing, settings)).status_code == 404
    assert not folder().exists()  # nobody wishes for it


@pytest.mark.parametrize("path", ["company/nosuch", "nosuch/a", "tour/" + "x" * 300, "company/a.b", "site"])
def test_other_addresses_lead_nowhere(visitor, path):
    assert visitor.get(f"/share/{path}.png").status_code == 404


def test_the_files_lie_where_no_web_server_hands_them_out(settings):
    assert settings.MEDIA_ROOT not in site_card().file.parents
    assert settings.STATIC_ROOT not in site_card().file.parents


def test_the_mark_changes_with_what_is_seen():
    company = CompanyFactory(name="架空甲", tagline="")
    seen = {card_of(company).digest}
    company.tagline = "0.1ミリを見ています"
    seen.add(card_of(company).digest)
    company.name = "架空乙"
    seen.add(card_of(company).digest)
    company.fields.set([FieldFactory(slug="space")])
    company.save()
    seen.add(card_of(Company.objects.get()).digest)
    company.processes.set([ProcessFactory(slug="welding")])
    company.save()
    seen.add(card_of(Company.objects.get()).digest)
    assert len(seen) == 5


def test_english_pages_have_an_english_image_where_there_are_english_words():
    both = CompanyFactory(name="架空甲", english_name="Kakuu", tagline="見ています")
    japanese = CompanyFactory(name="架空乙")
    cards = []
    for company in (both, japanese):
        for language in ("ja", "en"):
            with translation.override(language):
                cards.append(card_of(company)[:2])
    assert cards == [("見ています", "架空甲"), ("Kakuu", ""), ("架空乙", ""), ("架空乙", "")]


def test_the_head_says_what_the_page_is(settings):
    tour = TourFactory(title="切削を見る会", hook="髪の毛の、160分の1を削る。", company__name="架空精機")
    said = head(tour, f"/tours/{tour.slug}/")
    image = said.pop("og:image")
    assert image.startswith(f"{settings.BASE_URL}/share/tour/{tour.slug}.png?v=")
    assert said == {
        "og:type": "website",
        "og:site_name": "まちこうば",
        "og:locale": "ja_JP",
        "og:title": "切削を見る会",
        "og:description": "切削を見る会｜架空精機",
        "og:url": f"{settings.BASE_URL}/tours/{tour.slug}/",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "髪の毛の、160分の1を削る。 架空精機",
        "twitter:card": "summary_large_image",
    }


def test_any_other_page_shows_the_image_of_the_site(settings, visitor):
    said = head(arguments='title="工場をさがす"')
    assert said["og:title"] == "工場をさがす"
    assert said["og:image"].startswith(f"{settings.BASE_URL}/share/site.png?v=")
    work()
    assert visitor.get(said["og:image"].removeprefix(settings.BASE_URL)).status_code == 200


def test_a_page_without_an_address_yet_shows_the_image_of_the_site():
    said = head(EventFactory.build(title="架空交流会", slug=""))
    assert said["og:title"] == "架空交流会"
    assert "/share/site.png" in said["og:image"]


def test_words_of_others_stay_in_their_attributes():
    said = head(CompanyFactory(name='"><script>alert(1)</script>'))
    assert said["og:title"] == '"><script>alert(1)</script>'


def test_one_round_makes_everything_once():
    TourFactory(), EventFactory()
    assert work() == 5  # the site in two languages, tour, company, event
    assert work() == 0


def test_the_worker_stops_when_its_time_is_over_and_goes_on(monkeypatch):
    TourFactory()
    assert make_wanted(lambda: True) == 0
    assert make_wanted() == 4


def test_old_files_are_deleted_what_is_shown_stays():
    company = CompanyFactory()
    work()
    before = {path.name for path in folder().glob("*.png")}
    company.name = "別の名前"
    company.save()
    work()
    assert delete_unused(timezone.now()) == 0  # whoever has just read the page may still fetch it
    assert rules.rules()["pictures.share"](timezone.now() + timedelta(days=3)) == 1
    left = {path.name for path in folder().glob("*.png")}
    assert len(before - left) == 1
    assert card_of(Company.objects.get()).file.name in left


def test_the_erasure_runs_before_there_is_any_image():
    assert delete_unused(timezone.now()) == 0
