"""The office's way with a list: drop the file, correct a column, try, import, read the report, take it back."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_access import violations
from tests.directory.lists import corporate_number

pytestmark = pytest.mark.browser
HEADER = ["番号札", "企業名", "所在地", "ひとくち", "法人番号", "覚え書き"]
NAMES = ["あおぞら試作所", "みかづき研磨", "ことり精工"]
WORKS_WITHIN = 60_000  # milliseconds; the clock of the site looks once in a few seconds


@pytest.fixture(scope="module")
def list_of_three(tmp_path_factory):
    """Three invented companies and a line without a name; a column that nobody can recognise holds their taglines."""
    text = io.StringIO()
    rows = [
        [str(n), name, f"東京都大田区蒲田5-{n}-14", f"{name}のひとこと", corporate_number(900 + n), ""]
        for n, name in enumerate(NAMES, 1)
    ]
    csv.writer(text).writerows([HEADER, *rows, ["4", "", "東京都大田区蒲田5-9-9", "", "", "名なし"]])
    path = tmp_path_factory.mktemp("lists") / "架空の企業.csv"
    path.write_bytes(text.getvalue().encode("cp932"))
    return path


def drop(page, path):
    """What the browser hears when somebody lets a file fall onto the area."""
    handle = page.evaluate_handle(
        """([bytes, name]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], name));
            return carried;
        }""",
        [list(path.read_bytes()), path.name],
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": handle})


def look(page, faults):
    """Note what is wrong with the page at this step, on a desk and on a phone."""
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        faults.append((page.url, violations(page), steps.overflow(page)))
    page.set_viewport_size(DESKTOP)


def test_the_way_of_a_list_from_the_file_to_taking_it_back(at_the_desk, site, list_of_three):
    page, faults = at_the_desk.new_page(), []
    page.goto(f"{site.url}/desk/")
    page.get_by_role("link", name="Excel・CSVから取り込む").click()
    look(page, faults)
    drop(page, list_of_three)
    expect(page.locator("[data-drop-said]")).to_contain_text("架空の企業.csv")
    page.get_by_label("企業同意").check()
    page.get_by_role("button", name="列を確かめる").click()

    look(page, faults)
    assert page.locator("tr.unused th").all_inner_texts() == ["番号札", "ひとくち", "覚え書き"]
    page.get_by_role("combobox", name="ひとくち").select_option("tagline")
    page.get_by_role("button", name="この列で試し読みする").click()

    start = page.get_by_role("button", name="新規3社・更新0社を取り込む")
    expect(start).to_be_visible(timeout=WORKS_WITHIN)
    look(page, faults)
    expect(page.get_by_role("cell", name="企業名: 名前がありません。")).to_be_visible()
    start.click()

    undo = page.get_by_role("link", name="この取り込みを取り消す")
    expect(undo).to_be_visible(timeout=WORKS_WITHIN)
    look(page, faults)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    report = list(csv.reader(download.value.path().read_text("utf-8-sig").splitlines()))
    assert [line[0] for line in report[1:]] == ["2", "3", "4", "5"]
    page.get_by_role("link", name="すべての行").click()
    page.get_by_role("link", name=NAMES[0]).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAMES[0])
    page.go_back()

    undo.click()
    look(page, faults)
    page.get_by_role("button", name="取り消して、前の名簿にもどす").click()
    expect(page.get_by_text("名簿は取り込む前にもどっています。")).to_be_visible(timeout=WORKS_WITHIN)
    look(page, faults)
    page.goto(f"{site.url}/desk/proposals/")
    look(page, faults)
    page.goto(f"{site.url}/desk/companies/export/")
    look(page, faults)
    assert [fault for fault in faults if fault[1:] != ([], 0)] == []
    page.close()


def test_without_javascript_the_same_way_is_open(at_the_desk, chromium, site, list_of_three):
    context = chromium.new_context(
        viewport=PHONE, java_script_enabled=False, locale="ja-JP", storage_state=at_the_desk.storage_state()
    )
    page = context.new_page()
    page.goto(f"{site.url}/desk/import/")
    page.set_input_files("input[type=file]", list_of_three)
    page.get_by_label("企業同意").check()
    page.get_by_role("button", name="列を確かめる").click()
    page.get_by_role("button", name="この列で試し読みする").click()
    again, start = page.get_by_role("link", name="いまの様子を見る"), page.get_by_role("button", name="を取り込む")
    for _ in range(60):
        if start.count():
            break
        if again.count():
            page.wait_for_timeout(500)
            again.click()
    expect(start).to_be_visible()
    assert steps.overflow(page) == 0
    context.close()
