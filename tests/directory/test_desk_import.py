"""The desk's way of a list into the directory: columns, dry run, import, report, undo."""

import csv
import io

import pytest
from openpyxl import load_workbook

from directory.importing import runs
from directory.models import Company, ImportRun, Membership
from tests.directory.desk_steps import (
    PATH,
    REFUSED,
    address,
    as_recognised,
    checked,
    imported,
    receive,
    sent,
    text_of,
)
from tests.directory.lists import as_csv, row
from tests.factories import TourFactory, UserFactory
from tests.queries import queries_of

pytestmark = pytest.mark.usefixtures("ward")

# Columns


def test_every_column_is_shown_with_samples_and_its_meaning(staff):
    page = staff.get(address(receive(staff, row(1), row(2)), "columns/"))
    shown = {column.header: (list(column.samples), field.value()) for column, field in page.context["columns"]}
    assert shown["企業名"] == (["㈱架空1精機", "㈱架空2精機"], "name")
    assert shown["代表者名"][1] in ("", None)
    text = text_of(page)
    assert text.count("この列は読みません") == sum(not meaning for _samples, meaning in shown.values())
    assert text.count("この列で試し読みする") == 1


def test_a_corrected_column_is_read_as_staff_say(staff):
    lines = [["お名前", "企業名", "所在地"], ["架空精機", "機械加工の会社", "東京都大田区蒲田5-1-1"]]
    staff.post(PATH, sent(as_csv(lines)))
    run = ImportRun.objects.get()
    page = staff.get(address(run, "columns/"))
    staff.post(address(run, "columns/"), as_recognised(page) | {"column_0": "name", "column_1": "story"})
    runs.work_off()
    staff.post(address(run, "start/"))
    runs.work_off()
    company = Company.objects.get()
    assert (company.name, company.story) == ("架空精機", "機械加工の会社")


def test_a_correction_stands_when_staff_come_back_to_the_columns(staff):
    run = receive(staff, row(1))
    columns = address(run, "columns/")
    first = as_recognised(staff.get(columns))
    unused = next(name for name, meaning in first.items() if not meaning)
    staff.post(columns, first | {unused: "story"})
    runs.work_off()
    again = as_recognised(staff.get(columns))
    assert again == first | {unused: "story"}
    other = next(name for name, meaning in first.items() if not meaning and name != unused)
    staff.post(columns, again | {other: "tagline"})
    runs.work_off()
    assert as_recognised(staff.get(columns)) == again | {other: "tagline"}


def test_a_list_without_a_name_column_cannot_be_checked(staff):
    run = receive(staff, row(1))
    columns = address(run, "columns/")
    sent_back = dict.fromkeys(as_recognised(staff.get(columns)), "")
    answer = staff.post(columns, sent_back, follow=True)
    assert "企業名の列と、所在地（または町名、法人番号）の列を選んでください。" in text_of(answer)
    run.refresh_from_db()
    assert run.state == "uploaded"


@pytest.mark.parametrize("meaning", ["pk", "x" * 5_000, "‮"])
def test_a_meaning_that_there_is_not_is_refused(staff, meaning):
    run = receive(staff, row(1))
    columns = address(run, "columns/")
    answer = staff.post(columns, as_recognised(staff.get(columns)) | {"column_0": meaning})
    assert (answer.status_code, ImportRun.objects.get().state) == (400, "uploaded")


# Dry run


def test_the_dry_run_counts_and_writes_nothing(staff):
    run = checked(staff)
    page = staff.get(address(run))
    counted = {outcome.value: outcome.rows for outcome in page.context["choices"]}
    assert counted == {
        "created": 2, "updated": 0, "unchanged": 0, "refused": 1, "noted": 0, "proposed": 0, "repeated": 0, "all": 3,
    }  # fmt: skip
    assert "新規2社・更新0社を取り込む" in text_of(page)
    assert not Company.objects.exists()


def test_refused_lines_stand_first_with_line_and_reason(staff):
    page = staff.get(address(checked(staff)))
    assert [(line.line, bool(line.reasons)) for line in page.context["page"]] == [(4, True)]
    assert "企業名: 名前がありません。" in text_of(page)


def test_a_refused_line_shows_whom_it_names_and_where(staff):
    page = text_of(staff.get(address(checked(staff, row(1, 企業名="架空港精機", 所在地="東京都港区芝1-2-3")))))
    for text in ("架空港精機", "東京都港区芝1-2-3", "大田区の住所ではありません。"):
        assert page.count(text) == 1


def test_lines_with_something_to_heed_are_found(staff):
    run = checked(staff, row(1), row(2, 電話番号="内線"), row(3, 企業名=""))
    assert [line.line for line in staff.get(address(run), {"outcome": "noted"}).context["page"]] == [3]


