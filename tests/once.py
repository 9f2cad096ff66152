"""What is tested once, on SQLite, although it asks the database: nothing in it could be answered differently elsewhere.

Both databases get whatever asks in a way of its own: the seat engine with its races, services, QuerySets and filters,
imports, the search, triggers and migrations, everything that types, lengths or NUL could break, and each page once. The
pages' words, their looks and who may see them do not depend on the database. A single test is marked `once` instead.
"""

ONCE = (
    "tests/accounts/",  # sessions, second factor, headers of answers: Django's and allauth's own queries
    "tests/bookings/test_api_bookings.py",  # what pages and API say of the engine's answers, which both databases give
    "tests/bookings/test_day_lists.py",
    "tests/bookings/test_engine_courses_states.py",  # rules in any order; those of one slot are asked of both
    "tests/bookings/test_engine_waiting_states.py",
    "tests/bookings/test_every_mail.py",
    "tests/bookings/test_kill.py",  # `bin/bench --only kill` asks both
    "tests/bookings/test_notices.py",
    "tests/bookings/test_pages_courses.py",
    "tests/bookings/test_pages_guardians.py",
    "tests/bookings/test_pages_journey.py",
    "tests/bookings/test_pages_limits.py",
    "tests/bookings/test_pages_party.py",
    "tests/bookings/test_pages_requests.py",
    "tests/bookings/test_pages_waiting.py",
    "tests/desk/",
    "tests/directory/test_company.py",
    "tests/directory/test_company_editing.py",
    "tests/directory/test_company_telling.py",
    "tests/directory/test_desk_",
    "tests/directory/test_pages.py",
    "tests/directory/test_telling.py",
    "tests/events/test_exports.py",
    "tests/house/test_language.py",
    "tests/pictures/",
    "tests/readings/",
    "tests/stories/",
    "tests/tours/test_cms.py",
    "tests/tours/test_course_pages.py",
    "tests/tours/test_desk_",
    "tests/tours/test_enquiry_pages.py",
    "tests/tours/test_host_visits.py",
)


def is_once(item) -> bool:
    """Whether a collected test is one of them."""
    return item.nodeid.startswith(ONCE) or item.get_closest_marker("once") is not None
