"""The command as the ward's staff run it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from core.tables import OLE_MAGIC, read_table
from directory.models import Company
from tests.directory.lists import HEADER, as_csv, corporate_number, report_lines, row, table


@pytest.fixture
def saved(tmp_path):
    def save(content: bytes, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return save


def test_every_line_of_the_list_has_a_line_in_the_report(towns, saved, tmp_path, capsys):
    path = saved(as_csv([["大田区 企業一覧"], *table(row(1), row(2, 企業名=""), row(3, 電話番号="=1+1"))]).getvalue())
    call_command("import_companies", path, basis="register", report=tmp_path / "report.csv")
    assert report_lines(tmp_path / "report.csv") == [
        ["3", "created", "", "kakuseiki"],
        ["4", "refused", "企業名: 名前がありません。", ""],
        ["5", "created", "電話番号: 電話番号として読めないため、入れていません。", Company.objects.last().slug],
    ]
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "新規 2、更新 0、変更なし 0、取り込まない 1",
        "使わなかった列: 代表者名、FAX番号、メールアドレス、備考",
    ]
    assert said.err.splitlines() == ["読み取り 3/3", "書き込み 3/3"]


def test_the_command_names_the_source_and_counts_whom_nobody_will_see(towns, saved, capsys):
    path = saved(as_csv(table(row(1), row(2, 法人番号=""))).getvalue())
    call_command("import_companies", path, "--basis=register", "--source=  公開名簿\n2026 ")
    assert {company.source for company in Company.objects.all()} == {"公開名簿 2026"}
    assert capsys.readouterr().err.splitlines()[-1] == "法人番号も企業の同意もないため、だれにも見えない企業: 1社"
    with pytest.raises(CommandError, match="120文字までで書いてください。"):
        call_command("import_companies", path, "--basis=register", f"--source={'名' * 121}")


def test_a_dry_run_says_that_it_wrote_nothing(towns, saved, capsys):
    call_command("import_companies", saved(as_csv(table(row(1))).getvalue()), "--basis=consent", "--dry-run")
    assert capsys.readouterr().out.splitlines()[-1] == "試しに読んだだけで、何も書いていません。"
    assert Company.objects.count() == 0


@pytest.mark.parametrize(("option", "basis"), [("consent", "consent"), ("register", "register"), ("open-data", "open")])
def test_the_basis_is_asked_for(towns, saved, option, basis):
    path = saved(as_csv(table(row(1))).getvalue())
    with pytest.raises(CommandError):
        call_command("import_companies", path)
    call_command("import_companies", path, "--basis", option)
    assert Company.objects.get().basis == basis


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ファイルが空です。"),
        (b"%PDF-1.7", "CSVでもExcelブック（.xlsx）でもないファイルです。"),
        (b"PK\x05\x06" + bytes(18), "CSVでもExcelブック（.xlsx）でもないファイルです。"),
        (OLE_MAGIC, "古い形式（.xls）などのファイルは読めません。Excelブック（.xlsx）かCSVで保存し直してください。"),
        (b"a,b\n1,2\n", "見出しの行が見つかりません。「企業名」と「所在地」の列がある表にしてください。"),
        (",".join(HEADER).encode(), "見出しの下に企業の行がありません。"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(towns, saved, content, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("import_companies", saved(content), basis="register")
    assert str(refused.value) == sentence
    assert Company.objects.count() == 0


def test_a_missing_file_and_an_unwritable_report_are_sentences_too(towns, saved, tmp_path):
    with pytest.raises(CommandError, match="ファイルを開けません。"):
        call_command("import_companies", tmp_path / "missing.csv", basis="register")
    with pytest.raises(CommandError, match="報告のファイルを書けません。"):
        call_command(
            "import_companies",
            saved(as_csv(table(row(1))).getvalue()),
            basis="register",
            report=tmp_path / "no" / "x.csv",
        )


def test_places_must_be_loaded_first(db, saved):
    with pytest.raises(CommandError, match="先に load_places を実行してください。"):
        call_command("import_companies", saved(as_csv(table(row(1))).getvalue()), basis="register")


def test_the_process_ends_with_an_error_code(saved, tmp_path):
    ended = subprocess.run(
        [sys.executable, "manage.py", "import_companies", saved(b""), "--basis", "register"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"SECRET_KEY": "x", "VAR_DIR": str(tmp_path), "DATABASE_URL": "sqlite://:memory:"},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.decode() == "CommandError: ファイルが空です。\n"


def wide(*cells):
    return [*cells, *[""] * (60 - len(cells))]


@pytest.mark.parametrize(
    "lines",
    [
        [["企業名", "所在地", "電話番号"], ["架空\x00精機", "大田区蒲田5-1-1", "\x00"]],
        [["企業名", "所在地", "事業内容"], ["架空精機", "大田区蒲田5-1-1" + "あ" * 300_000, "い" * 300_000]],
        [wide("企業名", "所在地"), wide("架空精機", "大田区蒲田5-1-1", *"abc")],
        [["企業名", "所在地"], ["架空精機", "大田区蒲田5-1-1", "見出しのない", "列"]],
        [["企業名", "所在地"], ["架空精機"], ["", "大田区蒲田5-1-1"], ["合計 2社"]],
        [["企業名", "所在地"], ["企業名", "所在地"], ["😀🚀", "😀"], ["﷽" * 30, "大田区蒲田5-1-1"]],
        [["企業名", "法人番号"], ["架空精機", corporate_number(1)]],
        [["企業名", "都道府県", "市区町村", "町名", "番地"], ["架空精機", "東京都", "大田区", "蒲田五丁目", "1番1号"]],
        [["会社名", "緯度", "経度", "住所"], ["架空精機", "inf", "nan", "大田区蒲田5-1-1"]],
    ],
)
def test_odd_lists_never_crash_and_say_the_same_twice(towns, saved, tmp_path, lines):
    path = saved(as_csv(lines, "utf-8").getvalue())
    for name in ("first", "second"):
        call_command("import_companies", path, basis="register", report=tmp_path / name)
    numbers = [[cells[0] for _line, cells in read_table(tmp_path / name).rows()] for name in ("first", "second")]
    outcomes = {line[1] for line in report_lines(tmp_path / "second")}
    assert numbers[0] == numbers[1]
    assert outcomes <= {"unchanged", "refused"}