def test_an_updated_line_says_what_it_changes(staff):
    imported(staff, row(1, 主な加工="旋盤", 認証=""), row(2))
    newer = row(1, 従業員数="31", 主な加工="溶接", 認証="", 事業内容="長" * 50, 所在地="大田区蒲田5-9-9")
    page = staff.get(address(imported(staff, newer, row(2))), {"outcome": "all"})
    assert [line["changes"] for line in page.context["lines"]] == [
        [
            "紹介：最短三日で届けます。 → " + "長" * 39 + "…",
            "所在地：東京都大田区蒲田五丁目2-14 → 東京都大田区蒲田五丁目9-9", "従業員数：20 → 31", "加工：旋盤 → 溶接",
        ],
        [],
    ]  # fmt: skip


@pytest.mark.parametrize(("asked", "lines"), [("created", [2, 3]), ("all", [2, 3, 4]), ("updated", [])])
def test_lines_are_filtered_by_outcome(staff, asked, lines):
    page = staff.get(address(checked(staff)), {"outcome": asked})
    assert [line.line for line in page.context["page"]] == lines


@pytest.mark.parametrize("asked", ["nothing", "x" * 1000, "'"])
def test_an_unknown_outcome_is_ignored_with_a_word(staff, asked):
    page = staff.get(address(checked(staff)), {"outcome": asked})
    assert "すべての行を出しています" in text_of(page)
    assert len(page.context["page"]) == 3


def test_lines_come_a_hundred_to_a_page(staff):
    run = checked(staff, *(row(number) for number in range(120)))
    assert [len(staff.get(address(run), {"outcome": "all", "page": page}).context["page"]) for page in (1, 2)] == [
        100,
        20,
    ]


def test_the_page_asks_again_until_the_clock_has_done_its_work(staff):
    run = receive(staff, row(1))
    columns = address(run, "columns/")
    staff.post(columns, as_recognised(staff.get(columns)))
    page = text_of(staff.get(address(run)))
    assert (page.count("<progress"), page.count('hx-trigger="every 2s"')) == (1, 1)
    fragment = staff.get(address(run, "progress/"))
    assert "HX-Refresh" not in fragment.headers
    assert "<html" not in text_of(fragment)
    runs.work_off()
    assert staff.get(address(run, "progress/")).headers["HX-Refresh"] == "true"
    assert "<progress" not in text_of(staff.get(address(run)))


def test_a_poll_costs_next_to_nothing(staff):
    run = receive(staff, row(1))
    columns = address(run, "columns/")
    staff.post(columns, as_recognised(staff.get(columns)))
    assert len(queries_of(lambda: staff.get(address(run, "progress/")))) <= 4


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_report_leaves_as_a_file(staff, kind):
    answer = staff.get(address(checked(staff), f"report.{kind}"))
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    else:
        rows = [
            ["" if cell is None else str(cell) for cell in line]
            for line in load_workbook(io.BytesIO(content)).active.values
        ]
    assert rows[0] == ["行", "企業名", "所在地", "結果", "理由・注意", "ページ"]
    assert [line[:4] for line in rows[1:]] == [
        ["2", "㈱架空1精機", "東京都大田区蒲田５－2－１４", "新規"], ["3", "㈱架空2精機", "東京都大田区蒲田５－3－１４", "新規"],
        ["4", "", "東京都大田区蒲田５－10－１４", "取り込まない"],
    ]  # fmt: skip
    assert "企業名: 名前がありません。" in rows[3][4]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_there_is_no_other_kind_of_report(staff):
    assert staff.get(address(checked(staff), "report.exe")).status_code == 404


# Import


def test_the_import_writes_what_the_dry_run_said(staff):
    run = imported(staff)
    assert (run.state, Company.objects.count()) == ("done", 2)
    page = text_of(staff.get(address(run)))
    assert "この取り込みを取り消す" in page
    assert "取り込むと、こうなります" not in page


