"""How long pictures are kept of which no page speaks: files that wait for their description, and share images."""

from datetime import datetime, timedelta

from django.conf import settings
from wagtail.models import UploadedFile

from pictures.sharing.making import delete_unused
from privacy.registry import register

WAITS = timedelta(days=2)


def delete_forgotten(at: datetime) -> int:
    """Of several pictures uploaded at once, those that nobody has described; Wagtail keeps them for ever."""
    before = (at - WAITS).timestamp()
    count = 0
    for upload in UploadedFile.objects.all():
        path = settings.MEDIA_ROOT / upload.file.name
        if not path.exists() or path.stat().st_mtime < before:
            upload.file.delete(save=False)
            upload.delete()
            count += 1
    return count


register("pictures.share", erase=delete_unused)
register("pictures.uploads", erase=delete_forgotten)
