import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from core import tables, workbooks
from core.tables import TableError, read_table

HEADER_AND_ROW = "企業名,所在地\r\n双輪製作所,蒲田1-1\r\n"


def read(content: bytes, name="list.csv"):
    return list(read_table(io.BytesIO(content), name).rows())


def workbook(*rows, sheets=("一覧",)) -> bytes:
    book = Workbook()
    for title in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    del book[book.sheetnames[0]]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same workbook with some of its parts replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rsplit("/")[-1].removesuffix(".xml"), old.read(name)))
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_content_says_encoding_and_delimiter(encoding, mark):
    content = HEADER_AND_ROW.replace(",", mark).encode(encoding)
    assert read(content, "whatever.xls") == [(1, ["企業名", "所在地"]), (2, ["双輪製作所", "蒲田1-1"])]


def test_a_few_broken_bytes_do_not_cost_the_whole_list():
    content = (HEADER_AND_ROW * 500).encode("cp932").replace("双輪".encode("cp932"), b"\x81\x00\x97\xd6", 1)
    lines = read(content)
    assert len(lines) == 1000
    assert "\ufffd" in lines[1][1][0]
    assert lines[3][1] == ["双輪製作所", "蒲田1-1"]


def test_line_numbers_are_those_of_a_spreadsheet():
    content = '題名\n\n"企業名\n(必須)",所在地\n"双輪\n製作所",蒲田\n,,\n暁光,池上\n'.encode()
    assert read(content) == [
        (1, ["題名"]),
        (3, ["企業名\n(必須)", "所在地"]),
        (4, ["双輪\n製作所", "蒲田"]),
        (6, ["暁光", "池上"]),
    ]


def test_cells_of_a_workbook_come_as_the_text_that_was_seen():
    content = workbook(
        ["番号", "設立", "人数", "比", "式", "可"],
        [1234567890123, date(1963, 4, 1), 20.0, 35.562853, '=HYPERLINK("https://evil.example/","x")', True],
        ["0012", datetime(2026, 1, 2, 10, 30), None, "", "@SUM(1)", False],
    )
    assert read(content) == [
        (1, ["番号", "設立", "人数", "比", "式", "可"]),
        (2, ["1234567890123", "1963-04-01", "20", "35.562853", '=HYPERLINK("https://evil.example/","x")', "TRUE"]),
        (3, ["0012", "2026-01-02 10:30", "", "", "@SUM(1)", "FALSE"]),
    ]


def test_blank_lines_of_a_workbook_count():
    assert read(workbook(["企業一覧"], [], ["企業名"])) == [(1, ["企業一覧"]), (3, ["企業名"])]


def test_a_workbook_that_claims_a_smaller_range_is_read_whole():
    content = workbook(["企業名"], ["双輪"], ["暁光"])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    lying = repacked(content, sheet1=sheet.replace(b'ref="A1:A3"', b'ref="A1:A2"'))
    assert len(read(lying)) == 3


def test_every_visible_sheet_can_be_read_by_name():
    table = read_table(io.BytesIO(workbook(["企業名"], sheets=("表紙", "一覧"))), "list.xlsx")
    assert table.sheets == ("表紙", "一覧")
    assert list(table.rows("一覧")) == [(1, ["企業名"])]


