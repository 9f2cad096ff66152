"""Pictures on pages: the best file for the screen, made beforehand, cropped around what matters."""

import io

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from PIL import Image
from wagtail.images.rect import Rect

from notices import clock
from pictures import services
from pictures.models import Picture, Rendition
from pictures.services import SomeFailed, make_renditions
from pictures.shapes import SHAPES
from tests.pictures.photographs import from_a_camera, kept, tells_where
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
SMALL = (400, 300)  # one width of each shape, two of some: quick to make


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photograph(size=SMALL, **facts):
    return kept(from_a_camera(size=size), **facts)


def drawn(picture, arguments='shape="square"'):
    html = Template("{% load pictures %}{% picture image " + arguments + " %}").render(Context({"image": picture}))
    return BeautifulSoup(html, "html.parser")


def sources(page):
    return {source["type"]: [part.split() for part in source["srcset"].split(", ")] for source in page("source")}


def test_a_finished_picture_comes_in_both_formats_and_three_widths():
    photograph((1000, 750))
    make_renditions()
    page = drawn(Picture.objects.get(), 'shape="card" sizes="33vw"')
    assert [source["type"] for source in page("source")] == ["image/avif", "image/webp"]
    assert [[width for _url, width in files] for files in sources(page).values()] == [["360w", "640w", "960w"]] * 2
    assert {source["sizes"] for source in page("source")} == {"33vw"}
    image = page.img
    assert (image["width"], image["height"], image["alt"]) == ("640", "427", "旋盤")
    assert (image["loading"], image["decoding"]) == ("lazy", "async")
    assert image["src"] in [url for url, _width in sources(page)["image/webp"]]


def test_what_stands_on_the_first_screen_is_fetched_at_once():
    image = drawn(photograph(), "eager=True").img
    assert (image.get("loading"), image["fetchpriority"]) == (None, "high")


@pytest.mark.parametrize(("arguments", "alt"), [("", "旋盤"), ('alt="作業台の左"', "作業台の左"), ('alt=""', "")])
def test_a_place_may_say_more_than_the_picture(arguments, alt):
    assert drawn(photograph(), arguments).img["alt"] == alt


def test_a_description_cannot_leave_its_attribute():
    page = drawn(photograph(alt='"><script>alert(1)</script>'))
    assert page.script is None
    assert page.img["alt"] == '"><script>alert(1)</script>'


def test_without_a_picture_there_is_nothing():
    assert str(drawn(None)).strip() == ""


def test_no_page_makes_a_file():
    page = drawn(photograph(), 'shape="card"')
    assert not Rendition.objects.exists()
    assert page("source") == []
    assert page.img["src"] == Picture.objects.get().file.url
    assert (page.img["width"], page.img["height"]) == ("400", "267")  # what it takes up when it is cropped


def test_webp_is_shown_while_avif_is_being_made(monkeypatch):
    picture = photograph()
    with pytest.raises(SomeFailed):
        monkeypatch.setattr(services, "missing", only_webp(services.missing))
        make_renditions()
    assert list(sources(drawn(picture))) == ["image/webp"]
    monkeypatch.undo()


def only_webp(missing):
    def refuse_avif(picture, form):
        if form == "avif":
            raise OSError("no room on the disk")
        return missing(picture, form)

    return refuse_avif


def test_a_picture_smaller_than_a_place_is_not_blown_up():
    photograph((300, 200))
    make_renditions()
    files = Rendition.objects.filter(filter_spec__startswith="fill-360x240")
    assert {(each.width, each.height) for each in files} == {(300, 200)}
    assert [len(parts) for parts in sources(drawn(Picture.objects.get(), 'shape="card"')).values()] == [1, 1]


def test_it_is_cropped_around_its_focal_point():
    """Red on the left, blue on the right: the square shows the side on which the point lies."""
    picture = photograph((600, 200))
    for x, colour in ((80, "red"), (520, "blue")):
        picture.set_focal_point(Rect.from_point(x, 100, 40, 40))
        picture.save()
        make_renditions()
        [made] = picture.renditions.filter(filter_spec="fill-120x120|format-webp")
        with made.file.open() as file:
            red, _green, blue = Image.open(io.BytesIO(file.read())).convert("RGB").getpixel((60, 60))
        assert ("red" if red > blue else "blue") == colour


def test_no_file_says_where_the_picture_was_taken():
    photograph()
    make_renditions()
    assert Rendition.objects.count() > 8
    for made in Rendition.objects.all():
        with made.file.open() as file:
            assert not tells_where(file.read()), made.filter_spec


def test_a_finished_picture_is_not_looked_at_again():
    photograph()
    assert make_renditions() > 0
    assert make_renditions() == 0
    assert not Picture.objects.unfinished().exists()


def test_new_pictures_come_first_and_the_next_run_goes_on():
    first, second = photograph(), photograph()
    left = iter([False, False, True])
    assert make_renditions(lambda: next(left)) == 2
    assert set(Rendition.objects.values_list("image", flat=True)) == {second.pk}
    make_renditions()
    assert set(Rendition.objects.values_list("image", flat=True)) == {first.pk, second.pk}


def test_a_picture_whose_file_is_gone_keeps_no_other_waiting():
    gone = photograph()
    gone.file.storage.delete(gone.file.name)
    there = photograph(name="b.jpg")
    make_renditions()
    assert set(Rendition.objects.values_list("image", flat=True)) == {there.pk}
    assert not Picture.objects.unfinished().exists()
    assert str(drawn(gone)).strip() == ""


def test_the_clock_makes_them():
    photograph()
    [job] = [job for job in clock.jobs() if job.name == "pictures.renditions"]
    job.run()
    assert Rendition.objects.exists()


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_costs_the_same_for_one_and_for_three(shape):
    def show():
        for picture in Picture.objects.with_renditions(shape):
            drawn(picture, f'shape="{shape}"')

    photograph()
    make_renditions()
    assert len(queries_of(show)) == 2
    photograph(), photograph()
    make_renditions()
    assert len(queries_of(show)) == 2


def test_a_picture_alone_costs_one_statement():
    photograph()
    make_renditions()
    picture = Picture.objects.get()
    assert len(queries_of(lambda: drawn(picture))) == 1
