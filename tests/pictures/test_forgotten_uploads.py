"""Of several pictures uploaded at once, those that nobody describes do not lie below /media/ for ever."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import UploadedFile

from privacy.registry import rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return UploadedFile.objects.create(file=ContentFile(b"x", name="a.jpg"))


def erase(days):
    return rules()["pictures.uploads"](timezone.now() + timedelta(days=days))


def test_they_wait_for_two_days(upload, tmp_path):
    assert erase(1.9) == 0
    assert UploadedFile.objects.exists()
    assert erase(2.1) == 1
    assert not UploadedFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert erase(2.1) == 0


def test_one_whose_file_is_gone_goes_at_once(upload):
    upload.file.storage.delete(upload.file.name)
    assert erase(0) == 1
