"""Every role × every address. An address that nobody has put into the tables below fails the first test."""

import pytest
from django.urls import URLPattern, get_resolver

from directory.models import Membership

ROOMS = (
    "directory",
    "tours",
    "events",
    "bookings",
    "desk",
    "api",
    "embed",
    "open_data",
    "readings",
    "about",
    "pictures",
    "share",
)
ROLES = ("visitor", "owner", "stranger", "helper_user", "editor", "staff_without_mfa", "staff_password_only", "staff")
# With these two each page is asked of both databases; who else may see it does not depend on them.
ASKED_OF_BOTH = ("visitor", "staff")
EVERY_ROLE = [pytest.param(role, marks=() if role in ASKED_OF_BOTH else pytest.mark.once) for role in ROLES]
EVERY_ROLE_BY_NAME = [
    pytest.param(role, *one.values, marks=one.marks) for role, one in zip(ROLES, EVERY_ROLE, strict=True)
]

# What GET answers: to everybody alike …
PUBLIC = {
    "directory:companies": 200, "directory:company": 200, "directory:cards": 200, "directory:suggest": 200, "directory:ground": 200, "embed:embed": 200, "embed:how": 200,
    "tours:tours": 200, "tours:tour": 200, "tours:book": 200, "tours:course": 200, "tours:course_book": 404, "tours:ask": 200, "tours:opening": 200, "tours:enquire": 200, "tours:enquiry": 200,
    "events:events": 200, "events:event": 200, "events:book": 200, "events:calendar": 200,
    "api:companies": 200, "api:companies_geojson": 200, "api:company": 200, "api:fields": 200, "api:processes": 200,
    "api:tours": 200, "api:tour": 200, "api:slots": 200, "api:events": 200, "api:event": 200, "api:schema": 200, "api:docs": 200,
    "directory:feed": 200, "tours:feed": 200, "events:feed": 200, "open_data:page": 200,
    "pictures:cover": 200, "pictures:manifest": 200,
    "about:access": 200, "about:access_results": 200, "about:outside": 200,
    "open_data:companies_csv": 200, "open_data:companies_geojson": 200, "open_data:events_csv": 200, "open_data:events_json": 200,
    "share:site": 200, "share:image": 302,
    "readings:ruby": 405, "api:bookings": 405, "api:booking-confirm": 405, "api:booking-cancel": 405,
}  # fmt: skip
# … to whoever has the token of a party, whatever their role: no role opens a booking without it …
TOKEN = {
    "bookings:manage": 200, "bookings:link": 302, "bookings:calendar": 200, "bookings:qr": 200, "bookings:picture": 200, "bookings:cancel": 200,
    "bookings:sheet": 302, "bookings:change": 200, "bookings:resend": 405, "bookings:renew": 405,
    "bookings:accept": 302, "bookings:decline": 302, "bookings:leave": 302, "bookings:withdraw": 302, "bookings:move": 200, "bookings:call_off": 302, "bookings:thanks": 302, "bookings:paper": 302,
}  # fmt: skip
# … to whoever has the link of a guardian or of a host's mail …
HOST = {
    "bookings:consent": 200, "tours:enquiry_host": 200, "bookings:answer": 200,
    "tours:host_mails": 200, "tours:host_visits": 200, "tours:host_call_off": 200,
}  # fmt: skip
# … and to ward staff with a second factor alone.
DESK = {
    "desk:start": 200, "desk:requests": 200, "desk:enquiries": 200, "desk:enquiry": 200, "desk:map": 200, "desk:map_download": 200, "desk:notices": 200, "desk:events": 200,
    "desk:tours": 200, "desk:rules": 200, "desk:slots": 200, "desk:pause": 405, "desk:call_off": 200,
    "desk:attendees": 200, "desk:export": 200,
    "desk:duplicates": 200, "desk:duplicate": 200, "desk:words": 200,
    "desk:bookings": 200, "desk:surveys": 200, "desk:lotteries": 200, "desk:lottery": 200, "desk:draw": 200, "desk:places": 200, "desk:place": 200, "desk:readings": 200, "desk:reading": 200, "desk:reading_words": 200,
    "desk:imports": 200, "desk:import_run": 200, "desk:import_columns": 200, "desk:import_progress": 200, "desk:import_start": 405,
    "desk:import_undo": 200, "desk:import_report": 200, "desk:proposals": 200, "desk:companies_export": 200,
}  # fmt: skip
AT_THE_DESK = dict.fromkeys(ROLES, 403) | {
    "visitor": 302, "staff_without_mfa": 302, "staff_password_only": 302, "staff": 200,
}  # fmt: skip
AT_THE_CMS = AT_THE_DESK | {"editor": 200}


