"""Pages leave small where the browser can read that; nothing else is touched."""

import gzip

import pytest

from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db
ASKED = {"Accept-Encoding": "gzip, br"}


def test_a_page_is_compressed_for_browsers_that_ask(client):
    plain, small = client.get("/companies/"), client.get("/companies/", headers=ASKED)
    assert plain.headers.get("Content-Encoding") is None
    assert small["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small["Vary"]
    assert "工場をさがす" in gzip.decompress(small.content).decode()
    assert len(small.content) < len(plain.content) / 3


def test_answers_for_programs_keep_their_ways(client):
    CompanyFactory()
    answer = client.get("/api/v1/companies/", headers=ASKED)
    assert answer.headers.get("Content-Encoding") is None
