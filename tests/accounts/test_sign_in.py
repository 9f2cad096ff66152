"""Signing in: by password or mailed code, then by the authenticator."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import set_role
from notices.models import Notice
from tests.conftest import with_authenticator
from tests.factories import StaffFactory, UserFactory


def code_of(secret, step=0):
    """What an authenticator app shows now, or `step` half minutes from now."""
    counter = list(yield_hotp_counters_from_time())[1] + step
    return format_hotp_value(hotp_value(secret, counter))


def secret_of(user):
    return Authenticator.objects.get(user=user, type="totp").data["secret"]


@pytest.fixture
def newcomer(db):
    return set_role(StaffFactory(email="shinjin@example.com"), User.Role.STAFF)


@pytest.fixture
def colleague(db):
    return with_authenticator(set_role(StaffFactory(email="senpai@example.com"), User.Role.STAFF))


PASSWORD = "secret"


def by_password(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def mailed_code():
    return re.search(r"^\d{6}$", Notice.objects.get(kind="sign-in").text, re.MULTILINE)[0]


def test_the_address_is_the_sign_in_page_itself(visitor):
    assert reverse("account_login") == "/sign-in/"
    assert visitor.get("/sign-in/").status_code == 200


def test_first_sign_in_sets_up_the_authenticator_and_then_opens_the_desk(visitor, newcomer):
    assert by_password(visitor, newcomer.email).headers["Location"] == "/desk/"
    assert visitor.get("/desk/").headers["Location"] == "/sign-in/2fa/totp/activate/"
    page = visitor.get("/sign-in/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = visitor.post("/sign-in/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/sign-in/2fa/recovery-codes/"
    codes = visitor.get("/sign-in/2fa/recovery-codes/")
    assert len(codes.context["unused_codes"]) == 10
    assert visitor.get("/sign-in/").headers["Location"] == "/desk/"
    assert visitor.get("/desk/").status_code == 200


def test_a_wrong_code_sets_up_nothing(visitor, newcomer):
    by_password(visitor, newcomer.email)
    visitor.get("/sign-in/2fa/totp/activate/")
    answer = visitor.post("/sign-in/2fa/totp/activate/", {"code": "000000x"})
    assert "コードがちがいます" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_next_sign_ins_ask_for_the_code_and_return_to_the_page(visitor, colleague):
    answer = by_password(visitor, colleague.email, next="/desk/events/")
    assert answer.headers["Location"] == "/sign-in/2fa/authenticate/"
    assert visitor.get("/desk/").headers["Location"] == "/sign-in/?next=/desk/"
    assert visitor.get("/sign-in/2fa/authenticate/").status_code == 200
    answer = visitor.post("/sign-in/2fa/authenticate/", {"code": code_of(secret_of(colleague))})
    assert answer.headers["Location"] == "/desk/events/"
    assert visitor.get("/desk/").status_code == 200


def test_the_same_code_is_not_taken_twice(visitor, client, colleague):
    code = code_of(secret_of(colleague))
    for person in (visitor, client):
        by_password(person, colleague.email)
        person.post("/sign-in/2fa/authenticate/", {"code": code})
    assert (visitor.get("/desk/").status_code, client.get("/desk/").status_code) == (200, 302)


def test_a_recovery_code_opens_the_door_once(visitor, client, colleague):
    code = Authenticator.objects.get(user=colleague, type="recovery_codes").wrap().get_unused_codes()[0]
    for person in (visitor, client):
        by_password(person, colleague.email)
        person.post("/sign-in/2fa/authenticate/", {"code": code})
    assert (visitor.get("/desk/").status_code, client.get("/desk/").status_code) == (200, 302)


def test_an_open_session_by_password_is_completed_by_a_code(staff_password_only):
    page = staff_password_only.get("/sign-in/2fa/reauthenticate/?next=/desk/")
    assert page.status_code == 200
    answer = staff_password_only.post(
        "/sign-in/2fa/reauthenticate/", {"code": code_of(secret_of(staff_password_only.user)), "next": "/desk/"}
    )
    assert answer.headers["Location"] == "/desk/"
    assert staff_password_only.get("/desk/").status_code == 200


def test_whoever_changes_telephones_takes_the_authenticator_off_and_sets_up_a_new_one(staff):
    assert staff.get("/sign-in/2fa/").status_code == 200
    assert staff.get("/sign-in/2fa/totp/deactivate/").status_code == 200
    assert staff.post("/sign-in/2fa/totp/deactivate/").headers["Location"] == "/sign-in/2fa/"
    assert staff.get("/sign-in/2fa/").status_code == 200
    assert staff.get("/desk/").headers["Location"] == "/sign-in/2fa/totp/activate/"


def test_sign_in_by_mailed_code(visitor, owner):
    assert visitor.get("/sign-in/code/").status_code == 200
    answer = visitor.post("/sign-in/code/", {"email": "SHACHO@example.com"})
    assert answer.headers["Location"] == "/sign-in/code/confirm/"
    notice = Notice.objects.get(kind="sign-in")
    assert (notice.to, notice.subject) == ("shacho@example.com", "【まちこうば】サインインのコード")
    assert visitor.get("/sign-in/code/confirm/").status_code == 200
    answer = visitor.post("/sign-in/code/confirm/", {"code": mailed_code()})
    assert answer.headers["Location"] == "/"
    assert visitor.session["_auth_user_id"] == str(owner.user.pk)


def test_staff_who_use_a_mailed_code_still_need_the_authenticator(visitor, colleague):
    visitor.post("/sign-in/code/", {"email": colleague.email})
    answer = visitor.post("/sign-in/code/confirm/", {"code": mailed_code()})
    assert answer.headers["Location"] == "/sign-in/2fa/authenticate/"
    assert visitor.get("/desk/").status_code == 302


def test_the_third_wrong_code_ends_it(visitor, owner):
    visitor.post("/sign-in/code/", {"email": owner.user.email})
    right = mailed_code()
    wrong = "111111" if right != "111111" else "222222"
    for _ in range(3):
        visitor.post("/sign-in/code/confirm/", {"code": wrong})
    visitor.post("/sign-in/code/confirm/", {"code": right})
    assert "_auth_user_id" not in visitor.session


def test_the_page_does_not_tell_who_has_an_account(visitor, client, owner):
    answers = []
    for person, email in ((visitor, owner.user.email), (client, "nobody@example.com")):
        sent = person.post("/sign-in/code/", {"email": email})
        page = person.get("/sign-in/code/confirm/").content.decode().replace(email, "")
        answers.append((sent.status_code, sent.headers["Location"], re.sub('value="[^"]{64}"', "", page)))
    assert answers[0] == answers[1]
    assert Notice.objects.filter(kind="sign-in").count() == 1
    wrong = [by_password(Client(), email, "wrong") for email in (owner.user.email, "nobody@example.com")]
    assert [page.status_code for page in wrong] == [200, 200]
    assert ["メールアドレスかパスワードがちがいます" in page.content.decode() for page in wrong] == [True, True]


def test_the_sixth_wrong_password_is_not_even_tried(visitor, client, colleague):
    for _ in range(5):
        by_password(visitor, colleague.email, "wrong")
    answer = by_password(visitor, colleague.email)
    assert "回数が多すぎる" in answer.content.decode()


def test_the_fourth_code_within_a_minute_is_not_sent(owner):
    answers = [Client().post("/sign-in/code/", {"email": owner.user.email}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "回数が多すぎる" in answers[-1].content.decode()
    assert Notice.objects.filter(kind="sign-in").count() == 3


def test_too_many_tries_from_one_place_get_a_page_that_says_so(visitor, db):
    answers = [by_password(visitor, f"{number}@example.com", "wrong") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "少しお待ちください" in answers[-1].content.decode()


def test_who_left_cannot_sign_in(visitor):
    user = UserFactory(is_active=False)
    by_password(visitor, user.email)
    visitor.post("/sign-in/code/", {"email": user.email})
    assert "_auth_user_id" not in visitor.session
    assert not Notice.objects.exists()


def test_nobody_signs_up(visitor):
    answer = visitor.post("/sign-in/signup/", {"email": "neu@example.com", "password1": "long-enough-9"})
    assert answer.headers["Location"] == "/sign-in/"
    assert not User.objects.exists()


@pytest.mark.parametrize("path", ["/cms/login/", "/cms/password_reset/", "/cms/password_reset/confirm/x/y/"])
def test_wagtails_own_sign_in_leads_to_ours(visitor, path):
    answer = visitor.post(path, {"username": "x", "password": "y"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/cms/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_wagtails_sign_in_for_restricted_pages_leads_to_ours(visitor, prefix):
    answer = visitor.post(f"{prefix}/_util/login/", {"username": "x", "password": "y"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/")


@pytest.mark.parametrize(
    ("path", "posted"),
    [
        ("/sign-in/", {"login": "x" * 10_000, "password": "\x00"}),
        ("/sign-in/", {"login": "ｓｈａｃｈｏ@example.com", "password": "😀"}),
        ("/sign-in/code/", {"email": "\x00@example.com"}),
        ("/sign-in/code/", {"email": "a@" + "b" * 10_000}),
        ("/sign-in/code/confirm/", {"code": "x" * 10_000}),
        ("/sign-in/2fa/authenticate/", {"code": "\x00"}),
    ],
)
def test_bad_input_is_answered(visitor, owner, path, posted):
    assert visitor.post(path, posted).status_code in (200, 302)


def test_next_never_leads_to_another_site(visitor, owner):
    answer = by_password(visitor, owner.user.email, next="https://evil.example/")
    assert answer.headers["Location"] == "/"


def test_signing_out(staff):
    assert staff.get("/sign-in/logout/").status_code == 200
    assert staff.post("/sign-in/logout/").headers["Location"] == "/"
    assert staff.get("/desk/").headers["Location"] == "/sign-in/?next=/desk/"


def test_password_is_changed_by_whoever_knows_the_old_one(staff):
    assert staff.get("/sign-in/password/change/").status_code == 200
    staff.post(
        "/sign-in/password/change/",
        {"oldpassword": "secret", "password1": "kawa-no-oto-42", "password2": "kawa-no-oto-42"},
    )
    staff.user.refresh_from_db()
    assert staff.user.check_password("kawa-no-oto-42")


@pytest.mark.parametrize(
    "path",
    [
        "2fa/",
        "2fa/recovery-codes/",
        "2fa/recovery-codes/generate/",
        "2fa/recovery-codes/download/",
        "2fa/reauthenticate/",
        "2fa/totp/deactivate/",
        "password/change/",
        "logout/",
        "inactive/",
    ],
)
def test_every_page_about_ones_own_sign_in_answers(staff, path):
    assert staff.get(f"/sign-in/{path}").status_code == 200


def test_new_recovery_codes_replace_the_old_ones(staff):
    def codes():
        return Authenticator.objects.get(user=staff.user, type="recovery_codes").wrap().get_unused_codes()

    old = codes()
    assert staff.post("/sign-in/2fa/recovery-codes/generate/").headers["Location"] == "/sign-in/2fa/recovery-codes/"
    assert set(old) & set(codes()) == set()


def test_a_person_without_password_may_choose_one(owner):
    owner.user.set_unusable_password()
    owner.user.save()
    owner.force_login(owner.user, backend="django.contrib.auth.backends.ModelBackend")
    assert owner.get("/sign-in/password/set/").status_code == 200
    owner.post("/sign-in/password/set/", {"password1": "kawa-no-oto-42", "password2": "kawa-no-oto-42"})
    owner.user.refresh_from_db()
    assert owner.user.check_password("kawa-no-oto-42")


def test_a_password_asked_for_again_is_checked_against_the_own_address(owner):
    assert owner.get("/sign-in/reauthenticate/").status_code == 200
    assert "パスワードがちがいます" in owner.post("/sign-in/reauthenticate/", {"password": "no"}).content.decode()
    assert owner.post("/sign-in/reauthenticate/", {"password": PASSWORD}).headers["Location"] == "/"


def test_the_first_person_of_a_ward_comes_from_the_command_line(db, visitor):
    call_command("createsuperuser", interactive=False, email="hajime@example.com")
    user = User.objects.get()
    assert (user.is_ward_staff, user.has_usable_password()) == (True, False)
    visitor.post("/sign-in/code/", {"email": user.email})
    visitor.post("/sign-in/code/confirm/", {"code": mailed_code()})
    assert visitor.get("/desk/").headers["Location"] == "/sign-in/2fa/totp/activate/"
