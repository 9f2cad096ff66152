"""Photographs come in by the CMS: kept clean, or refused with one sentence in the form, never with an error page."""

import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import UploadedFile

from pictures.developing import MAX_SIDE
from pictures.models import Picture
from tests.pictures.photographs import file_of, from_a_camera, halves, kept, tells_where

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def send(client, content, name="a.jpg", address="/cms/images/add/", **fields):
    data = {"title": "旋盤", "alt": "旋盤の前に立つ人", "collection": "1", "file": SimpleUploadedFile(name, content)}
    return client.post(address, data | fields)


def told(response):
    """The sentences of a refused form."""
    return [
        error.get_text(strip=True) for error in BeautifulSoup(response.content, "html.parser").select(".error-message")
    ]


def files(folder):
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())


@pytest.mark.parametrize("fast", [True, False])  # Django keeps a small upload in memory, a large one in a file
@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.heic", "HEIF"), ("b.webp", "WEBP"), ("b.avif", "AVIF")]
)
def test_what_lies_on_the_disk_says_nothing_of_the_place(editor, media, settings, name, kind, fast):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20 if fast else 10
    assert send(editor, from_a_camera(kind), name).status_code == 302
    assert [tells_where(path.read_bytes()) for path in files(media / "original_images")] == [False]


def test_a_photograph_of_twenty_million_points_is_kept_small_and_upright(editor, media):
    assert send(editor, from_a_camera(orientation=6, size=(5472, 3648))).status_code == 302
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (1707, MAX_SIDE)
    with picture.file.open() as file:
        assert Image.open(file).size == (1707, MAX_SIDE)
    assert picture.file_size == picture.file.size


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"not a picture", "a.jpg"),
        (b"", "a.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png"),
        (file_of(halves(), "GIF", save_all=True, append_images=[halves().rotate(90)]), "a.gif"),
        (from_a_camera(size=(400, 300))[:-400], "a.jpg"),
        (file_of(Image.new("L", (9000, 9000)), "PNG"), "a.png"),
    ],
)
def test_a_refusal_is_one_sentence_and_keeps_nothing(editor, media, content, name):
    answer = send(editor, content, name)
    assert answer.status_code == 200
    [sentence] = told(answer)
    assert sentence.endswith("。")
    assert files(media) == []
    assert not Picture.objects.exists()


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(editor, media, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1024
    [sentence] = told(send(editor, b"x" * 1025))
    assert sentence.startswith("ファイルが大きすぎます")


def test_a_photograph_under_a_wrong_name_is_taken_for_what_it_is(editor):
    assert send(editor, from_a_camera("HEIF"), "IMG_0815.JPG").status_code == 302
    assert Picture.objects.get().file.name == "original_images/IMG_0815.jpg"


@pytest.mark.parametrize(
    ("fields", "alt"),
    [({}, "旋盤の前に立つ人"), ({"alt": "", "is_decoration": "on"}, ""), ({"is_decoration": "on"}, "")],
)
def test_a_picture_says_what_it_shows_or_that_it_decorates(editor, fields, alt):
    assert send(editor, from_a_camera(), **fields).status_code == 302
    assert Picture.objects.get().alt == alt


@pytest.mark.parametrize("alt", ["", "   "])
def test_a_picture_that_says_neither_is_refused(editor, alt):
    answer = send(editor, from_a_camera(), alt=alt)
    assert told(answer) == ["写真に写っているものを、一文で書いてください。飾りの写真なら「飾りの写真」を選びます。"]


def test_of_several_at_once_each_waits_for_its_description_without_telling_the_place(editor, media):
    """Wagtail keeps the file aside meanwhile, below the folder that everybody can read."""
    data = {"title": "a.jpg", "collection": "1", "files[]": SimpleUploadedFile("a.jpg", from_a_camera())}
    answer = json.loads(
        editor.post("/cms/images/multiple/add/", data, headers={"X-Requested-With": "XMLHttpRequest"}).content
    )
    [waiting] = files(media)
    assert not tells_where(waiting.read_bytes())
    number = answer["uploaded_file_id"]
    prefix = f"uploaded-image-{number}"
    words = {f"{prefix}-title": "旋盤", f"{prefix}-alt": "旋盤の列", f"{prefix}-collection": "1", f"{prefix}-tags": ""}
    done = editor.post(f"/cms/images/multiple/create_from_uploaded_image/{number}/", words)
    assert json.loads(done.content)["success"]
    assert Picture.objects.get().alt == "旋盤の列"
    assert [tells_where(path.read_bytes()) for path in files(media)] == [False]
    assert not UploadedFile.objects.exists()


def test_of_several_at_once_one_that_is_none_says_so(editor):
    data = {"title": "a.jpg", "collection": "1", "files[]": SimpleUploadedFile("a.jpg", b"nothing")}
    answer = editor.post("/cms/images/multiple/add/", data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert json.loads(answer.content)["error_message"].startswith("写真として読めないファイルです。")


def test_new_words_for_a_picture_need_no_new_file(editor):
    picture = kept()
    name = picture.file.name
    answer = editor.post(f"/cms/images/{picture.pk}/", {"title": "新", "alt": "研磨", "collection": "1"})
    picture.refresh_from_db()
    assert (answer.status_code, picture.title, picture.file.name) == (302, "新", name)


def test_code_keeps_photographs_as_clean_as_the_cms(media):
    picture = kept(from_a_camera(orientation=6, size=(5120, 2560)))
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (1280, 2560)
    [original] = files(media)
    assert not tells_where(original.read_bytes())
    assert Image.open(io.BytesIO(original.read_bytes())).size == (1280, 2560)


def test_a_visitor_uploads_nothing(visitor):
    assert send(visitor, from_a_camera()).headers["Location"].startswith("/sign-in/")
    assert not Picture.objects.exists()
