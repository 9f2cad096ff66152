import io
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from core.tables import cp932_losses, guard, read_table, unguard, write_csv, write_xlsx


@pytest.mark.parametrize(
    "text", ["=1+1", "+81312345678", "-5", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋8", "－5", "＠A1"]
)
def test_text_that_a_spreadsheet_would_run_is_guarded_and_comes_back(text):
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("value", ["双輪", "03-3000-0000", "'そのまま", "", 5, -5, date(2026, 1, 2)])
def test_other_cells_are_left_alone(value):
    assert guard(value) == value


def test_a_csv_opens_by_double_click():
    rows = [["氏名", "番号"], ["𠮷田, 花子", "0012"], [None, "=1+1"], ['"引用"', "一\n二"]]
    assert b"".join(write_csv(rows)) == (
        '\ufeff氏名,番号\r\n"𠮷田, 花子",0012\r\n,\'=1+1\r\n"""引用""","一\n二"\r\n'.encode()
    )


def test_a_csv_is_streamed_in_blocks_with_one_bom():
    blocks = list(write_csv([f"{number:09}", "あ" * 100] for number in range(2000)))
    assert len(blocks) > 5
    assert b"".join(blocks).count(b"\xef\xbb\xbf") == 1
    assert [number for number, _cells in read_table(io.BytesIO(b"".join(blocks))).rows()] == list(range(1, 2001))


def test_rows_are_taken_only_as_they_are_written():
    taken = []
    blocks = write_csv(taken.append(number) or ["あ" * 20_000] for number in range(10))
    next(blocks)
    assert taken == [0, 1]


def test_cp932_has_the_twins_of_common_signs_and_a_mark_for_the_rest():
    rows = [["髙﨑−〜—", "𠮷田"], ["é", "①㈱"]]
    assert b"".join(write_csv(rows, "cp932")).decode("cp932") == "髙﨑－～―,〓田\r\n〓,①㈱\r\n"
    assert cp932_losses(rows) == {"𠮷": [1], "é": [2]}


def test_a_workbook_keeps_leading_zeros_dates_and_numbers_and_runs_nothing():
    morning = datetime(2026, 12, 5, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    target = io.BytesIO()
    write_xlsx(
        target,
        [
            ["番号", "日", "時", "人数", "式"],
            ["0012", date(2026, 12, 5), morning, 3, "=1+1"],
            ["", None, time(9, 5), "", ""],
            ["a\x00b", None, 1.5, "", "+8"],
        ],
        sheet="名簿/2026",
        widths=[12] * 30,
        subject="受付\x00",
    )
    book = load_workbook(target)
    page = book.active
    assert book.properties.subject == "受付"
    assert page.title == "名簿 2026"
    assert page.freeze_panes == "A2"
    assert [[cell.value for cell in row] for row in page.iter_rows(max_col=5)] == [
        ["番号", "日", "時", "人数", "式"],
        ["0012", datetime(2026, 12, 5), datetime(2026, 12, 5, 10, 0), 3, "'=1+1"],
        [None, None, time(9, 5), None, None],
        ["ab", None, 1.5, None, "'+8"],
    ]
    assert [cell.data_type for cell in page[2]][-1] == "s"
    assert [page["C2"].number_format, page["C3"].number_format] == ["yyyy-mm-dd hh:mm", "hh:mm"]
