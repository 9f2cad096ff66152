"""The directory as a file: who takes it says why, and what was taken is logged."""

import csv
import io

import pytest
from openpyxl import load_workbook

from directory.exporting import HEADER
from directory.models import Company
from privacy.models import ExportLog
from tests.factories import CompanyFactory
from tests.queries import queries_of

PATH = "/desk/companies/export/"


def body(answer):
    return b"".join(answer.streaming_content)


@pytest.fixture
def companies(db):
    """One that everybody sees and one that nobody sees: the ward's own copy has both."""
    return [CompanyFactory(phone="+81350000001"), CompanyFactory(basis=Company.Basis.REGISTER, name="=1+1 精機")]


def test_csv_opens_by_double_click_and_has_every_company(staff, companies):
    content = body(staff.post(PATH, {"why": "名簿の更新", "format": "csv"}))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == HEADER
    assert [row[HEADER.index("企業名")] for row in rows[1:]] == [companies[0].name, "'=1+1 精機"]


def test_xlsx_has_the_same_rows(staff, companies):
    book = load_workbook(io.BytesIO(body(staff.post(PATH, {"why": "集計・分析", "format": "xlsx"}))))
    rows = list(book.active.values)
    assert (list(rows[0]), len(rows), book.properties.subject) == (HEADER, 3, "集計・分析")
    assert rows[1][HEADER.index("電話番号")] == "03-5000-0001"


def test_who_took_it_for_what_is_logged_before_it_leaves(staff, companies):
    answer = staff.post(PATH, {"why": "そのほか", "note": "新聞の連絡", "format": "csv"})
    log = ExportLog.objects.get()
    assert (log.user, log.actor, log.what, log.purpose, log.format, log.rows) == (
        staff.user, "shokuin@example.com", "companies", "新聞の連絡", "csv", 2,
    )  # fmt: skip
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "posted",
    [{}, {"why": ""}, {"why": "そのほか"}, {"why": "売るため"}, {"why": "名簿の更新", "format": "csv-cp932"}, {"why": "そのほか", "note": "\x00"}],
)  # fmt: skip
def test_without_a_purpose_nothing_leaves(staff, companies, posted):
    answer = staff.post(PATH, {"format": "csv"} | posted)
    assert answer.status_code == 400
    assert "入力を確認してください" in answer.content.decode()
    assert not ExportLog.objects.exists()


def test_the_page_warns_of_personal_data(staff, companies):
    page = staff.get(PATH).content.decode()
    assert "名簿の2社を" in page
    assert "使い終わったら消してください。" in page


def test_the_file_costs_the_same_queries_for_one_company_and_for_three(staff, db):
    costs = []
    for more in (1, 2):
        for _ in range(more):
            CompanyFactory()
        costs.append(len(queries_of(lambda: body(staff.post(PATH, {"why": "名簿の更新", "format": "csv"})))))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("person", "status"), [("visitor", 302), ("owner", 403), ("editor", 403), ("staff_password_only", 302)]
)
def test_nobody_else_takes_it(request, companies, person, status):
    answer = request.getfixturevalue(person).post(PATH, {"why": "名簿の更新", "format": "csv"})
    assert answer.status_code == status
    assert not ExportLog.objects.exists()
