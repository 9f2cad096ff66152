"""The ward's way: sign in, open the list of attendees, take it to Excel."""

import csv

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP

pytestmark = pytest.mark.browser
LIST = "/desk/events/machikoba-fair/attendees/"


def take_out(page, format_label):
    page.get_by_role("link", name="この一覧をファイルに出す").click()
    page.get_by_label("目的").select_option("当日の受付")
    page.get_by_label(format_label).check()
    with page.expect_download() as download:
        page.get_by_role("button", name="目的を記録して").click()
    return download.value


def test_list_on_screen_is_the_list_in_excel(at_the_desk, site, tmp_path):
    page = at_the_desk.new_page()
    page.goto(f"{site.url}{LIST}")
    columns = page.locator("main thead th").all_inner_texts()
    people = int(page.locator("main [role=status]").inner_text().split("人")[0])
    download = take_out(page, "Excelブック")
    download.save_as(tmp_path / "list.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "list.xlsx").active.iter_rows(values_only=True))
    assert list(rows[0]) == columns
    assert len(rows) == people + 1
    assert "当日の受付" in download.suggested_filename


def test_csv_opens_in_excel_by_double_click(at_the_desk, site, tmp_path):
    page = at_the_desk.new_page()
    page.goto(f"{site.url}{LIST}?state=confirmed")
    people = int(page.locator("main [role=status]").inner_text().split("人")[0])
    take_out(page, "CSV（UTF-8").save_as(tmp_path / "list.csv")
    content = (tmp_path / "list.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.reader(content.decode("utf-8-sig").splitlines()))) == people + 1


def test_visitor_is_sent_to_sign_in(visit):
    window = visit(DESKTOP)
    window.open(LIST)
    expect(window.page).to_have_url(f"{window.url}/sign-in/?next={LIST}")


def test_password_alone_does_not_open_the_cms(visit):
    window = visit(DESKTOP)
    window.open("/cms/login/")
    assert "/sign-in/" in window.page.url
