import pytest

from directory import places


@pytest.fixture
def towns(db):
    """The ward's towns and the first words of the vocabularies."""
    places.load_towns()
    places.load_vocabularies()


@pytest.fixture
def ward(towns):
    """Towns, vocabularies and stations."""
    places.load_stations()
