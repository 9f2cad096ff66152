import pytest
import time_machine

from directory import places
from tests.directory.sunday import TODAY, at


@pytest.fixture
def today():
    """Noon of a Sunday."""
    with time_machine.travel(at(TODAY), tick=False):
        yield TODAY


@pytest.fixture
def towns(db):
    """The ward's towns and the first words of the vocabularies."""
    places.load_towns()
    places.load_vocabularies()


@pytest.fixture
def ward(towns):
    """Towns, vocabularies and stations."""
    places.load_stations()
