"""How many queries something costs, the first time's own work (content types, sites) not counted."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(action):
    """The SQL that `action()` sends when it runs for the second time."""
    action()
    with CaptureQueriesContext(connection) as captured:
        action()
    return [query["sql"] for query in captured]
