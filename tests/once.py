"""What is tested once, on SQLite, although it asks the database: nothing in it could be answered differently elsewhere.

Both databases get whatever asks in a way of its own: the seat engine with its races, services, QuerySets and filters,
imports, the search, triggers and migrations, everything that types, lengths or NUL could break, and each page once. The
pages' words, their looks and who may see them do not depend on the database. A single test is marked `once` instead.
"""

ONCE = (
    "tests/accounts/",  # sessions, second factor, headers of answers: Django's and allauth's own queries
    "tests/desk/test_demo_days.py",  # the same rows on other days
    "tests/directory/test_company.py",
    "tests/directory/test_company_editing.py",
    "tests/directory/test_company_telling.py",
    "tests/house/test_language.py",
    "tests/pictures/test_share_images.py",
    "tests/pictures/test_showing.py",
)


def is_once(item) -> bool:
    """Whether a collected test is one of them."""
    return item.nodeid.startswith(ONCE) or item.get_closest_marker("once") is not None