def test_a_double_click_starts_one_run(staff):
    run = checked(staff)
    answers = [staff.post(address(run, "start/")) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [address(run)] * 2
    runs.work_off()
    assert staff.post(address(run, "start/"), follow=True).status_code == 200
    runs.work_off()
    assert Company.objects.count() == 2


def test_going_back_to_the_columns_of_a_finished_import_changes_nothing(staff):
    run = imported(staff)
    answer = staff.get(address(run, "columns/"), follow=True)
    assert answer.redirect_chain == [(address(run), 302)]
    staff.post(address(run, "columns/"), {"column_0": "name"})
    run.refresh_from_db()
    assert (run.state, Company.objects.count()) == ("done", 2)


def test_two_lists_at_once_are_both_taken_in(staff):
    first, second = receive(staff, row(1)), receive(staff, row(2))
    for run in (first, second):
        staff.post(address(run, "columns/"), as_recognised(staff.get(address(run, "columns/"))))
    runs.work_off()
    runs.work_off()
    for run in (first, second):
        staff.post(address(run, "start/"))
    runs.work_off()
    runs.work_off()
    assert set(ImportRun.objects.values_list("state", flat=True)) == {"done"}
    assert Company.objects.count() == 2


def test_a_run_that_was_never_checked_cannot_start(staff):
    run = receive(staff, row(1))
    answer = staff.post(address(run, "start/"), follow=True)
    assert len(list(answer.context["messages"])) == 1
    runs.work_off()
    assert not Company.objects.exists()


def test_the_done_page_leads_to_companies_that_wait_for_a_place(staff):
    run = imported(staff, row(1, 所在地=""), row(2))
    page = text_of(staff.get(address(run)))
    assert "まだ表示していない企業が1社" in page
    assert "/desk/places/" in page


# Undo


def test_undo_names_what_will_happen_and_does_it(staff):
    run = imported(staff)
    page = text_of(staff.get(address(run, "undo/")))
    assert "新しく入った2社は、名簿から消えます。" in page
    staff.post(address(run, "undo/"))
    runs.work_off()
    run.refresh_from_db()
    assert (run.state, Company.objects.count()) == ("undone", 0)
    assert "取り込む前にもどっています" in text_of(staff.get(address(run)))


def test_undo_says_which_companies_are_in_the_way(staff):
    run = imported(staff)
    Company.objects.filter(name__contains="架空1").update(tagline="人が書いた")
    page = text_of(staff.get(address(run, "undo/")))
    assert "株式会社架空1精機" in page
    assert "取り込みのあとで変わった項目：ひとこと" in page
    assert "前の名簿にもどす" not in page
    staff.post(address(run, "undo/"))
    runs.work_off()
    assert Company.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        (lambda company: TourFactory(company=company), ["この企業を使っているもの：工場見学"]),
        (lambda company: Membership.objects.create(company=company, user=UserFactory()), ["この企業を使っているもの：企業の担当者"]),
        (lambda company: company.save_revision(), ["「ページの編集」で人が手を入れています。"]),
        (
            lambda company: Company.objects.update(lat=35.57, town=None, phone="", hidden=True, sort_key="ア"),
            ["取り込みのあとで変わった項目：地図の位置、電話番号、非表示"],
        ),
        (lambda company: Company.objects.update(address="x", lat=None, lon=None), ["取り込みのあとで変わった項目：所在地"]),
    ],
)  # fmt: skip
def test_undo_says_of_each_company_why_it_is_in_the_way(staff, change, reasons):
    run = imported(staff, row(1))
    change(Company.objects.get())
    [(company, shown)] = staff.get(address(run, "undo/")).context["blockers"]
    assert (company, [set(reason.replace("：", "、").split("、")) for reason in shown]) == (
        Company.objects.get(), [set(reason.replace("：", "、").split("、")) for reason in reasons],
    )  # fmt: skip


def test_undo_names_a_newer_list_as_the_reason(staff):
    run = imported(staff, row(1))
    Company.objects.update(employees=25)
    imported(staff, row(1, 従業員数="31"))
    Company.objects.update(employees=20)
    [(_company, reasons)] = staff.get(address(run, "undo/")).context["blockers"]
    assert reasons == ["別の取り込みで新しくなった項目：従業員数"]


def test_undo_names_fifty_companies_and_counts_the_rest(staff):
    run = imported(staff, *(row(number) for number in range(1, 53)))
    Company.objects.update(tagline="人が書いた")
    page = staff.get(address(run, "undo/"))
    assert len(page.context["blockers"]) == 50
    assert "ほか2社" in text_of(page)


def test_undo_twice_is_once(staff):
    run = imported(staff)
    for _ in range(2):
        staff.post(address(run, "undo/"))
    runs.work_off()
    assert staff.post(address(run, "undo/"), follow=True).status_code == 200
    assert Company.objects.count() == 0


# The list of runs


def test_past_runs_say_what_who_and_when(staff):
    imported(staff, row(1), REFUSED)
    page = text_of(staff.get(PATH))
    for text in ("list.csv", "取り込み済み", "新規 1", "取り込まない 1", "企業同意", "shokuin@example.com"):
        assert text in page


def test_without_any_run_the_page_says_so(staff):
    assert "まだ何も取り込んでいません。" in text_of(staff.get(PATH))


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/columns/", "{pk}/undo/"])
def test_pages_cost_the_same_for_one_line_and_for_three(staff, path):
    costs = []
    for rows in ([row(1)], [row(2), row(3), row(4)]):
        run = imported(staff, *rows) if "undo" in path else checked(staff, *rows)
        costs.append(len(queries_of(lambda run=run: staff.get(PATH + path.format(pk=run.pk)))))
    assert costs[0] == costs[1]


# Who


@pytest.mark.parametrize("part", ["", "columns/", "progress/", "start/", "undo/", "report.csv"])
@pytest.mark.parametrize(
    ("person", "status"), [("visitor", 302), ("owner", 403), ("editor", 403), ("staff_password_only", 302)]
)
def test_nobody_else_touches_a_run(request, staff, person, status, part):
    run = checked(staff)
    client = request.getfixturevalue(person)
    assert client.get(address(run, part)).status_code == status
    assert client.post(address(run, part)).status_code == status
    run.refresh_from_db()
    assert run.state == "checked"


@pytest.mark.parametrize("part", ["", "columns/", "progress/", "undo/", "report.csv"])
@pytest.mark.parametrize("pk", [0, 999, 10**40])
def test_a_run_that_there_is_not_is_a_404(staff, pk, part):
    assert staff.get(f"{PATH}{pk}/{part}").status_code == 404
