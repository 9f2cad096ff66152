"""What holds of every mail about bookings, whatever it says; and that reading it, or its links, changes nothing."""

import html
import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings
from django.forms.models import model_to_dict
from icalendar import Calendar

from bookings.models import Booking, HostNews, Party, Slot, SurveyAnswer
from bookings.waits import Wait
from directory.models import Company
from notices import mails
from notices.models import Notice
from tests.bookings import mailbag
from tours.models import OpeningWish

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR, "templates/mail")
PARTS = {
    "facts", "foot", "host_facts", "host_choose", "host_coming", "host_told_what", "host_news_item", "wait_ended_why",
}  # fmt: skip
# Tested in their own rooms: guardians, lotteries, courses, enquiries.
ELSEWHERE = re.compile("consent|unsigned|refused|enter|not_drawn|choice_off|course|stops|enquiry")
TYPED = ("見本", "花子")  # what a visitor types: in no header, where it could reach somebody who did not ask for it
NAMELESS = re.compile(r"bookings\.(pin|host_|day_list)|tours\.")


@pytest.fixture(params=["ja", "en"])
def written(request):
    return mailbag.write_all(request.param)


def received(notice):
    """The mail as a receiving program reads it."""
    return message_from_bytes(mails.compose(notice).message().as_bytes(linesep="\r\n"), policy=policy.default)


def test_the_bag_holds_every_kind(written):
    templates = {f"{path.parent.name}.{path.stem}" for path in FOLDER.glob("*/*.txt") if path.stem not in PARTS}
    expected = {kind for kind in templates if not ELSEWHERE.search(kind)} - {"bookings.join"}  # one of the pins
    assert {notice.kind for notice in written} == expected


def test_every_mail_is_text_and_html_with_the_same_links_and_no_machine_answers_it(written):
    for notice in written:
        mail = received(notice)
        parts = [part.get_content_type() for part in mail.iter_parts()]
        assert parts == ["text/plain", "text/html", *["text/calendar"] * bool(notice.calendar)], notice.kind
        assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "OOF, AutoReply")
        assert [name for name in ("Reply-To", "Precedence", "List-Id") if mail[name]] == []
        assert (mail["Content-Language"], f'<html lang="{notice.language}">' in notice.html) == (notice.language, True)
        addresses = [set(re.findall(r"http://127[^\s\"<]+", words)) for words in (notice.text, notice.html)]
        assert addresses[0] == addresses[1], notice.kind
        assert [line for line in notice.text.splitlines() if "http" in line and " " in line.strip()] == [], notice.kind


def test_headers_are_one_encoded_line_without_a_word_of_a_visitor(written):
    for notice in written:
        raw = mails.compose(notice).message().as_bytes(linesep="\r\n").partition(b"\r\n\r\n")[0]
        raw.decode("ascii")
        assert max(map(len, raw.split(b"\r\n"))) <= 78 + 20, notice.kind
        assert received(notice)["Subject"].strip() == notice.subject  # the first line may be folded after its name
        assert [word for word in TYPED if word in notice.subject] == []
        if NAMELESS.match(notice.kind):
            assert [word for word in TYPED if word in notice.text + notice.html] == [], notice.kind


def test_what_is_text_is_plain_and_what_is_html_is_escaped(written):
    for notice in written:
        assert [mark for mark in ("&lt;", "&amp;", "&#", "{{", "{%", "None") if mark in notice.text] == [], notice.kind
        assert [mark for mark in ("旋盤<見学>", "& 砥石", "& stone", "<休み>", "{{", "{%") if mark in notice.html] == []
        assert len(notice.text.splitlines()) >= 5
        assert "\n\n\n\n" not in notice.text, notice.kind


def test_an_english_mail_labels_nothing_in_japanese(written):
    for notice in written:
        if notice.language == "en":
            words = [
                word
                for word in ("場所", "見学先", "服装", "人数", "予約", "変更")
                if word in notice.text + notice.calendar
            ]
            assert words == [], notice.kind


def test_code_and_number_stand_alone_on_a_line(written):
    codes = set(Party.objects.values_list("code", flat=True))
    for notice in written:
        lines = notice.text.splitlines()
        named = [code for code in codes if code in notice.text]
        assert [code for code in named if code not in lines] == [], notice.kind
        if notice.kind == "bookings.pin":
            assert sum(bool(re.fullmatch(r"\d{6}", line)) for line in lines) == 1


def test_one_entry_for_life_that_each_mail_replaces_until_the_last_takes_it_out(written):
    entries = {}
    for notice in written:
        if notice.calendar:
            file = Calendar.from_ical(notice.calendar)
            [event] = file.walk("VEVENT")
            assert (file["METHOD"], len(file.walk("VTIMEZONE"))) == (notice.calendar_method, 1)
            assert (event["ATTENDEE"], event["ORGANIZER"]) == (
                f"mailto:{notice.to}",
                "mailto:no-reply@machikoba.example",
            )
            entries.setdefault(event["UID"], []).append((event["SEQUENCE"], file["METHOD"], event["STATUS"]))
    assert max(entries.values(), key=len) == [
        (0, "REQUEST", "CONFIRMED"), (1, "REQUEST", "CONFIRMED"), (2, "REQUEST", "CONFIRMED"), (3, "CANCEL", "CANCELLED"),
    ]  # fmt: skip
    for sent in entries.values():
        assert [number for number, *_rest in sent] == list(range(len(sent)))


def state():
    models = (Booking, Party, Slot, Wait, HostNews, OpeningWish, SurveyAnswer)
    rows = {model.__name__: [model_to_dict(row) for row in model.objects.order_by("pk")] for model in models}
    return rows | {"mails": Notice.objects.count(), "choices": list(Company.objects.values_list("pk", "host_mails"))}


def test_a_program_that_opens_every_link_of_every_mail_changes_nothing(client):
    written = mailbag.write_all()
    before, paths = state(), sorted({path for notice in written for path in mailbag.links(notice)})
    assert len(paths) > 30
    answers = {
        path: {client.get(path).status_code, client.head(path).status_code} for path in map(html.unescape, paths)
    }
    [gone] = [path for path, codes in answers.items() if max(codes) >= 400]
    assert "/opening/link/" in gone  # whose wish is fulfilled, and forgotten
    assert state() == before
