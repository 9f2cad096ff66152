"""The ward's own copy: what is exported comes back as it was."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from core.tables import read_table
from desk.demo.building import build_demo
from directory.exporting import HEADER, company_rows
from directory.importing import import_list
from directory.importing.columns import meaning_of
from directory.models import Company, Field, Process, Proposal, Town
from tests.directory.lists import as_csv, row, table
from tests.factories import CompanyFactory
from tests.queries import queries_of


@pytest.fixture
def directory(ward):
    """Companies as lists, people and the address search leave them."""
    lines = [
        row(1), row(2, 法人番号="", 緯度="35.5617", 経度="139.7181"), row(3, 所在地="大田区架空町9-9-9"), row(4, 見学受入="不可"),
        row(5, 事業内容="'=1+1", 設立="", 従業員数=""), row(6, 資本金="1億円", 業種コード="24", 募集="新卒", 奨学金返還支援="○"),
    ]  # fmt: skip
    import_list(as_csv(table(*lines)), basis="register", named_source="公開名簿2026")
    town = Town.objects.get(name="蒲田五丁目")
    CompanyFactory(
        name="株式会社手書き", slug="tegaki", corporate_number=None, kana="テガキ", town=town, block="架空ビル",
        address="大田区蒲田 架空ビル隣", lat=35.5612, lon=139.7163, match_level="manual", machines="旋盤（A、B）\nフライス盤",
        certificates="ISO 9001（2019年3月）", products="治具、ほか\n試作品", story="一行目\n\n二行目、=続き", facts=["small"],
        recruiting=["evening"], confirmed_on=date(2026, 4, 1), source="本人", fields=[Field.objects.first()],
        processes=list(Process.objects.all()[:3]),
    )  # fmt: skip
    Company.objects.filter(kana="カクウセイキ", employees=None).update(hidden=True, closed_on=date(2026, 3, 31))


def exported():
    return [list(cells) for cells in company_rows()]


def written(tmp_path, format):
    path = tmp_path / f"companies.{format}"
    call_command("export_companies", out=path, format=format)
    return path


def everything():
    return [
        {name: value for name, value in vars(company).items() if name[0] != "_" and name != "updated_at"}
        for company in Company.objects.order_by("pk")
    ]


def test_every_header_means_to_the_import_what_it_holds():
    meanings = [meaning_of(header)[0] for header in HEADER]
    assert len(set(meanings)) == len(HEADER)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_export_changes_nothing_in_the_same_directory(directory, tmp_path, format):
    before = everything()
    report = import_list(written(tmp_path, format), basis="consent")
    assert {line.outcome.value for line in report.rows} == {"unchanged"}
    assert (everything(), Proposal.objects.count()) == (before, 0)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_export_fills_an_empty_directory_with_the_same(directory, tmp_path, format):
    before, path = exported(), written(tmp_path, format)
    Company.objects.all().delete()
    import_list(path, basis="consent")
    assert exported() == before


ADDRESSES = [
    "大田区蒲田五丁目0番（架空）", "東京都大田区蒲田5-1-2(架空)", "東京都大田区蒲田5-1-2 架空ビル3階", "大田区蒲田5丁目1番2号 第2架空ビル（旧館）201号室",
    "東京都大田区蒲田5-1-2-201", "〒144-0052 東京都大田区蒲田五丁目（架空の場所）", "大田区架空町1-2 架空ハイツ101",
]  # fmt: skip


@pytest.fixture
def buildings_in_addresses(ward):
    """Companies whose people have written brackets, buildings and rooms behind the number."""
    town = Town.objects.get(name="蒲田五丁目")
    for serial, address in enumerate(ADDRESSES):
        CompanyFactory(
            name=f"架空{serial}", slug=f"a-{serial}", town=town, address=address, building="", postal_code=""
        )
    CompanyFactory(
        name="架空別棟", slug="b", town=town, address=ADDRESSES[2], building="別棟（2階）", postal_code="1440052"
    )


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_building_within_the_address_is_not_told_twice(buildings_in_addresses, tmp_path, format):
    before, path, rows = everything(), written(tmp_path, format), exported()
    assert {line.outcome.value for line in import_list(path, basis="consent").rows} == {"unchanged"}
    assert everything() == before
    Company.objects.all().delete()
    import_list(path, basis="consent")
    assert exported() == rows


def test_a_list_that_writes_the_very_address_adds_no_building(ward):
    town = Town.objects.get(name="蒲田五丁目")
    CompanyFactory(name="架空精機", town=town, block="1-2", address=ADDRESSES[3], building="", postal_code="")
    report = import_list(as_csv([["企業名", "所在地"], ["架空精機", ADDRESSES[3]]]), basis="consent")
    assert ([line.outcome.value for line in report.rows], Company.objects.get().building) == (["unchanged"], "")


def test_what_people_wrote_in_their_own_way_stays_so(ward, tmp_path):
    own = {
        "name": "㈱ｶｸｳ　精機", "kana": "カブシキガイシャカクウ", "english_name": "Ｋａｋｕ", "tagline": "ﾊﾞﾈの店", "building": "第２ﾋﾞﾙ（旧館）",
    }  # fmt: skip
    CompanyFactory(**own)
    report = import_list(written(tmp_path, "xlsx"), basis="consent")
    assert ([line.reasons for line in report.rows], Company.objects.values(*own).get()) == ([[]], own)


def test_the_demo_comes_back_as_it_was(ward, tmp_path):
    build_demo()
    before = everything()
    report = import_list(written(tmp_path, "xlsx"), basis="consent")
    assert ({line.outcome.value for line in report.rows}, len(report.rows)) == ({"unchanged"}, 120)
    assert everything() == before


def test_a_line_cannot_be_firmer_than_what_staff_said_of_the_whole_list(directory, tmp_path):
    path = written(tmp_path, "csv")
    Company.objects.all().delete()
    import_list(path, basis="open")
    assert set(Company.objects.values_list("basis", flat=True)) == {"open"}


def test_hidden_companies_stay_hidden(directory, tmp_path):
    path = written(tmp_path, "csv")
    hidden = set(Company.objects.filter(hidden=True).values_list("slug", flat=True))
    Company.objects.all().delete()
    import_list(path, basis="consent")
    assert (len(hidden), set(Company.objects.filter(hidden=True).values_list("slug", flat=True))) == (2, hidden)


def test_formulas_are_guarded_in_the_file(directory, tmp_path):
    story = HEADER.index("紹介")
    cells = [cells[story] for _line, cells in read_table(written(tmp_path, "csv")).rows()]
    assert "'=1+1" in cells


def test_the_command_counts_and_refuses_in_a_sentence(directory, tmp_path, capsys):
    written(tmp_path, "csv")
    assert capsys.readouterr().out == "企業 7社を書きました。\n"
    with pytest.raises(CommandError, match="ファイルを書けません。"):
        call_command("export_companies", out=tmp_path / "no" / "x.csv")


def test_exporting_takes_as_many_queries_for_all_as_for_one(directory):
    assert len(queries_of(exported)) == 3
