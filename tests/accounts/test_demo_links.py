"""The demo's way in: once, for a day, on this machine alone."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import services
from accounts.models import SignInLink, User
from tests.factories import UserFactory


@pytest.fixture
def demo(settings, db):
    settings.DEMO, settings.BASE_URL = True, "http://127.0.0.1:8181"
    settings.ALLOWED_HOSTS = ["*"]


def printed():
    out = StringIO()
    call_command("demo_links", stdout=out)
    return dict(line.split(": ", 1) for line in out.getvalue().splitlines())


def local(client, method, address, **more):
    return getattr(client, method)(
        address.removeprefix("http://127.0.0.1:8181"), headers={"host": "127.0.0.1:8181"}, **more
    )


@pytest.mark.parametrize(("label", "start"), [("職員", "/desk/"), ("編集者", "/cms/"), ("企業", "/")])
def test_a_link_signs_in_once_and_stands_for_the_second_factor(demo, visitor, client, label, start):
    link = printed()[label]
    assert local(visitor, "get", link).status_code == 200
    assert "_auth_user_id" not in visitor.session
    answer = local(visitor, "post", link)
    assert answer.headers["Location"] == start
    assert local(visitor, "get", start).status_code == 200
    spent = local(client, "post", link)
    assert spent.status_code == 410
    assert "<code>bin/serve</code> をもう一度始めると" in spent.content.decode()
    assert "_auth_user_id" not in client.session


def test_links_go_to_the_people_who_are_there(demo, visitor):
    owner = UserFactory()
    local(visitor, "post", printed()["企業"])
    assert visitor.session["_auth_user_id"] == str(owner.pk)
    assert User.objects.filter(role=User.Role.COMPANY).count() == 1


def test_only_hashes_are_kept(demo):
    token = printed()["職員"].rstrip("/").rsplit("/", 1)[1]
    assert token not in SignInLink.objects.values_list("token_hash", flat=True)


def test_a_link_ends_after_a_day(demo, visitor):
    link = printed()["職員"]
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert local(visitor, "post", link).status_code == 410


def test_an_unknown_link_signs_nobody_in(demo, visitor):
    assert local(visitor, "post", "/sign-in/demo/not-a-token/").status_code == 410


@pytest.mark.parametrize(
    ("is_demo", "base_url"),
    [(False, "http://127.0.0.1:8181"), (True, "https://machikoba.example"), (True, "http://localhost.example")],
)
def test_outside_a_local_demo_no_link_is_made_or_taken(demo, settings, visitor, is_demo, base_url):
    link = printed()["職員"]
    settings.DEMO, settings.BASE_URL = is_demo, base_url
    with pytest.raises(CommandError):
        call_command("demo_links")
    assert local(visitor, "get", link).status_code == 404
    assert local(visitor, "post", link).status_code == 404
    assert SignInLink.objects.filter(used_at=None).count() == 3


def test_a_link_asked_for_under_another_name_of_the_machine_is_refused(demo, visitor):
    path = printed()["職員"].removeprefix("http://127.0.0.1:8181")
    assert visitor.post(path, headers={"host": "machikoba.example"}).status_code == 404


def test_a_demo_session_ends_with_the_demo(demo, settings, visitor):
    local(visitor, "post", printed()["職員"])
    assert local(visitor, "get", "/desk/").status_code == 200
    settings.DEMO = False
    assert local(visitor, "get", "/desk/").headers["Location"] == "/sign-in/2fa/totp/activate/"


def test_two_at_once_spend_a_link_once(demo):
    token = services.make_demo_link(UserFactory())
    assert [bool(services.use_demo_link(token)) for _ in range(2)] == [True, False]
