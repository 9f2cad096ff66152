"""What a page needs to show a picture, out of what is made of it so far. Nothing is made here."""

from dataclasses import dataclass

from pictures.models import Picture
from pictures.shapes import FORMATS, SHAPES, all_specs, made_of, specs_of


@dataclass(frozen=True)
class Showing:
    """`url`, `width` and `height` of the file for every browser; `sources` are pairs of media type and srcset."""

    url: str
    width: int
    height: int
    alt: str
    sources: list[tuple[str, str]]


def showing(picture: Picture | None, shape: str) -> Showing | None:
    """How to show a picture in a shape; None where there is no picture or its file is gone.

    Free of queries for pictures that came `with_renditions(shape)`, one statement for any other. Until the worker has
    made a format in all its widths, that format is not offered; until there is WebP, the original is shown.
    """
    if picture is None:
        return None
    made = _made(picture, shape)
    offers = {form: [made.get(spec) for spec in specs_of(picture, form, shape)] for form in FORMATS}
    complete = {form: files for form, files in offers.items() if all(files)}
    sources = [(f"image/{form}", srcset(complete[form])) for form in reversed(FORMATS) if form in complete]
    if files := complete.get("webp"):
        middle = files[len(files) // 2]
        return Showing(middle.url, middle.width, middle.height, picture.alt, sources)
    if not picture.file or not picture.file.storage.exists(picture.file.name):
        return None
    return Showing(picture.file.url, *_cut(picture, shape), picture.alt, [])


def srcset(renditions) -> str:
    return ", ".join(f"{each.url} {each.width}w" for each in renditions)


def _made(picture, shape):
    specs = all_specs(shape)
    if hasattr(picture, "prefetched_renditions"):  # of this shape, or a page would ask for each picture
        return made_of(picture, picture.prefetched_renditions, specs)
    return made_of(picture, picture.renditions.filter(filter_spec__in=specs), specs)


def _cut(picture, shape):
    """Width and height that the original takes up on a page where it stands for a picture of that shape."""
    ratio = SHAPES[shape].ratio
    if ratio is None:
        return picture.width, picture.height
    width = min(picture.width, round(picture.height * ratio))
    return width, round(width / ratio)
