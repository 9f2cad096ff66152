"""The tax agency's file: it renames and closes what the directory has, and brings nothing new."""

import io
from datetime import date

import pytest
from django.core.management import call_command

from core.japanese import name_key
from directory.importing import import_list, runs
from directory.models import Company, Proposal
from tests.directory.lists import as_csv, corporate_number, report_lines, row, table

WIDTH = 30


def line(serial, name="株式会社架空１精機", **changes):
    cells = [""] * WIDTH
    given = {
        0: str(serial), 1: corporate_number(serial), 2: "01", 3: "0", 4: "2026-10-01", 5: "2026-09-28", 6: name, 8: "301",
        9: "東京都", 10: "大田区", 11: "蒲田５丁目２－１４", 13: "13", 14: "111", 15: "1440052", 22: "2015-10-05", 23: "1", 29: "0",
    }  # fmt: skip
    for index, value in (given | {int(key[1:]): value for key, value in changes.items()}).items():
        cells[index] = value
    return cells


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def register(*lines, encoding="utf-8"):
    return as_csv(list(lines), encoding)


def receive(file):
    return runs.receive(file, name="13_tokyo.csv", by=None, basis="register", source="国税庁")


def imported(*lines, **options):
    run = receive(register(*lines, **options))
    for ask in (runs.request_check, runs.request_start):
        ask(run)
        runs.work_off()
        run.refresh_from_db()
    return run


def said(run):
    return list(runs.lines(run).values_list("outcome", "reasons"))


@pytest.fixture
def company(towns):
    import_list(as_csv(table(row(1), row(2, フリガナ=""))), name="名簿", basis="register")
    return Company.objects.get(corporate_number=corporate_number(1))


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-8-sig"])
def test_the_file_is_known_by_its_content(company, encoding):
    run = receive(register(line(1), line(2), encoding=encoding))
    columns = runs.columns_of(run)
    assert (run.kind, len(columns), columns[1].header, columns[6].target) == ("tax", 30, "法人番号", "name")
    runs.correct_columns(run, {})
    with pytest.raises(ValueError, match="列は決まっているため"):
        runs.correct_columns(run, {1: "phone"})


def test_a_list_with_thirty_columns_is_no_register(towns):
    wide = [[*cells, *[f"列{number}" for number in range(WIDTH - len(cells))]] for cells in table(row(1))]
    assert receive(as_csv(wide, "utf-8")).kind == "list"


def test_names_of_the_same_spelling_change_nothing_and_other_firms_are_not_brought(company):
    run = imported(line(1), line(7, "株式会社工場でない"))
    assert said(run) == [
        ("unchanged", ""),
        ("unchanged", "この法人番号の企業は登録がないため、何もしていません。"),
    ]
    assert Company.objects.count() == 2


def test_other_wards_old_entries_and_hidden_ones_are_counted_and_not_told(company):
    run = imported(line(1), line(3, _14="112"), line(4, _13="14"), line(5, _23="0"), line(6, _29="1"))
    assert (len(said(run)), run.counts) == (1, {"unchanged": 1, "skipped": 4})


def test_a_new_name_is_taken_and_the_page_keeps_its_address(company):
    slug = company.slug
    run = imported(line(1, "株式会社ＡＢＣ　精機", _24="ABC Seiki Co.", _28="エービーシーセイキ"))
    company.refresh_from_db()
    assert said(run) == [("updated", "名称が「株式会社架空1精機」から変わりました。")]
    assert (company.name, company.name_key, company.slug, company.english_name, company.kana) == (
        "株式会社ABC 精機", "abc精機 株式会社", slug, "ABC Seiki Co.", "カクウセイキ",
    )  # fmt: skip


def test_readings_fill_blanks_only(company):
    imported(line(2, "株式会社架空２精機", _28="カクウニセイキ"))
    other = Company.objects.get(corporate_number=corporate_number(2))
    assert (other.kana, other.sort_key) == ("カクウニセイキ", "カクウニセイキ")


