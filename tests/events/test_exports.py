"""Files of attendees: their bytes, their purpose, their log."""

import csv
import io
from datetime import datetime
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import load_workbook

from bookings.models import Booking
from events import attendees
from privacy.models import ExportLog
from tests.factories import BookingFactory, PartyFactory
from tests.tokyo import at

ADDRESS = "/desk/events/koryukai/attendees/export/"
RECEPTION = {"why": "当日の受付"}


@pytest.fixture
def booking(slot):
    party = PartyFactory(
        guests=["university", "h1"], code="BCDFGHJK", family_name="髙﨑", given_name="𠮷乃", family_kana="タカサキ",
        given_kana="ヨシノ", email="yoshino@example.com", phone="03-5000-0001", source="〜ポスター−１",
    )  # fmt: skip
    booking = BookingFactory(slot=slot, party=party, seats=2)
    Booking.objects.filter(pk=booking.pk).update(created_at=at(2026, 11, 20, 9, 5, 30))
    return booking


def rows_of(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def body(answer):
    return b"".join(answer.streaming_content)


CONTACT = ["髙﨑 𠮷乃", "タカサキ ヨシノ", "2", "yoshino@example.com", "03-5000-0001", "2026-11-20 09:05", "ja"]
START = ["BCDFGHJK", "予約済み", "2026-12-05", "10:00", "11:30"]
ROWS = [
    [column.heading for column in attendees.COLUMNS],
    [*START, "1", "本人", "大学・短大", "髙﨑", "𠮷乃", "タカサキ", "ヨシノ", *CONTACT, "〜ポスター−１", ""],
    [*START, "2", "同行", "高1", "", "", "", "", *CONTACT, "〜ポスター−１", ""],
]


def test_csv_opens_by_double_click(staff, booking):
    answer = staff.post(ADDRESS, {**RECEPTION, "format": "csv"})
    content = body(answer)
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows_of(content.decode("utf-8-sig")) == ROWS
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_name_of_the_file_says_event_date_and_purpose(staff, booking):
    answer = staff.post(ADDRESS, {"why": "そのほか", "note": 'A/B: "テスト"', "format": "csv"})
    name = f"町工場と話す夜_{timezone.localdate():%Y%m%d}_A B テスト.csv"
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"


def test_cp932_tells_first_what_it_cannot_write(staff, booking):
    answer = staff.post(ADDRESS, {**RECEPTION, "format": "csv-cp932"})
    page = answer.content.decode()
    assert "<li>𠮷：2、3行目</li>" in page
    assert "<li>髙" not in page
    assert not ExportLog.objects.exists()
    answer = staff.post(ADDRESS, {**RECEPTION, "format": "csv-cp932", "confirmed": "on"})
    rows = rows_of(body(answer).decode("cp932"))
    assert rows[1][8:10] == ["髙﨑", "〓乃"]
    assert rows[1][19] == "～ポスター－１"
    assert answer.headers["X-Replaced-Characters"] == "2"
    assert ExportLog.objects.count() == 1


def test_cp932_without_losses_leaves_at_once(staff, booking):
    booking.party.given_name = "芳乃"
    booking.party.save()
    answer = staff.post(ADDRESS, {**RECEPTION, "format": "csv-cp932"})
    assert rows_of(body(answer).decode("cp932"))[1][8:10] == ["髙﨑", "芳乃"]
    assert "X-Replaced-Characters" not in answer.headers


def test_xlsx_keeps_dates_and_leading_zeros(staff, booking):
    answer = staff.post(ADDRESS, {**RECEPTION, "format": "xlsx"})
    book = load_workbook(io.BytesIO(body(answer)))
    sheet = book.active
    assert book.properties.subject == "当日の受付"
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == ROWS[0]
    assert rows[1][2:5] == (datetime(2026, 12, 5), at(2026, 12, 5, 10).time(), at(2026, 12, 5, 11, 30).time())
    assert (rows[1][9], rows[1][16], rows[1][17]) == ("𠮷乃", "03-5000-0001", datetime(2026, 11, 20, 9, 5))
    assert (sheet.title, len(rows)) == ("町工場と話す夜", 3)


@pytest.mark.parametrize("evil", ["=1+1", "+81", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
@pytest.mark.parametrize("kind", ["csv", "csv-cp932", "xlsx"])
def test_no_cell_is_executed(staff, booking, evil, kind):
    booking.party.family_name, booking.party.given_name, booking.party.source = evil, "芳乃", evil
    booking.party.save()
    content = body(staff.post(ADDRESS, {**RECEPTION, "format": kind}))
    if kind == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        found = [(sheet.cell(2, column).value, sheet.cell(2, column).data_type) for column in (9, 20)]
        assert [kind for _, kind in found] == ["s", "s"]
        assert [value[0] for value, _ in found] == ["'", "'"]
    else:
        row = rows_of(content.decode("utf-8-sig" if kind == "csv" else "cp932"))[1]
        assert (row[8], row[19]) == ("'" + evil, "'" + evil)


def test_the_file_equals_what_the_screen_shows(staff, slot, booking):
    others = {"CCCCCCCC": Booking.State.CANCELLED, "DDDDDDDD": Booking.State.HELD, "FFFFFFFF": Booking.State.EXPIRED}
    for code, state in others.items():
        BookingFactory(slot=slot, party=PartyFactory(code=code), state=state)
    for query in ("", "?not_state=cancelled&not_state=expired", "?state=held", "?not_grade=h1&q=髙"):
        page = staff.get("/desk/events/koryukai/attendees/" + query).content.decode()
        file = rows_of(body(staff.post(ADDRESS + query, {**RECEPTION, "format": "csv"})).decode("utf-8-sig"))
        codes = [row[0] for row in file[1:]]
        assert [
            code
            for code in page.replace('<td class="nowrap">', "</td>").split("</td>")
            if code in {"BCDFGHJK", *others}
        ] == codes


def test_every_export_is_logged_before_it_leaves(staff, booking):
    answer = staff.post(ADDRESS + "?state=confirmed&q=髙", {**RECEPTION, "note": "1階", "format": "csv"})
    log = ExportLog.objects.get()
    assert (log.user, log.actor, log.what) == (staff.user, "shokuin@example.com", "attendees:koryukai")
    assert (log.purpose, log.format, log.rows) == ("当日の受付 1階", "csv", 2)
    assert log.filters == {"state": ["confirmed"], "q": True}
    body(answer)


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"why": ""},
        {"why": "そのほか"},
        {"why": "そのほか", "note": "　 "},
        {"why": "売るため"},
        {"why": "当日の受付", "format": "exe"},
        {"why": "当日の受付", "note": "x" * 101},
        {"why": "当日の受付", "note": "\x00"},
    ],
)
def test_without_a_purpose_nothing_leaves(staff, booking, posted):
    answer = staff.post(ADDRESS, {"format": "csv", **posted})
    assert answer.status_code == 400
    assert "入力を確認してください" in answer.content.decode()
    assert not ExportLog.objects.exists()


