"""What no form can take is refused in a sentence, before anything looks at it."""

import pytest
from django.test import Client

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"


@pytest.fixture
def strict(db):
    """A browser's client: the token of a form is asked for, which reads the body before any view does."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "shift_jis", "hex", "no-such-thing", '"utf-7"'])
@pytest.mark.parametrize("kind", [FORM, PARTS, "application/json"])
@pytest.mark.parametrize("path", ["/bookings/x/", "/sign-in/", "/cms/login/"])
def test_a_body_in_another_encoding_is_refused(strict, path, kind, charset):
    answer = strict.generic("POST", path, b"csrfmiddlewaretoken=+2AA-&a=%ff", content_type=f"{kind}; charset={charset}")
    assert (answer.status_code, answer.content.decode()) == (400, "文字コードはUTF-8にしてください。")


def test_programs_are_refused_as_the_api_refuses(strict):
    answer = strict.generic("POST", "/api/v1/bookings/", b"{}", content_type="application/json; charset=utf-7")
    assert (answer.status_code, answer.json()) == (400, {"errors": {"request": ["文字コードはUTF-8にしてください。"]}})
    answer = strict.get("/api/v1/companies/?q=%00")
    assert (answer.status_code, [*answer.json()]) == (400, ["errors"])


@pytest.mark.parametrize("name", ["sessionid", "django_language", "anything"])
def test_a_cookie_that_holds_what_no_database_keeps_is_refused(strict, name):
    answer = strict.get("/sign-in/", headers={"Cookie": f'{name}="\\000{"a" * 31}"'})
    assert (answer.status_code, answer.content.decode()) == (400, "使えない文字が入っています。")


def test_a_query_in_another_encoding_is_refused(strict):
    answer = strict.get("/companies/?q=+2AA-", headers={"Content-Type": f"{FORM}; charset=utf-7"})
    assert answer.status_code == 400


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=UTF-8", '; charset="utf-8"'])
def test_utf_8_is_read_whether_it_is_named_or_not(db, charset):
    answer = Client().generic("POST", "/sign-in/", b"login=%E5%8C%BA&password=x", content_type=FORM + charset)
    assert (answer.status_code, answer.context["form"].data["login"]) == (200, "区")


def test_the_refusal_speaks_the_visitors_language(strict):
    answer = strict.generic("POST", "/en/bookings/x/", b"a=b", content_type=f"{FORM}; charset=utf-7")
    assert answer.content.decode() == "Please send text as UTF-8."
