from email import message_from_bytes, policy

import pytest

from notices import mails, services
from notices.models import Notice

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def sent(notice):
    """The mail as a receiving program reads it."""
    return message_from_bytes(mails.compose(notice).message().as_bytes(linesep="\r\n"), policy=policy.default)


def test_text_html_and_calendar_are_alternatives(write):
    mail = sent(write(text="123456\n", html="<p>123456</p>", calendar=CALENDAR, calendar_method="REQUEST"))
    assert mail.get_content_type() == "multipart/alternative"
    parts = list(mail.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html", "text/calendar"]
    assert parts[2].get_param("method") == "REQUEST"
    assert [part.get_content_charset() for part in parts] == ["utf-8"] * 3
    assert parts[0].get_content().splitlines() == ["123456"]
    assert parts[2].get_content().splitlines() == CALENDAR.splitlines()


def test_plain_text_alone_stays_plain(write):
    mail = sent(write(text="確認コード\n123456\n"))
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().splitlines() == ["確認コード", "123456"]


def test_message_id_is_the_same_at_every_try_and_nobody_elses(write):
    first, second = write(), write()
    assert sent(first)["Message-ID"] == sent(first)["Message-ID"] == first.message_id
    assert first.message_id != second.message_id
    assert first.message_id.endswith("@machikoba.example>")


def test_machines_are_asked_not_to_answer(write):
    mail = sent(write(language="en"))
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "en")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\x0b", "\x00"])
def test_subject_cannot_begin_another_header(write, line_end):
    mail = sent(write(subject=f"予約{line_end}Bcc: other@example.com"))
    assert mail["Subject"] == "予約 Bcc: other@example.com"
    assert mail["Bcc"] is None


def test_long_subject_is_cut_to_its_column(write):
    notice = write(subject="あ" * 300)
    notice.refresh_from_db()
    assert notice.subject == "あ" * 200


def test_without_a_mail_server_every_mail_is_a_file(write, settings, tmp_path):
    settings.EMAIL_BACKEND, settings.MAIL_DIR = "notices.backends.EmlFileBackend", tmp_path / "mail"
    notices = [write(text=f"{number}\n") for number in range(3)]
    assert services.send_due() == 3
    files = sorted(settings.MAIL_DIR.iterdir())
    assert [file.suffix for file in files] == [".eml"] * 3
    read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    assert [mail["Message-ID"] for mail in read] == [notice.message_id for notice in notices]
    assert set(Notice.objects.values_list("state", flat=True)) == {Notice.State.SENT}
