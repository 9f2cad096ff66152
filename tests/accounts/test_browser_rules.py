"""What the browser is told: strict everywhere, looser below /cms/ alone; pages for refusals."""

import pytest
from django.test import Client, override_settings

PUBLIC = ["/", "/en/", "/companies/", "/tours/", "/events/", "/sign-in/", "/no-such-page/", "/desk/", "/api/v1/schema/"]


def policy(answer):
    pairs = (part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    return {pair[0]: pair[1:] for pair in pairs}


@pytest.mark.parametrize("path", PUBLIC)
def test_pages_carry_the_strict_policy(visitor, path):
    answer = visitor.get(path)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert policy(answer)["object-src"] == ["'none'"]
    assert policy(answer)["base-uri"] == ["'none'"]
    assert policy(answer)["script-src"][0].startswith("'self'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "microphone=()" in answer.headers["Permissions-Policy"]


def test_the_cms_has_its_own(editor):
    answer = editor.get("/cms/")
    assert policy(answer)["script-src"] == ["'self' 'unsafe-inline'"]
    assert policy(answer)["object-src"] == ["'none'"]
    assert "unsafe-eval" not in answer.headers["Content-Security-Policy"]


def test_the_desk_is_not_loosened(staff):
    assert "unsafe" not in staff.get("/desk/").headers["Content-Security-Policy"]


def test_a_page_that_does_not_exist_offers_the_next_step(visitor):
    answer = visitor.get("/no-such-page/")
    assert answer.status_code == 404
    assert 'action="/companies/" role="search">' in answer.content.decode()


def test_an_expired_form_is_explained(db):
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a@example.com"})
    assert answer.status_code == 403
    assert "時間がたったため、送れませんでした" in answer.content.decode()


@override_settings(ROOT_URLCONF="tests.accounts.broken_urls")
def test_our_own_mistake_is_a_plain_page_without_data(db):
    answer = Client(raise_request_exception=False).get("/broken/?name=見本花子")
    assert answer.status_code == 500
    assert "うまく動きませんでした" in answer.content.decode()
    assert "見本花子" not in answer.content.decode()
