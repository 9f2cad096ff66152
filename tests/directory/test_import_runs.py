"""A list at the desk: taken in, tried, imported, reported, taken back."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone, translation

from core.tables import TableError
from directory import import_words
from directory.importing import runs, storing, working
from directory.importing.runs import NotNow
from directory.models import Company, ImportedFacts, ImportLine, ImportRun, Membership, Process, Proposal
from tests.directory.lists import as_csv, as_xlsx, corporate_number, row, table
from tests.factories import UserFactory

State = ImportRun.State


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "imports"


def receive(*rows, write=as_csv, basis="consent", source="名簿"):
    return runs.receive(write(table(*rows)), name="名簿.csv", by=None, basis=basis, source=source)


def after(run):
    """The run as it is when everything that was asked for is done."""
    while runs.work_off():
        continue
    run.refresh_from_db()
    return run


def checked(*rows, **options):
    run = receive(*rows, **options)
    runs.request_check(run)
    return after(run)


def imported(*rows, **options):
    run = checked(*rows, **options)
    runs.request_start(run)
    return after(run)


def undone(run):
    runs.request_undo(run)
    return after(run)


def everything():
    companies = Company.objects.order_by("pk").prefetch_related("fields", "processes", "near")
    return [
        {name: value for name, value in vars(company).items() if name[0] != "_" and name != "updated_at"}
        | {name: sorted(getattr(company, name).values_list("pk", flat=True)) for name in ("fields", "processes")}
        | {"near": sorted(company.near.values_list("station", "rank", "minutes"))}
        for company in companies
    ]


def report(run):
    return list(runs.lines(run).values_list("line", "outcome", "reasons", "slug"))


def test_an_upload_is_kept_where_nobody_else_can_read_it(towns, folder):
    run = receive(row(1))
    [path] = folder.iterdir()
    assert (path.name, path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (run.stored, 0o600, 0o700)
    assert not str(path).startswith(str(settings.MEDIA_ROOT))
    assert (run.state, run.kind, run.name, len(run.digest)) == (State.UPLOADED, "list", "名簿.csv", 64)
    assert "名簿" not in path.name


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"a,b\n1,2\n", b"\x00" * 100])
def test_what_is_no_list_leaves_nothing_behind(towns, folder, tmp_path, content):
    path = tmp_path / "sent"
    path.write_bytes(content)
    with path.open("rb") as file, pytest.raises(TableError):
        runs.receive(file, name="x", by=None, basis="consent", source="")
    assert (list(folder.iterdir()), ImportRun.objects.count()) == ([], 0)


def test_a_list_that_is_too_large_leaves_nothing_behind(towns, folder, monkeypatch):
    monkeypatch.setattr(storing, "MAX_FILE", 100)
    with pytest.raises(TableError, match="ファイルが大きすぎます"):
        receive(row(1))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_every_column_is_shown_with_samples_and_what_it_was_recognised_as(towns, write):
    run = receive(*(row(number) for number in range(1, 6)), write=write)
    columns = {column.header: column for column in runs.columns_of(run)}
    assert (columns["電話番号"].target, columns["備考"].target) == ("phone", "")
    assert columns["企業名"].samples == ["㈱架空1精機", "㈱架空2精機", "㈱架空3精機"]
    assert dict(runs.targets())["phone"] == "電話番号"
    assert {column.target for column in columns.values()} - {""} <= dict(runs.targets()).keys()


def test_staff_say_what_a_column_is(towns):
    run = receive(row(1, 備考="ばねの店", 事業内容="受付は三階"))
    index = {column.header: column.index for column in runs.columns_of(run)}
    runs.correct_columns(run, {index["備考"]: "tagline", index["事業内容"]: ""})
    targets = {column.header: column.target for column in runs.columns_of(run)}
    assert (targets["備考"], targets["事業内容"]) == ("tagline", "")
    runs.request_check(run)
    runs.request_start(after(run))
    after(run)
    company = Company.objects.get()
    assert (company.tagline, company.story) == ("ばねの店", "")


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"企業名": ""}, "企業名の列と、所在地（または町名、法人番号）の列を選んでください。"),
        ({"備考": "password"}, "知らない列の意味が選ばれています。"),
        ({999: "phone"}, "ファイルにない列が選ばれています。"),
    ],
)
def test_columns_that_cannot_be_are_refused_in_a_sentence(towns, mapping, sentence):
    run = receive(row(1))
    index = {column.header: column.index for column in runs.columns_of(run)}
    with pytest.raises(ValueError) as refused:
        runs.correct_columns(run, {index.get(column, column): target for column, target in mapping.items()})
    assert str(refused.value) == sentence
    assert ImportRun.objects.get().columns == {}


def test_a_dry_run_says_what_the_real_one_says_and_writes_nothing(towns):
    rows = row(1), row(2, 企業名=""), row(1, 電話番号="03-3000-1111"), row(3, 電話番号="内線")
    run = checked(*rows)
    said = report(run)
    assert (run.state, run.counts, run.stage) == (State.CHECKED, {"created": 2, "refused": 1, "unchanged": 1}, "")
    assert Company.objects.count() == 0
    runs.request_start(run)
    after(run)
    assert report(run) == said
    assert (run.state, run.counts) == (State.DONE, {"created": 2, "refused": 1, "unchanged": 1})
    assert [line[:2] for line in said] == [(2, "created"), (3, "refused"), (4, "unchanged"), (5, "created")]
    assert [line.line for line in runs.lines(run, "refused")] == [3]


def test_the_dry_run_of_many_batches_says_what_the_real_one_says(towns, monkeypatch):
    monkeypatch.setattr("directory.importing.planning.BATCH", 2)
    rows = [
        row(1, 法人番号="", 電話番号=""),
        row(2),
        row(3),
        row(1, 法人番号=""),
        row(1),
        row(2, 従業員数="99"),
        row(1),
    ]
    run = checked(*rows)
    said = report(run)
    assert [line[1] for line in said] == [
        "created", "created", "created", "updated", "updated", "unchanged", "unchanged",
    ]  # fmt: skip
    runs.request_start(run)
    assert report(after(run)) == said


def test_nothing_can_be_asked_out_of_turn(towns):
    run = receive(row(1))
    for ask in (runs.request_start, runs.request_undo):
        with pytest.raises(NotNow):
            ask(run)
    runs.request_check(run)
    with pytest.raises(NotNow):
        runs.request_check(run)
    after(run)
    runs.request_start(run)
    after(run)
    for ask in (runs.request_start, runs.request_check):
        with pytest.raises(NotNow):
            ask(run)


def test_a_run_that_breaks_is_told_in_a_sentence(db):
    run = receive(row(1))
    runs.request_check(run)
    after(run)
    assert (run.state, run.error.startswith("町丁目と分野がまだありません。")) == (State.FAILED, True)
    runs.request_check(run)


def test_one_run_at_a_time_and_only_by_who_has_the_lease(towns):
    first, second = receive(row(1)), receive(row(2))
    for run in (first, second):
        runs.request_check(run)
    held = working._claim()
    assert (held.run, runs.work_off()) == (first, False)
    ImportRun.objects.update(touched_at=timezone.now() - working.LEASE)
    assert runs.work_off()
    with pytest.raises(working.LeaseLost):
        held.renew()


def kill_after(monkeypatch, batches):
    """Let the worker die after so many batches."""
    monkeypatch.setattr("directory.importing.planning.BATCH", 2)
    seen = []

    def pause(lease):
        seen.append(lease)
        if len(seen) == batches:
            raise KeyboardInterrupt

    monkeypatch.setattr(working.Lease, "pause", pause)
    with pytest.raises(KeyboardInterrupt):
        runs.work_off()
    monkeypatch.setattr(working.Lease, "pause", lambda lease: None)


def test_a_run_whose_worker_was_killed_is_completed_by_the_next(towns, monkeypatch):
    rows = [row(number) for number in range(1, 8)] + [row(1, 従業員数="99")]
    run = checked(*rows)
    said = report(run)
    runs.request_start(run)
    kill_after(monkeypatch, 2)
    assert (Company.objects.count(), run.lines.count()) == (4, 4)
    assert runs.work_off() is False
    ImportRun.objects.update(touched_at=timezone.now() - timedelta(minutes=2, seconds=1))
    assert report(after(run)) == said
    assert (run.state, Company.objects.count()) == (State.DONE, 7)


def test_an_undo_whose_worker_was_killed_is_completed_by_the_next(towns, monkeypatch):
    run = imported(*(row(number) for number in range(1, 8)))
    monkeypatch.setattr("directory.importing.undoing.BATCH", 2)
    runs.request_undo(run)
    kill_after(monkeypatch, 2)
    assert Company.objects.count() == 3
    ImportRun.objects.update(touched_at=timezone.now() - timedelta(minutes=3))
    assert (after(run).state, Company.objects.count()) == (State.UNDONE, 0)


def test_a_process_that_is_asked_to_end_leaves_the_run_to_the_next_at_once(towns, monkeypatch):
    run = receive(row(1), row(2))
    runs.request_check(run)
    monkeypatch.setattr("notices.clock.Stopping.asked", True)
    assert runs.work_off()
    monkeypatch.setattr("notices.clock.Stopping.asked", False)
    assert after(run).state == State.CHECKED


def test_undoing_puts_everything_back(ward, folder):
    imported(row(1), row(2, 電話番号=""), row(3))
    before, memory = everything(), list(ImportedFacts.objects.order_by("company").values("company", "values"))
    run = imported(
        row(1, 企業名="（株）架空1精機", 主な加工="溶接", 所在地="大田区下丸子2-3-4"),
        row(2, 従業員数="35", 募集="新卒、夜間"),
        row(4),
        row(5),
        row(5, 電話番号="03-3000-1111"),
    )
    assert Company.objects.count() == 5
    assert undone(run).state == State.UNDONE
    assert everything() == before
    assert list(ImportedFacts.objects.order_by("company").values("company", "values")) == memory
    assert run.stored == ""
    assert len(list(folder.iterdir())) == 1
    assert len(report(run)) == 5
    with pytest.raises(NotNow):
        runs.request_undo(run)


def test_a_list_can_be_imported_anew_after_undoing(towns):
    undone(imported(row(1)))
    assert imported(row(1)).counts == {"created": 1}


@pytest.mark.parametrize(
    "change",
    [
        lambda company: Company.objects.filter(pk=company.pk).update(phone="0330009999"),
        lambda company: Company.objects.filter(pk=company.pk).update(hidden=True),
        lambda company: company.processes.add(Process.objects.get(name="溶接")) or company.save(),
        lambda company: Membership.objects.create(company=company, user=UserFactory()),
        lambda company: company.save_revision(),
        lambda company: imported(row(1, 従業員数="77")),
    ],
)
def test_what_was_changed_since_cannot_be_undone(towns, change):
    run = imported(row(1), row(2))
    company = Company.objects.order_by("pk").first()
    change(company)
    before = everything()
    with pytest.raises(NotNow, match="変えられた企業（1社: 株式会社架空1精機）があるため"):
        runs.request_undo(run)
    assert [blocker.company for blocker in runs.undo_blockers(run)] == [company]
    assert everything() == before


def test_a_company_that_is_gone_keeps_its_run_from_being_undone(towns):
    run = imported(row(1), row(2))
    Company.objects.first().delete()
    with pytest.raises(NotNow, match="消されたか統合された企業（1社）があるため"):
        runs.request_undo(run)


def test_a_change_while_undoing_stops_it_before_the_batch(towns, monkeypatch):
    run = imported(row(1))
    runs.request_undo(run)
    Company.objects.update(employees=99)
    after(run)
    assert (run.state, Company.objects.get().employees) == (State.FAILED, 99)
    assert run.error == "取り込みのあとで変えられた企業があるため、途中で止めました。"
    with pytest.raises(NotNow):
        runs.request_start(run)


def test_undoing_takes_proposals_back_and_brings_older_ones_again(towns):
    imported(row(1))
    Company.objects.update(employees=25)
    imported(row(1, 従業員数="31"))
    second = imported(row(1, 従業員数="32"))
    assert list(Proposal.objects.values_list("value", "run")) == [(32, second.pk)]
    undone(second)
    assert [value for (value,) in Proposal.objects.values_list("value")] == [31]
    assert ImportedFacts.objects.get().values["employees"] == 31


def test_the_file_goes_thirty_days_after_the_run_ended(towns, folder):
    run = imported(row(1))
    ended = ImportRun.objects.get().touched_at
    assert runs.erase_old(ended + timedelta(days=29)) == 0
    assert runs.erase_old(ended + timedelta(days=30)) == 1
    assert runs.erase_old(ended + timedelta(days=30)) == 0
    run.refresh_from_db()
    assert (run.stored, list(folder.iterdir()), run.lines.count()) == ("", [], 1)
    with pytest.raises(TableError, match="ファイルはもう消してあります。"):
        runs.columns_of(run)


def test_an_upload_that_no_run_knows_goes_after_a_day(towns, folder):
    run = receive(row(1))
    stray = folder / "stray"
    stray.write_bytes(b"x")
    old = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(stray, (old, old))
    os.utime(folder / run.stored, (old, old))
    assert runs.erase_old(timezone.now()) == 1
    assert [path.name for path in folder.iterdir()] == [run.stored]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_line_of_which_something_became_a_proposal_is_found_whatever_the_language(towns, language):
    imported(row(1), row(2))
    Company.objects.filter(corporate_number=corporate_number(1)).update(employees=25)
    newer = (row(1, 従業員数="31"), row(2, 従業員数="31"))
    with translation.override(language):
        runs_in_it = [checked(*newer), imported(*newer)]
    for run in runs_in_it:
        assert [line.line for line in import_words.lines(run, import_words.PROPOSED)] == [2]


def test_lines_name_whom_they_speak_of_where_no_company_can(towns):
    rows = row(1), row(2, 所在地="東京都港区芝1-1", 企業名="架空 港"), row(3, 企業名="架" * 130)
    named = list(checked(*rows).lines.values_list("outcome", "name", "address"))
    assert named == [
        ("created", "㈱架空1精機", "東京都大田区蒲田５－2－１４"), ("refused", "架空 港", "東京都港区芝1-1"),
        ("refused", "架" * 120, "東京都大田区蒲田５－4－１４"),
    ]  # fmt: skip
    written = imported(*rows).lines.values_list("outcome", "name", "address")
    assert list(written) == [("created", "", ""), *named[1:]]


def test_whom_lines_name_goes_when_the_run_is_taken_back(towns):
    run = undone(imported(row(1), row(2, 所在地="東京都港区芝1-1")))
    assert set(run.lines.values_list("name", "address")) == {("", "")}


@pytest.mark.parametrize(
    ("rows", "repeated"), [((row(1), row(2), row(1)), [4]), ((row(1), row(1, 設立=""), row(2)), [3]), ((row(1),), [])]
)
def test_a_line_about_a_company_that_the_list_has_named_is_known(towns, rows, repeated):
    for run in (checked(*rows), imported(*rows), imported(*rows)):
        assert [line.line for line in import_words.lines(run, import_words.REPEATED)] == repeated
        shown = import_words.shown(import_words.lines(run, import_words.ALL))
        assert [line["line"] for line in shown if line["label"] == "表の中の重複"] == repeated


def test_lines_remember_nothing_of_a_dry_run(towns):
    checked(row(1))
    assert not ImportLine.objects.filter(before__isnull=False).exists()
    assert not ImportLine.objects.filter(after__isnull=False).exists()
