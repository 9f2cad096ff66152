"""The command that asks for exact points: once for each address, politely, and believing only what agrees."""

import io

import pytest
from django.core.management import CommandError, call_command

from directory.geocoding import asking
from directory.management.commands import geocode
from directory.models import Company, CompanyStation, GeocoderAnswer, Town
from directory.services import pin
from tests.directory.address_search import feature, listening
from tests.factories import CompanyFactory, StationFactory

EXACT = (35.5609, 139.7151)
TITLE = "東京都大田区蒲田五丁目９９番９８号"
ADDRESS = "東京都大田区蒲田五丁目99-98"


class Time:
    """A clock that stands until somebody sleeps."""

    def __init__(self):
        self.now, self.pauses = 0.0, []

    def sleep(self, seconds):
        self.pauses.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def search(towns, settings, monkeypatch, time):
    """The search that GEOCODER names; nobody really waits for it."""
    monkeypatch.setenv("no_proxy", "*")
    with listening() as search:
        settings.GEOCODER = search.url
        paced = asking.address_search(search.url, clock=lambda: time.now, sleep=time.sleep)
        monkeypatch.setattr(geocode.Command, "search", lambda self: paced)
        yield search


@pytest.fixture
def company(towns):
    return coarse(name="架空精機", slug="kakuu", corporate_number="1234567890123")


def coarse(address=ADDRESS, **facts):
    town = Town.objects.get(name="蒲田五丁目")
    facts = {"town": town, "lat": town.lat, "lon": town.lon, "match_level": "chome"} | facts
    return CompanyFactory(address=address, **facts)


def run(*arguments):
    out = io.StringIO()
    call_command("geocode", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def place(company):
    company.refresh_from_db()
    return company.match_level, company.lat, company.lon


def test_it_is_off_until_somebody_says_whom_to_ask(towns, settings):
    settings.GEOCODER = ""
    with pytest.raises(CommandError, match="GEOCODER に書くと動きます"):
        run()


def test_an_answer_that_agrees_moves_the_company_and_its_stations(search, company):
    Company.objects.update(corporate_number="8000012010038")  # of a sole proprietor the walks are those of its town
    StationFactory(name="試駅", lat=EXACT[0], lon=EXACT[1])
    search.answers[ADDRESS] = [feature(*EXACT, TITLE)]
    assert run() == "番地まで決めました：1\n"
    assert place(company) == ("block", *EXACT)
    assert list(CompanyStation.objects.values_list("station__name", "minutes")) == [("試駅", 1)]
    assert search.agents[0].startswith("machikoba ")


def test_every_address_is_asked_once(search, company):
    coarse(name="架空電子")
    coarse("東京都大田区蒲田5-99-97")
    search.answers[ADDRESS] = [feature(*EXACT, TITLE)]
    run()
    run()
    assert search.asked == [ADDRESS, "東京都大田区蒲田五丁目99-97"]
    assert list(GeocoderAnswer.objects.order_by("pk").values_list("query", "title")) == [
        (ADDRESS, TITLE),
        ("東京都大田区蒲田五丁目99-97", ""),
    ]


def test_there_is_a_second_between_two_questions(search, time):
    for number in range(3):
        coarse(f"東京都大田区蒲田五丁目99-{number + 1}")
    run()
    assert (len(search.asked), time.pauses) == (3, [1, 1])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ([], "この住所を知らないという答えでした"),
        ([feature(*EXACT, "東京都大田区蒲田五丁目")], "町までしかわからないという答えでした"),
        ([feature(*EXACT, "東京都大田区蒲田五丁目９９番９７号")], "別の番地の答えでした"),
        ([feature(*EXACT, "東京都大田区蒲田四丁目９９番９８号")], "別の町の答えでした"),
        ([feature(*EXACT, "神奈川県川崎市川崎区蒲田五丁目９９番９８号")], "別の町の答えでした"),
        ([feature(*EXACT, "")], "別の町の答えでした"),
        ([feature(35.68, 139.76, TITLE)], "区の外を指す答えでした"),
        ([feature(35.531, 139.697, TITLE)], "区の外を指す答えでした"),  # inside the bounds, beyond the river
    ],
)
def test_what_does_not_agree_leaves_the_coarse_point_and_says_why(search, company, answer, reason):
    before = place(company)
    search.answers[ADDRESS] = answer
    assert run() == f"kakuu 架空精機：{reason}\n{reason}：1\n"
    assert place(company) == before


