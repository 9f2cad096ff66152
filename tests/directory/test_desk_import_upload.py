"""A file that staff drop at the desk: taken as a list, or refused with what to do next."""

import io

import pytest
from django.test import Client

from core.tables import MAX_FILE
from directory.models import Company, ImportRun
from tests.directory.desk_steps import PATH, address, receive, sent, text_of
from tests.directory.lists import as_csv, row, table

pytestmark = pytest.mark.usefixtures("ward")


def test_a_list_leads_to_its_columns(staff):
    answer = staff.post(PATH, sent(as_csv(table(row(1))), name="企業名簿.csv", basis="open", source=" 架空　データ "))
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == address(run, "columns/")
    assert (run.name, run.basis, run.source, run.state) == ("企業名簿.csv", "open", "架空 データ", "uploaded")
    assert run.started_by == staff.user
    assert not Company.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ファイルが空です。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "（.xls）などのファイルは読めません。"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600,
            "パスワードを外して保存し直してください。",
        ),
        (b"%PDF-1.7 " + b"x" * 600, "CSVでもExcelブック（.xlsx）でもないファイルです。"),
        ("氏名,点数\r\n見本,3\r\n".encode(), "「企業名」と「所在地」の列がある表にしてください。"),
        (b"\x00\x00\x00\x00", "ファイル"),
    ],
    ids=["empty", "xls", "password", "pdf", "no header", "zeros"],
)
def test_what_is_no_list_is_refused_with_what_to_do(staff, content, sentence):
    answer = staff.post(PATH, sent(io.BytesIO(content)))
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"file": ""}, "ファイルを選んでください。"),
        ({"basis": ""}, "載せてよい根拠を選んでください。"),
        ({"basis": "rumour"}, "正しく選択してください"),
        ({"basis": "register"}, "どの名簿・データか、名前を書いてください。"),
        ({"source": "x" * 121}, "120文字までで入力してください。"),
        ({"source": "a\x00b"}, "使えない文字が入っています。"),
    ],
)
def test_form_says_what_is_missing(staff, changes, sentence):
    answer = staff.post(PATH, sent(as_csv(table(row(1))), **changes))
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert not ImportRun.objects.exists()


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(staff):
    body = io.BytesIO(b"x" * 1000)
    answer = staff.generic("POST", PATH, body.read(), "multipart/form-data; boundary=x", CONTENT_LENGTH=MAX_FILE * 2)
    assert answer.status_code == 413
    assert "50 MBまで" in text_of(answer)
    assert answer.wsgi_request._read_started is False


def test_a_forged_form_is_refused(staff):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = staff.cookies
    answer = strict.post(PATH, sent(as_csv(table(row(1)))))
    assert answer.status_code == 403
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "name", ["‮txt.csv", "x" * 300 + ".csv", "<script>alert(1)</script>.csv", "🔩.csv", "../../etc.csv"]
)
def test_any_name_of_a_file_is_shown_as_text(staff, name):
    run = receive(staff, row(1), name=name)
    assert len(run.name) <= 200
    for path in (PATH, address(run), address(run, "columns/")):
        page = staff.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in text_of(page)
