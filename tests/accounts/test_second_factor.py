"""Who gets into the desk and the CMS."""

from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator

from accounts.models import User
from accounts.services import set_role
from tests.conftest import signed_in

GUARDED = ["/desk/", "/desk/events/", "/desk/no-such-page/", "/cms/", "/cms/pages/", "/cms/images/"]


@pytest.mark.parametrize("path", GUARDED)
def test_visitor_is_sent_to_sign_in_and_back(visitor, path):
    answer = visitor.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={path}")


@pytest.mark.parametrize("path", GUARDED)
def test_staff_without_authenticator_are_sent_to_set_it_up(staff_without_mfa, path):
    answer = staff_without_mfa.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/2fa/totp/activate/")


@pytest.mark.parametrize("path", GUARDED)
def test_a_session_by_password_alone_does_not_get_in(staff_password_only, path):
    answer = staff_password_only.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/2fa/reauthenticate/?next={path}")


@pytest.mark.parametrize("path", ["/desk/", "/cms/"])
@pytest.mark.parametrize("person", ["owner", "stranger", "helper_user"])
def test_other_people_are_refused_with_a_sentence(request, db, person, path):
    answer = request.getfixturevalue(person).get(path)
    assert answer.status_code == 403
    assert "このページは、あなたの役割では開けません" in answer.content.decode()


def test_editor_opens_the_cms_and_not_the_desk(editor):
    assert editor.get("/cms/").status_code == 200
    assert editor.get("/desk/").status_code == 403


def test_staff_open_both(staff):
    assert staff.get("/desk/").status_code == 200
    assert staff.get("/cms/").status_code == 200


def test_who_left_cannot_use_an_open_session(staff):
    User.objects.filter(pk=staff.user.pk).update(is_active=False)
    assert staff.get("/desk/").headers["Location"] == "/sign-in/?next=/desk/"


def test_who_changed_roles_loses_the_desk_at_once(staff):
    set_role(staff.user, User.Role.COMPANY)
    assert staff.get("/desk/").status_code == 403


def test_an_authenticator_taken_away_shuts_its_sessions_out(staff):
    Authenticator.objects.filter(user=staff.user).delete()
    assert staff.get("/desk/").headers["Location"] == "/sign-in/2fa/totp/activate/"


@pytest.mark.parametrize(
    "path", ["2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/", "password/change/"]
)
def test_a_stolen_password_cannot_touch_the_authenticator(staff_password_only, path):
    answer = staff_password_only.post(f"/sign-in/{path}")
    assert answer.headers["Location"] == f"/sign-in/2fa/reauthenticate/?next={quote(f'/sign-in/{path}')}"
    assert Authenticator.objects.filter(user=staff_password_only.user).count() == 2


def test_records_of_another_person_do_not_count(staff, staff_password_only):
    session = staff_password_only.session
    session["account_authentication_methods"] = staff.session["account_authentication_methods"]
    session["account_authentication_methods_user"] = staff.session["account_authentication_methods_user"]
    session.save()
    assert staff_password_only.get("/desk/").status_code == 302


def test_a_demo_session_is_worth_nothing_without_demo(staff_without_mfa, settings):
    client = signed_in(staff_without_mfa.user, "demo_link")
    assert client.get("/desk/").headers["Location"] == "/sign-in/2fa/totp/activate/"


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        (User.Role.STAFF, ["区の職員"]),
        (User.Role.EDITOR, ["編集者"]),
        (User.Role.HELPER, []),
        (User.Role.COMPANY, []),
    ],
)
def test_the_role_decides_the_group(staff, role, groups):
    set_role(staff.user, role)
    assert [group.name for group in staff.user.groups.all()] == groups