def test_of_several_places_the_one_that_agrees_is_taken(search, company):
    search.answers[ADDRESS] = [
        feature(35.68, 139.76, TITLE),
        feature(35.57, 139.72, "東京都大田区蒲田本町五丁目"),
        feature(*EXACT, TITLE),
    ]
    run()
    assert place(company) == ("block", *EXACT)


@pytest.mark.parametrize("title", ["東京都大田区蒲田五丁目９９番", "東京都大田区蒲田五丁目99番98号"])
def test_a_street_block_is_exact_enough(search, company, title):
    search.answers[ADDRESS] = [feature(*EXACT, title)]
    run()
    assert place(company) == ("block", *EXACT)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"address": "東京都大田区蒲田五丁目"}, "住所に番地がありません"),
        ({"address": "東京都大田区架空町1-2", "town": None}, "住所の町がわかりません"),
        ({"address": "東京都大田区蒲田四丁目1-2"}, "住所の町がわかりません"),
        ({"address": "東京都品川区大井一丁目1-2"}, "区の外を指す答えでした"),
    ],
)
def test_nothing_is_asked_where_no_answer_could_help(search, facts, reason):
    coarse(**facts)
    assert run().endswith(f"{reason}：1\n")
    assert search.asked == []


@pytest.mark.parametrize(
    "facts",
    [{"match_level": "manual"}, {"match_level": "block"}, {"address": ""}, {"closed_on": "2026-01-01", "hidden": True}],
)
def test_others_are_left_alone(search, facts):
    company = coarse(**facts)
    before = place(company)
    search.answers[ADDRESS] = [feature(*EXACT, TITLE)]
    assert run() == "位置を細かくする企業はありません。\n"
    assert (search.asked, place(company)) == ([], before)


def test_a_pin_set_while_the_search_was_asked_stays(search, company, monkeypatch):
    def answer(query):
        pin(Company.objects.get(), (35.5611, 139.7161))
        return [asking.Candidate(EXACT, TITLE)]

    monkeypatch.setattr(geocode.Command, "search", lambda self: answer)
    assert run().endswith("ほかの人が変えました：1\n")
    assert place(company) == ("manual", 35.5611, 139.7161)


def test_a_company_that_was_hidden_for_want_of_a_place_stays_hidden_until_staff_look(search):
    company = coarse(lat=None, lon=None, match_level="", town=None, hidden=True)
    search.answers[ADDRESS] = [feature(*EXACT, TITLE)]
    run()
    assert place(company) == ("block", *EXACT)
    assert (company.hidden, company.town.name) == (True, "蒲田五丁目")
    assert list(Company.objects.to_place()) == [company]


def test_a_place_that_a_twin_has_is_left_to_staff(search):
    company = coarse()
    twin = coarse(name=company.name, block=company.block, town=None, lat=None, lon=None, match_level="")
    search.answers[ADDRESS] = [feature(*EXACT, TITLE)]
    assert "同じ場所に同じ名前の企業が、もうあります：1\n" in run()
    assert place(twin) == ("", None, None)


def test_a_limit_counts_the_questions(search):
    for number in range(3):
        coarse(f"東京都大田区蒲田五丁目99-{number + 1}")
    assert run("--limit", "2").endswith("知らないという答えでした：2\nまだ聞いていません：1\n")
    run("--limit", "2")
    assert len(search.asked) == 3