def test_a_path_can_be_read_again_and_again(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(HEADER_AND_ROW)
    table = read_table(path)
    assert list(table.rows()) == list(table.rows())
    assert table.name == "list.csv"


def test_nul_bytes_and_long_cells_are_given_as_they_are():
    assert read(f"企業名\n双\x00輪{'あ' * 200_000}\n".encode())[1] == (2, ["双\x00輪" + "あ" * 200_000])


def refusal(content, name="list.csv"):
    with pytest.raises(TableError) as refused:
        read(content, name)
    return str(refused.value)


NEITHER = "CSVでもExcelブック（.xlsx）でもないファイルです。"
BOMB = "展開すると大きくなりすぎるファイルなので、読み込みをやめました。"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ファイルが空です。"),
        (b"\xef\xbb\xbf\r\n \r\n", "ファイルが空です。"),
        (b"%PDF-1.7 ...", NEITHER),
        (b"\x89PNG\r\n\x1a\n0000", NEITHER),
        (b"<html><table><tr><td>1</td></tr></table></html>", NEITHER),
        (bytes(range(256)) * 40, NEITHER),
        (
            tables.OLE_MAGIC + b"0" * 600,
            "古い形式（.xls）などのファイルは読めません。Excelブック（.xlsx）かCSVで保存し直してください。",
        ),
        (
            tables.OLE_MAGIC + "EncryptedPackage".encode("utf-16-le"),
            "パスワードのかかったExcelファイルは読めません。パスワードを外して保存し直してください。",
        ),
        (b"PK\x03\x04 cut off", "Excelファイルが壊れていて読めません。Excelで開いて保存し直してください。"),
        (
            "企業名".encode("euc-jp") * 99,
            "文字コードがわかりません。CSV（UTF-8）かExcelブック（.xlsx）で保存し直してください。",
        ),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(content, sentence):
    assert refusal(content, "list.xlsx") == sentence


def test_a_zip_of_something_else_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("list.csv", HEADER_AND_ROW)
    assert refusal(target.getvalue()) == NEITHER


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    assert refusal(repacked(workbook(["企業名"]), sheet1=b" " * 60_000_000)) == BOMB


TEXTS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'
PART = b"""<Override PartName="/xl/%s" ContentType="application/vnd.openxmlformats-officedocument\
.spreadsheetml.sharedStrings+xml"/></Types>"""


def with_texts(texts: bytes, part="sharedStrings.xml") -> bytes:
    """A workbook whose one cell is the first of these shared texts."""
    target = io.BytesIO(workbook(["企業名"]))
    with zipfile.ZipFile(target) as archive:
        types = archive.read("[Content_Types].xml").replace(b"</Types>", PART % part.encode())
        sheet = archive.read("xl/worksheets/sheet1.xml")
    cell = b'<row><c t="s"><v>0</v></c></row></sheetData>'
    sheet = sheet[: sheet.index(b"<row")] + cell + sheet.partition(b"</sheetData>")[2]
    target = io.BytesIO(repacked(target.getvalue(), sheet1=sheet, **{"[Content_Types]": types}))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"xl/{part}", TEXTS % texts)
    return target.getvalue()


@pytest.mark.parametrize("part", ["sharedStrings.xml", "worksheets/sheet2.xml"])
@pytest.mark.parametrize("more", ["<si/>", "<x:si xmlns:x='x'/>", "<si><r/></si>"])
def test_texts_without_number_are_refused_before_they_are_read(monkeypatch, more, part):
    monkeypatch.setattr(workbooks, "MAX_TEXT_ELEMENTS", 30)
    content = "<si><t>企業名</t></si>".encode()
    assert read(with_texts(content * 10, part)) == [(1, ["企業名"])]
    assert refusal(with_texts(content + more.encode() * 30, part)) == BOMB


def test_very_long_texts_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(workbooks, "MAX_TEXTS", 200)
    assert refusal(with_texts(b"<si><t>" + b"a" * 200 + b"</t></si>")) == BOMB


@pytest.mark.parametrize("part", ["styles", "workbook", "[Content_Types]", "core"])
def test_parts_of_very_many_elements_are_refused_before_they_are_read(monkeypatch, part):
    monkeypatch.setattr(workbooks, "MAX_OTHER_ELEMENTS", 100)
    assert read(workbook(["企業名"])) == [(1, ["企業名"])]
    assert refusal(repacked(workbook(["企業名"]), **{part: b"<many>" + b"<a/>" * 100 + b"</many>"})) == BOMB


def test_entities_that_multiply_are_refused():
    laughs = b"<!DOCTYPE l [<!ENTITY a 'ha'>" + b"".join(
        b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)
    )
    sheet = laughs + b"]><worksheet><sheetData><row><c><v>&i;</v></c></row></sheetData></worksheet>"
    assert refusal(repacked(workbook(["企業名"]), sheet1=sheet)).startswith("Excelファイルが壊れていて")


@pytest.mark.parametrize("part", ["workbook", "sheet1", "styles"])
def test_a_workbook_with_a_broken_part_is_refused(part):
    assert refusal(repacked(workbook(["企業名"]), **{part: b"<broken"})).startswith("Excelファイルが壊れていて")


def test_a_workbook_that_claims_a_far_line_is_refused():
    content = workbook(["企業名"])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'<row r="1"', b'<row r="99999999"').replace(b'r="A1"', b'r="A99999999"')
    assert refusal(repacked(content, sheet1=far)) == "行が多すぎます（200,000行まで）。"


def test_too_many_columns_are_refused():
    assert refusal(b"a," * 600 + b"a\n") == "1行目の列が多すぎます（500列まで）。"


def test_a_quote_that_never_closes_is_refused():
    assert refusal(b'name\n"' + b"x" * (tables.MAX_CELL + 10)).endswith('引用符（"）が閉じているか確かめてください。')


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    assert refusal(b"a\nb\n\nc\n") == "行が多すぎます（2行まで）。"


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MAX_FILE", 3_000_000)
    assert refusal(b"a" * 3_000_001) == "ファイルが大きすぎます（2 MBまで）。"


def test_a_missing_file_is_a_sentence_too(tmp_path):
    with pytest.raises(TableError, match="ファイルを開けません。"):
        read_table(tmp_path / "missing.csv")
