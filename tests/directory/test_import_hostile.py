"""Files that want to break the import: a sentence or an outcome, nothing half-written, in bounded time."""

import io
import time

import pytest
from openpyxl import Workbook

from core.tables import TableError
from directory.importing import import_list
from directory.models import Company
from tests.directory.lists import HEADER, as_csv, row, table

MOST_SECONDS = 20  # of processor time, on a slow machine


@pytest.fixture(autouse=True)
def bounded():
    began = time.process_time()
    yield
    assert time.process_time() - began < MOST_SECONDS


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target


def run(file, **options):
    return import_list(file, **{"basis": "consent", "name": "list"} | options)


def refusal(file):
    with pytest.raises(TableError) as refused:
        run(file)
    assert Company.objects.count() == 0
    return str(refused.value)


def test_two_hundred_sheets_of_which_the_last_but_many_is_the_list(towns):
    book = Workbook()
    for number in range(200):
        page = book.create_sheet(f"表{number}")
        page.append([f"見出し{index}" for index in range(50)])
    for line in table(row(1)):
        book.worksheets[20].append(line)
    assert [line.outcome for line in run(saved(book)).rows] == ["created"]


def test_two_hundred_sheets_without_a_list(towns):
    book = Workbook()
    for number in range(200):
        book.create_sheet(f"表{number}").append(["a", "b"])
    assert refusal(saved(book)).startswith("見出しの行が見つかりません。")


def test_merged_cells_and_formulas_that_failed(towns):
    book = Workbook()
    page = book.active
    page.append(["大田区 企業一覧"])
    page.merge_cells("A1:H1")
    for line in table(
        row(1, 電話番号="#REF!", 従業員数="#DIV/0!", 設立="=1/0", 事業内容="#NAME?"),
        row(2, 郵便番号="=VLOOKUP(A1,B:B,9)"),
    ):
        page.append(line)
    page["A5"], page["B5"] = "合計", "=SUM(#REF!)"
    page.merge_cells("A5:D5")
    report = run(saved(book))
    assert [line.outcome.value for line in report.rows] == ["created", "created", "refused"]
    first = Company.objects.order_by("pk").first()
    assert (str(first.phone), first.employees, first.founded, first.story) == ("", None, None, "")


def test_a_thousand_columns(towns):
    wide = [[*HEADER, *[f"列{number}" for number in range(1000 - len(HEADER))]], [*row(1).values(), *["x"] * 973]]
    assert refusal(as_csv(wide, "utf-8")) == "1行目の列が多すぎます（500列まで）。"


def test_five_hundred_columns_of_which_each_has_another_long_header(towns):
    header = [f"{'設備' * 20}{number}の欄" for number in range(500)]
    assert refusal(as_csv([header] * 50, "utf-8")).startswith("見出しの行が見つかりません。")


def test_two_encodings_in_one_file(towns):
    lines = table(*(row(number) for number in range(1, 400)))
    mixed = as_csv(lines[:300], "utf-8").getvalue() + as_csv(lines[300:], "cp932").getvalue()
    assert refusal(io.BytesIO(mixed)).startswith("文字コードがわかりません。")


def test_one_line_in_another_encoding_is_told_and_the_others_come_in(towns):
    lines = table(*(row(number) for number in range(1, 400)))
    mixed = as_csv(lines[:399], "utf-8").getvalue() + "架空,☆".encode() + "㈱架空".encode("cp932")[:3] + b"\r\n"
    report = run(io.BytesIO(mixed))
    assert (report.counts()["created"], report.rows[-1].outcome) == (398, "refused")


def test_a_row_of_a_megabyte(towns):
    long = dict.fromkeys(
        ("事業内容", "主な設備", "分野", "主な加工", "認証", "所在地", "電話番号", "募集", "資本金"), "あ、1-" * 30_000
    )
    report = run(as_csv(table(row(1, **long), row(2)), "utf-8"))
    assert report.rows[1].outcome == "created"
    assert len(report.rows[0].reasons) >= 5


def test_a_file_that_breaks_off_in_the_middle_brings_nothing(towns, monkeypatch):
    monkeypatch.setattr("directory.importing.planning.BATCH", 2)
    whole = as_csv(table(*(row(number) for number in range(1, 30))), "utf-8").getvalue()
    assert refusal(io.BytesIO(whole + b'"' + b"x" * 1_100_000)).endswith("確かめてください。")


def test_a_workbook_that_breaks_off_in_the_middle_brings_nothing(towns):
    book = Workbook()
    for line in table(*(row(number) for number in range(1, 30))):
        book.active.append(line)
    content = bytearray(saved(book).getvalue())
    content[len(content) // 3 : len(content) // 3 + 40] = b"\0" * 40
    assert refusal(io.BytesIO(bytes(content))).startswith("Excelファイルが壊れていて")