def test_the_wards_own_list_with_the_old_name_goes_on_finding_the_company(company):
    imported(line(1, "株式会社新名精機"))
    report = import_list(as_csv(table(row(1, 従業員数="31"))), name="名簿", basis="register")
    company.refresh_from_db()
    assert [(found.outcome.value, found.reasons) for found in report.rows] == [
        ("updated", ["いまの名前は「株式会社新名精機」です。名前は変えていません。"])
    ]
    assert (company.name, company.employees, Company.objects.count()) == ("株式会社新名精機", 31, 2)


def test_a_name_that_people_changed_is_left_to_them(company):
    Company.objects.filter(pk=company.pk).update(name="株式会社カクウ", name_key=name_key("株式会社カクウ"))
    run = imported(line(1, "株式会社新名精機"))
    company.refresh_from_db()
    assert said(run) == [("unchanged", "企業名は手で直してあるため、提案にしました。")]
    assert (company.name, Proposal.objects.get().value) == ("株式会社カクウ", "株式会社新名精機")


def test_what_is_closed_is_hidden_and_never_deleted(company):
    successor = Company.objects.get(corporate_number=corporate_number(2))
    run = imported(line(1, _18="2026-03-31", _19="11", _20=successor.corporate_number))
    company.refresh_from_db()
    assert (company.hidden, company.closed_on) == (True, date(2026, 3, 31))
    assert said(run) == [
        (
            "updated",
            "登記が2026-03-31に閉鎖されたため（合併による解散など）、非表示にしました。"
            f"承継先: 株式会社架空2精機 {successor.corporate_number}。",
        )
    ]
    assert [outcome for outcome, _reason in said(imported(line(1, _18="2026-03-31", _19="11")))] == ["unchanged"]


def test_staff_may_show_a_closed_company_again(company):
    imported(line(1, _18="2026-03-31", _19="01"))
    Company.objects.filter(pk=company.pk).update(hidden=False)
    imported(line(1, _18="2026-03-31", _19="01"))
    company.refresh_from_db()
    assert company.hidden is False


def test_the_register_can_be_taken_back(company):
    before = Company.objects.values().get(pk=company.pk)
    run = imported(line(1, "株式会社新名精機", _18="2026-03-31", _19="01", _24="New"))
    runs.request_undo(run)
    runs.work_off()
    after = Company.objects.values().get(pk=company.pk)
    assert {**after, "updated_at": None} == {**before, "updated_at": None}


@pytest.mark.parametrize(
    ("changes", "outcome", "reason"),
    [
        ({"_18": "9999-99-99"}, "refused", "登記記録の閉鎖等年月日: 日付として読めないため、使っていません。"),
        ({"_1": "1234567890123"}, "refused", "法人番号: 検査用数字が合わないため、使っていません。"),
        ({"_6": ""}, "unchanged", ""),
    ],
)
def test_dirt_has_its_outcome(company, changes, outcome, reason):
    assert said(imported(line(2, "株式会社架空２精機"), line(1, **changes)))[1] == (outcome, reason)


def test_the_command_reads_it_too(company, tmp_path, capsys):
    path = tmp_path / "13.csv"
    path.write_bytes(register(line(1, "株式会社新名精機"), line(3, _14="112")).getvalue())
    call_command("import_companies", path, basis="register", report=tmp_path / "report.csv")
    assert [cells[:2] for cells in report_lines(tmp_path / "report.csv")] == [["1", "updated"]]
    assert "区の外などのため読み飛ばした行: 1" in capsys.readouterr().out


def test_a_register_of_another_prefecture_only_is_read_and_brings_nothing(company):
    assert imported(line(3, _13="14")).counts == {"skipped": 1}


def test_the_file_may_be_empty_of_use_but_not_of_sense(towns):
    assert receive(io.BytesIO(register(line(1)).getvalue())).kind == "tax"