def named_addresses(patterns, namespace=""):
    """All names of our own rooms, as reverse() takes them."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if namespace in ROOMS and pattern.name:  # what takes every other address of the API has none
                yield f"{namespace}:{pattern.name}"
        else:
            yield from named_addresses(pattern.url_patterns, pattern.namespace or namespace)


@pytest.fixture
def client(request, db):
    return request.getfixturevalue(request.param)


def test_every_address_of_the_rooms_has_its_rule():
    assert sorted(set(named_addresses(get_resolver().url_patterns))) == sorted({*PUBLIC, *TOKEN, *HOST, *DESK})


@pytest.mark.parametrize("client", EVERY_ROLE, indirect=True)
def test_public_pages_answer_everybody_alike(client, world):
    assert {name: client.get(world(name)).status_code for name in PUBLIC} == PUBLIC


@pytest.mark.parametrize("client", EVERY_ROLE, indirect=True)
def test_token_opens_a_booking_whoever_holds_it(client, world):
    assert {name: client.get(world(name)).status_code for name in TOKEN} == TOKEN


@pytest.mark.parametrize("client", EVERY_ROLE, indirect=True)
def test_a_hosts_link_opens_its_request_whoever_holds_it_and_no_other_does(client, world):
    assert {name: client.get(world(name)).status_code for name in HOST} == HOST
    wrong = [world(name).replace("-", "-0") for name in HOST]
    assert [client.get(address).status_code for address in wrong] == [404] * len(HOST)
    assert [client.post(address, {"answer": "take"}).status_code for address in wrong] == [404] * len(HOST)


@pytest.mark.once
@pytest.mark.parametrize("client", EVERY_ROLE, indirect=True)
def test_no_role_opens_a_booking_by_another_token(client, world):
    token = world.booking.party.token
    wrong = {name: world(name).replace(token, "x" * len(token)) for name in TOKEN}
    answers = {name: client.get(address).status_code for name, address in wrong.items()}
    assert answers == dict.fromkeys(TOKEN, 404) | {"bookings:resend": 405, "bookings:renew": 405}
    for name, address in wrong.items():
        assert client.post(address).status_code in (404, 405), name


@pytest.mark.parametrize(("client", "role"), EVERY_ROLE_BY_NAME, indirect=["client"])
def test_desk_answers_staff_with_a_second_factor_alone(client, role, world):
    answers = {name: client.get(world(name)).status_code for name in DESK}
    assert answers == (DESK if role == "staff" else dict.fromkeys(DESK, AT_THE_DESK[role]))


@pytest.mark.once
def test_nothing_keeps_a_page_of_the_desk(staff, world):
    told = {name: staff.get(world(name)).headers["Cache-Control"] for name in DESK}
    assert told == dict.fromkeys(DESK, "max-age=0, no-cache, no-store, must-revalidate, private")


@pytest.mark.parametrize(("client", "role"), EVERY_ROLE_BY_NAME, indirect=["client"])
def test_export_hands_nothing_to_anybody_else(client, role, world):
    answer = client.post(world("desk:export"), {"why": "人数の集計", "format": "csv"})
    assert answer.status_code == AT_THE_DESK[role]


@pytest.mark.once
@pytest.mark.parametrize(("client", "role"), EVERY_ROLE_BY_NAME, indirect=["client"])
@pytest.mark.parametrize("path", ["/cms/", "/cms/images/", "/cms/snippets/tours/tour/"])
def test_cms_answers_staff_and_editors_with_a_second_factor(client, role, path, world):
    assert client.get(path).status_code == AT_THE_CMS[role]


@pytest.mark.once
def test_owner_of_the_visited_company_sees_no_guest_of_it_on_any_page_of_this_issue(owner, world):
    """Guests agreed to nothing of the kind yet; the company's own list comes with its issue."""
    Membership.objects.filter(user=owner.user).update(company=world.booking.slot.activity.tour.company)
    pages = [owner.get(world(name)).getvalue().decode() for name in PUBLIC]
    assert [name for name, page in zip(PUBLIC, pages, strict=True) if world.booking.party.email in page] == []
