"""A telephone number stands in every list as people dial it."""

import pytest

from core.phones import as_dialled


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+81350009876", "03-5000-9876"),
        ("+819012345678", "090-1234-5678"),
        ("+442070313000", "+44 20 7031 3000"),
        ("", ""),
        ("不明", "不明"),
        ("\x00", "\x00"),
    ],
)
def test_a_number_is_written_as_it_is_dialled(stored, shown):
    assert as_dialled(stored) == shown
