import io

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from directory import places
from pictures.models import Picture
from pictures.services import make_renditions


@pytest.fixture
def towns(db):
    """The ward's towns and the first words of the vocabularies."""
    places.load_towns()
    places.load_vocabularies()


@pytest.fixture
def ward(towns):
    """Towns, vocabularies and stations."""
    places.load_stations()


@pytest.fixture
def picture(db, settings, tmp_path):
    """Makes a picture with its file: `picture("what it shows", credit="who took it")`."""
    settings.MEDIA_ROOT = tmp_path

    def make(alt, **facts):
        file = io.BytesIO()
        Image.new("RGB", (1200, 900), "navy").save(file, "JPEG")
        made = Picture.objects.create(title="架空", alt=alt, file=ImageFile(file, name="kakuu.jpg"), **facts)
        make_renditions()
        return made

    return make
