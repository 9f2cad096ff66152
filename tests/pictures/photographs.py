"""Photographs for tests, made by Pillow: red on the left, blue on the right, so that one sees how they lie."""

import io

import pillow_heif
from django.core.files.base import ContentFile
from PIL import Image

from pictures.models import Picture

pillow_heif.register_heif_opener()
PLACE = {1: "N", 2: (35.0, 33.0, 43.2), 3: "E", 4: (139.0, 42.0, 57.6)}
CAMERA = "KakuuCamera 9"
COMMENT = "Taken at Shimo 2-36"


def halves(size=(80, 60), mode="RGB"):
    picture = Image.new(mode, size, "red")
    picture.paste(Image.new(mode, (size[0] // 2, size[1]), "blue"), (size[0] // 2, 0))
    return picture


def exif(orientation=1):
    """Where, with what and how a picture was taken."""
    written = Image.Exif()
    written[0x0112], written[0x010F], written[0x8825] = orientation, CAMERA, PLACE
    return written


def file_of(picture, kind="JPEG", **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def from_a_camera(kind="JPEG", orientation=1, size=(80, 60)):
    """The bytes of a photograph with everything that cameras write beside it."""
    options = {"exif": exif(orientation), "xmp": f"<x>{COMMENT}</x>".encode()}
    if kind == "JPEG":
        options |= {"comment": COMMENT, "quality": 95}
    return file_of(halves(size), kind, **options)


def tells_where(content: bytes) -> bool:
    """Whether there is anything of the camera or the place in a file, read as bytes and by a decoder."""
    read = Image.open(io.BytesIO(content))
    words = [word.encode() for word in (CAMERA, COMMENT)]
    beside = {"exif", "xmp", "XML:com.adobe.xmp", "comment", "icc_profile", "Comment"} & read.info.keys()
    return bool(dict(read.getexif()) or beside or [word for word in words if word in content])


def kept(content=None, name="a.jpg", **facts):
    """A Picture that keeps these bytes."""
    content = from_a_camera() if content is None else content
    return Picture.objects.create(title="架空", file=ContentFile(content, name=name), **{"alt": "旋盤"} | facts)
