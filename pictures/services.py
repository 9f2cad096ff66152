"""Makes what pages show of pictures, never while somebody waits for a page."""

import logging
from collections.abc import Callable

from wagtail.images.models import SourceImageIOError

from pictures.models import Picture
from pictures.shapes import FORMATS, all_specs, made_of, specs_of

log = logging.getLogger(__name__)
AT_ONCE = 20  # pictures looked at in one go


class SomeFailed(Exception):
    """Some pictures could not be made; the others are."""


def make_renditions(stop: Callable[[], bool] = lambda: False) -> int:
    """Make what is missing of the newest pictures until all is there or `stop()`; returns how many files were made.

    First WebP of all of them, then AVIF. A picture whose file is gone is left alone from then on. Raises SomeFailed at
    the end; what failed is tried again.
    """
    pictures = list(Picture.objects.unfinished().prefetch_renditions()[:AT_ONCE])
    made, failed = 0, set()
    for form in FORMATS:
        for picture in pictures:
            try:
                for spec in missing(picture, form):
                    if stop():
                        return made
                    picture.get_rendition(spec)
                    made += 1
            except SourceImageIOError:
                log.warning("the file of picture %s is gone", picture.pk)
            except Exception as error:
                log.error("picture %s cannot be made smaller: %s", picture.pk, type(error).__name__)
                failed.add(picture.pk)
    for picture in pictures:
        if picture.pk not in failed:
            finish(picture)
    if failed:
        raise SomeFailed(", ".join(map(str, sorted(failed))))
    return made


def missing(picture: Picture, form: str) -> list[str]:
    """The filters of which nothing is made yet around the picture's present focal point."""
    specs = specs_of(picture, form)
    made = made_of(picture, picture.prefetched_renditions, specs)
    return [spec for spec in specs if spec not in made]


def finish(picture: Picture) -> None:
    """Remember that all is made, and delete what shows the picture around an earlier focal point.

    Whoever moved the focal point meanwhile changed the state: the picture stays unfinished.
    """
    Picture.objects.filter(pk=picture.pk).update(finished=picture.state)
    now = made_of(picture, picture.renditions.all(), specs := all_specs())
    picture.renditions.filter(filter_spec__in=specs).exclude(pk__in=[each.pk for each in now.values()]).delete()