def test_a_filter_that_is_not_understood_exports_nobody(staff, booking):
    answer = staff.post(ADDRESS + "?state=who", {**RECEPTION, "format": "csv"})
    assert (answer.status_code, ExportLog.objects.count()) == (400, 0)


def test_the_page_before_the_export_asks_for_the_purpose(staff, booking):
    page = staff.get(ADDRESS + "?grade=h1").content.decode()
    assert "1人" in page
    assert "目的を記録して、ファイルを出す" in page


def test_an_empty_list_is_a_file_with_headings(staff, event):
    assert rows_of(body(staff.post(ADDRESS, {**RECEPTION, "format": "csv"})).decode("utf-8-sig")) == ROWS[:1]


@pytest.mark.parametrize("kind", ["csv", "csv-cp932"])
def test_the_command_writes_the_same_bytes(staff, booking, tmp_path, kind, capsys):
    out = tmp_path / "list"
    call_command("export_attendees", "koryukai", purpose="受付", format=kind, out=str(out))
    assert out.read_bytes() == body(staff.post(ADDRESS, {**RECEPTION, "format": kind, "confirmed": "on"}))
    log = ExportLog.objects.earliest("pk")
    assert (log.user, log.purpose, log.format, log.rows) == (None, "受付", kind, 2)
    assert log.actor.partition(":")[0] == "command"
    assert ("𠮷" in capsys.readouterr().err) == (kind == "csv-cp932")


def test_the_command_writes_the_same_workbook(staff, booking, tmp_path):
    out = tmp_path / "list.xlsx"
    call_command("export_attendees", "koryukai", purpose="受付", format="xlsx", out=str(out))
    desk = body(staff.post(ADDRESS, {**RECEPTION, "format": "xlsx"}))
    books = [load_workbook(source).active.iter_rows(values_only=True) for source in (out, io.BytesIO(desk))]
    assert list(books[0]) == list(books[1])


@pytest.mark.parametrize(
    ("slug", "options", "code"),
    [
        ("koryukai", {"purpose": " "}, 1),
        ("no-such", {"purpose": "受付"}, 1),
        ("koryukai", {"purpose": "受付", "format": "pdf"}, 2),
        ("koryukai", {"purpose": "受付", "out": "/nowhere/at/all.csv"}, 1),
    ],
)
def test_the_command_refuses_with_a_sentence(booking, tmp_path, slug, options, code):
    with pytest.raises(CommandError) as refusal:
        call_command("export_attendees", slug, **{"out": str(tmp_path / "list"), **options})
    assert refusal.value.returncode == code
    assert str(refusal.value).endswith("。") or "書けません" in str(refusal.value)
    assert not ExportLog.objects.exists()
    assert not (tmp_path / "list").exists()


def test_the_command_needs_a_purpose(booking, tmp_path):
    with pytest.raises(CommandError):
        call_command("export_attendees", "koryukai", out=str(tmp_path / "list"))
