"""What happens to a photograph before it is kept: shrunk, turned upright, freed of all that is not the picture itself.

Cameras write where and when a picture was taken, by whom and with which device, into EXIF, XMP, comments and behind the
end of the file. Nothing of it is kept: the points are written anew.
"""

import io
from pathlib import PurePath

import pillow_heif
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

pillow_heif.register_heif_opener()

MAX_SIDE = 2560  # points; the widest picture on a page is 1920
QUALITY = 88  # of a JPEG from which smaller ones are made
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
MOVING = ("PNG", "WEBP", "AVIF")
_SRGB = ImageCms.createProfile("sRGB")


class NotAPhotograph(ValueError):
    """The file cannot be kept as a photograph; the text is a sentence for whoever chose it."""

    @classmethod
    def unreadable(cls):
        return cls(_("写真として読めないファイルです。JPEG・PNG・WebP・HEIC・AVIFの写真を選んでください。"))

    @classmethod
    def cut_off(cls):
        return cls(_("写真が途中で切れています。元の写真から、もう一度選んでください。"))

    @classmethod
    def too_large(cls):
        most = f"{settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 10_000:,}"
        return cls(_("写真が大きすぎます。%(most)s万画素までの写真を選んでください。") % {"most": most})

    @classmethod
    def moving(cls):
        return cls(_("動く画像は使えません。動かない写真を選んでください。"))


def developed(file, name: str) -> ContentFile:
    """The photograph in a binary file, ready to be kept: a JPEG, or a PNG where the original is one or is transparent.

    At most MAX_SIDE points wide and high, upright, in sRGB, with no metadata. Its `name` keeps the stem of `name`.
    Raises NotAPhotograph. 20 million points take 130 MB of memory as a JPEG, which is shrunk while it is read, or as a
    PNG, 150 to 210 MB as HEIC or AVIF or with transparency, 320 MB as WebP.
    """
    image = _opened(file)
    kind = image.format
    image = _loaded(image)
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    image = _plain(_upright(image))
    lossless = kind == "PNG" or image.mode == "RGBA"
    content = io.BytesIO()
    if lossless:
        image.save(content, "PNG", optimize=True)
    else:
        image.save(content, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    stem = PurePath(name).stem or "photo"
    return ContentFile(content.getvalue(), name=f"{stem}.{'png' if lossless else 'jpg'}")


def _opened(file):
    """The picture with its head read and no point of it; a bomb is refused here, before it takes any memory."""
    try:
        file.seek(0)
        image = Image.open(file, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise NotAPhotograph.too_large() from error
    except Exception as error:  # decoders raise whatever comes to them when a file lies about itself
        raise NotAPhotograph.unreadable() from error
    if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise NotAPhotograph.too_large()
    if image.format in MOVING and getattr(image, "is_animated", False):
        raise NotAPhotograph.moving()
    return image


def _loaded(image):
    image.draft(None, (MAX_SIDE, MAX_SIDE))  # a JPEG is read at half its size or less where that is enough
    try:
        image.load()
    except Exception as error:
        raise NotAPhotograph.cut_off() from error
    return image


def _upright(image):
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # EXIF that cannot be read says nothing about the orientation
        return image


def _plain(image):
    """The same points as RGB, or as RGBA where some are transparent, in sRGB and with nothing beside them."""
    seen_through = image.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in image.info
    mode = "RGBA" if seen_through else "RGB"
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey; Pillow would cut off instead of scaling
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    plain = _in_srgb(image, profile, mode) if profile else image.convert(mode)
    if mode == "RGBA" and plain.getextrema()[3] == (255, 255):
        plain = plain.convert("RGB")
    plain.info = {}  # Pillow writes comments and more of it into the next file
    return plain


def _in_srgb(image, profile, mode):
    try:
        return ImageCms.profileToProfile(image, io.BytesIO(profile), _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile of another colour space, or a broken one
        return image.convert(mode)