def test_a_dry_run_asks_and_writes_nothing(search, company):
    coarse("東京都大田区蒲田五丁目99-97")
    GeocoderAnswer.objects.create(query=ADDRESS, lat=EXACT[0], lon=EXACT[1], title=TITLE)
    before = place(company)
    out = run("--dry-run")
    assert "番地まで決めました：1\nまだ聞いていません：1\n" in out
    assert "多くて1件（約1分）" in out
    assert (search.asked, place(company), GeocoderAnswer.objects.count()) == ([], before, 1)


HOSTILE = {
    "no JSON": b"<html>",
    "cut off": b'[{"geometry": {"coordinates": [139.7',
    "not a list": b'{"error": 1}',
    "null": b"null",
    "no features": b"[1, null]",
    "no coordinates": b'[{"geometry": {"coordinates": []}, "properties": {"title": "x"}}]',
    "words for numbers": b'[{"geometry": {"coordinates": ["a", "b"]}, "properties": {"title": "x"}}]',
    "no number": b'[{"geometry": {"coordinates": [NaN, Infinity]}, "properties": {"title": "x"}}]',
    "a number without end": b'[{"geometry": {"coordinates": [%b, 35]}, "properties": {"title": "x"}}]' % (b"9" * 5000),
    "no title": b'[{"geometry": {"coordinates": [139.7, 35.5]}, "properties": {"title": null}}]',
    "a million brackets": b"[" * 400_000,
    "a megabyte": b"[" + b" " * 1_000_000 + b"]",
    "no text": b"\xff\xfe\x00[",
    "too many": (429, b"slow down"),
    "broken": (500, b"x" * 1_000_000),
    "unavailable": (503, b""),
    "moved in a circle": (302, b""),
    "hung up": (0, b""),
}


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_search_that_fails_is_asked_again_and_then_left_in_peace(search, company, time, answer):
    for number in range(3):
        coarse(f"東京都大田区蒲田五丁目99-{number + 1}")
    before = place(company)
    search.always = answer
    with pytest.raises(CommandError, match="もう一度実行してください"):
        run()
    assert len(search.asked) == 8  # two addresses, each four times
    assert time.pauses.count(10) == 6
    assert (GeocoderAnswer.objects.count(), place(company)) == (0, before)


def test_one_strange_answer_does_not_stop_the_others(search, company):
    coarse("東京都大田区蒲田五丁目99-97")
    search.answers[ADDRESS] = b"<html>"
    assert run().endswith("知らないという答えでした：1\n答えがもらえませんでした：1\n")
    search.answers[ADDRESS] = [feature(*EXACT, TITLE)]
    run()
    assert place(company) == ("block", *EXACT)


def test_a_run_that_ended_early_goes_on_where_it_was(search, company):
    other = coarse("東京都大田区蒲田五丁目99-97")
    search.answers = {ADDRESS: [feature(*EXACT, TITLE)], "東京都大田区蒲田五丁目99-97": (500, b"")}
    run()
    search.answers["東京都大田区蒲田五丁目99-97"] = [feature(35.5608, 139.7152, "東京都大田区蒲田五丁目９９番９７号")]
    search.asked.clear()
    run()
    assert search.asked == ["東京都大田区蒲田五丁目99-97"]
    assert [place(company), place(other)] == [("block", *EXACT), ("block", 35.5608, 139.7152)]


def test_what_an_answer_is_called_is_kept_as_one_short_line(search, company):
    search.answers[ADDRESS] = [feature(*EXACT, "架空\x00\n\u202e🍣" + "あ" * 5000)]
    run()
    assert GeocoderAnswer.objects.get().title == ("架空 🍣" + "あ" * 5000)[:200]


def test_nobody_listening_is_said_in_a_sentence(search, settings, company, monkeypatch, time):
    paced = asking.address_search("http://127.0.0.1:9/", clock=lambda: time.now, sleep=time.sleep)
    monkeypatch.setattr(geocode.Command, "search", lambda self: paced)
    assert "答えがもらえませんでした：1" in run()


@pytest.mark.parametrize("limit", ["0", "-1", "many", "9" * 50])
def test_a_limit_is_a_number(search, limit):
    with pytest.raises(CommandError, match="1以上の数字を書いてください。"):
        run("--limit", limit)
