"""kill -9 for web server and worker in the middle of bookings: nothing is lost, nothing doubled.

`bin/bench --only kill` does the same with 500 bookings and five kills of each.
"""

import pytest

from tests import children
from tests.load.killing import survive

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PEOPLE = 40


def test_kill_of_web_and_worker_loses_and_doubles_no_seat_no_booking_and_no_mail(tmp_path):
    ledger, faults = survive(
        children.environment(tmp_path), tmp_path / "site.log",
        people=PEOPLE, slots=4, at_once=8, web_at=[PEOPLE], worker_at=[PEOPLE // 2],
    )  # fmt: skip
    assert faults == []
    assert (len(ledger.confirmed), dict(ledger.kills)) == (PEOPLE, {"web": 1, "worker": 1})
    assert ledger.statuses.keys() <= {0, 200, 201}
