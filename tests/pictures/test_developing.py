"""What is kept of a photograph: its points, upright, shrunk, and nothing that says where it was taken."""

import io
import zlib

import pytest
from PIL import Image, ImageCms

from pictures.developing import MAX_SIDE, NotAPhotograph, developed
from tests.pictures.photographs import file_of, from_a_camera, halves, tells_where

UNREADABLE = "写真として読めないファイルです。JPEG・PNG・WebP・HEIC・AVIFの写真を選んでください。"
CUT_OFF = "写真が途中で切れています。元の写真から、もう一度選んでください。"
MOVING = "動く画像は使えません。動かない写真を選んでください。"
TOO_LARGE = "写真が大きすぎます。6,000万画素までの写真を選んでください。"


def develop(content, name="a.jpg"):
    made = developed(io.BytesIO(content), name)
    return made.name, Image.open(io.BytesIO(made.read()))


def colours(picture):
    """The colours at the left, right, upper and lower end, as "red" or "blue"."""
    width, height = picture.size
    points = ((2, height // 2), (width - 3, height // 2), (width // 2 - 6, 2), (width // 2 - 6, height - 3))
    seen = [picture.convert("RGB").getpixel(point) for point in points]
    return ["red" if red > blue else "blue" for red, _green, blue in seen]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_nothing_says_where_and_with_what_it_was_taken(kind):
    content = from_a_camera(kind)
    assert tells_where(content)
    assert not tells_where(developed(io.BytesIO(content), "a.jpg").read())


def test_what_hides_behind_the_end_of_the_file_is_dropped():
    made = developed(io.BytesIO(from_a_camera() + b"KakuuCamera motion photo"), "a.jpg")
    assert b"motion photo" not in made.read()


@pytest.mark.parametrize(
    ("orientation", "seen"),
    [
        (1, ["red", "blue", "red", "red"]),
        (3, ["blue", "red", "blue", "blue"]),
        (6, ["red", "red", "red", "blue"]),
        (8, ["blue", "blue", "blue", "red"]),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_as_it_was_taken(kind, orientation, seen):
    _name, picture = develop(from_a_camera(kind, orientation, (64, 48)))
    assert picture.size == ((64, 48) if orientation < 5 else (48, 64))
    if orientation < 5:
        assert colours(picture)[:2] == seen[:2]
    else:
        assert colours(picture)[2:] == seen[2:]


@pytest.mark.parametrize(
    ("size", "kept"),
    [((5200, 3900), (2560, 1920)), ((2000, 5120), (1000, 2560)), ((9000, 3), (2560, 1)), ((1, 1), (1, 1))],
)
def test_it_is_shrunk_and_never_blown_up(size, kept):
    name, picture = develop(file_of(halves(size)))
    assert (name, picture.format, picture.size) == ("a.jpg", "JPEG", kept)
    assert max(kept) <= MAX_SIDE


@pytest.mark.parametrize(
    ("mode", "kind", "name", "kept"),
    [
        ("RGB", "JPEG", "a.jpg", ("JPEG", "RGB")),
        ("L", "JPEG", "a.jpg", ("JPEG", "RGB")),
        ("CMYK", "JPEG", "a.jpg", ("JPEG", "RGB")),
        ("RGB", "WEBP", "a.jpg", ("JPEG", "RGB")),
        ("RGB", "HEIF", "a.jpg", ("JPEG", "RGB")),
        ("RGB", "AVIF", "a.jpg", ("JPEG", "RGB")),
        ("RGB", "PNG", "a.png", ("PNG", "RGB")),
        ("RGBA", "PNG", "a.png", ("PNG", "RGB")),  # nothing is seen through
        ("P", "PNG", "a.png", ("PNG", "RGB")),
        ("1", "PNG", "a.png", ("PNG", "RGB")),
        ("I;16", "PNG", "a.png", ("PNG", "RGB")),
    ],
)
def test_every_kind_of_file_becomes_one_of_two(mode, kind, name, kept):
    source = Image.new(mode, (40, 30), 40_000) if mode == "I;16" else halves((40, 30)).convert(mode)
    made, picture = develop(file_of(source, kind), "a.heic")
    assert (made, (picture.format, picture.mode)) == (name, kept)
    if mode == "I;16":
        assert picture.getpixel((9, 9)) == (156, 156, 156)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_what_is_transparent_stays_transparent(kind):
    half = halves((40, 30), "RGBA")
    half.putalpha(Image.linear_gradient("L").resize((40, 30)))
    name, picture = develop(file_of(half, kind))
    assert (name, picture.mode) == ("a.png", "RGBA")


def test_colours_of_another_space_come_into_the_one_of_screens():
    other = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    _name, picture = develop(file_of(halves(), icc_profile=other))
    assert "icc_profile" not in picture.info


def test_a_broken_profile_and_broken_exif_break_nothing():
    content = file_of(halves(), icc_profile=b"no profile at all" * 9, exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")
    assert develop(content)[1].size == (80, 60)


def png_claiming(width, height):
    """A PNG of a few bytes that says it is as large as this."""
    head = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    whole = file_of(Image.new("RGB", (1, 1)), "PNG")
    return whole[:12] + head + zlib.crc32(head).to_bytes(4) + whole[33:]


def moving(kind):
    return file_of(halves(), kind, save_all=True, append_images=[halves().rotate(90)], duration=100)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", UNREADABLE),
        (b"not a picture", UNREADABLE),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", UNREADABLE),
        (b"%PDF-1.7\n", UNREADABLE),
        (file_of(halves(), "GIF"), UNREADABLE),
        (moving("GIF"), UNREADABLE),
        (file_of(halves(), "TIFF"), UNREADABLE),
        (file_of(halves())[:20], UNREADABLE),
        (moving("PNG"), MOVING),
        (moving("WEBP"), MOVING),
        (moving("AVIF"), MOVING),
        (from_a_camera(size=(400, 300))[:-400], CUT_OFF),
        (file_of(Image.effect_noise((300, 200), 90), "PNG")[:5000], CUT_OFF),
        (png_claiming(8000, 7501), TOO_LARGE),
        (png_claiming(20_000, 20_000), TOO_LARGE),
        (png_claiming(2**31 - 1, 2**31 - 1), TOO_LARGE),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(NotAPhotograph) as refusal:
        develop(content)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
@pytest.mark.parametrize("step", [1, 3, 7])
def test_damaged_files_are_developed_or_refused(kind, step):
    whole = bytearray(from_a_camera(kind))
    for place in range(len(whole) * step // 8, len(whole), 97):
        whole[place] ^= 0x55
        try:
            develop(bytes(whole))
        except NotAPhotograph as refusal:
            assert str(refusal) in (UNREADABLE, CUT_OFF, MOVING, TOO_LARGE)
