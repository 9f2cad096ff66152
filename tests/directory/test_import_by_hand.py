"""What people changed is theirs: a later list proposes, it does not overwrite."""

import pytest

from core.japanese import name_key
from directory import proposals
from directory.importing import import_list
from directory.models import Company, CompanyStation, FormerIdentity, ImportedFacts, Process, Proposal, Town
from directory.proposals import NotNow
from search.services import found
from tests.directory.lists import as_csv, corporate_number, row, table
from tests.factories import CompanyFactory, StaffFactory


def run(*rows, **options):
    return import_list(as_csv(table(*rows)), name="名簿.csv", **{"basis": "register"} | options)


def outcomes(report):
    return [(line.outcome.value, line.reasons) for line in report.rows]


def waiting():
    return list(Proposal.objects.filter(state="open").order_by("field").values_list("field", "value"))


def change(**values):
    Company.objects.update(**values)


def test_what_nobody_changed_is_overwritten_by_a_newer_list(towns):
    run(row(1))
    run(row(1, 従業員数="31"))
    assert (Company.objects.get().employees, waiting()) == (31, [])


def test_what_was_changed_by_hand_becomes_a_proposal_once(towns):
    run(row(1))
    change(employees=25, phone="0330009999")
    newer = row(1, 従業員数="31", 電話番号="03-3000-1111")
    reason = "電話番号、従業員数は手で直してあるため、提案にしました。"
    assert outcomes(run(newer, dry_run=True)) == [("unchanged", [reason])]
    assert waiting() == []
    assert outcomes(run(newer)) == [("unchanged", [reason])]
    assert waiting() == [("employees", 31), ("phone", "+81330001111")]
    assert outcomes(run(newer)) == [("unchanged", [])]
    company = Company.objects.get()
    assert (company.employees, str(company.phone), Proposal.objects.count()) == (25, "03-3000-9999", 2)


def test_the_same_list_again_says_nothing_about_what_was_changed_by_hand(towns):
    run(row(1))
    change(employees=25)
    assert outcomes(run(row(1))) == [("unchanged", [])]
    assert (Company.objects.get().employees, waiting()) == (25, [])


def test_what_somebody_has_emptied_stays_empty(towns):
    run(row(1))
    change(phone="")
    assert outcomes(run(row(1))) == [("unchanged", [])]
    run(row(1, 電話番号="03-3000-1111"))
    assert (str(Company.objects.get().phone), waiting()) == ("", [("phone", "+81330001111")])


def test_a_newer_list_takes_the_place_of_an_older_proposal(towns):
    run(row(1))
    change(employees=25)
    run(row(1, 従業員数="31"))
    run(row(1, 従業員数="32"))
    assert waiting() == [("employees", 32)]


def test_a_list_that_agrees_closes_the_older_proposal(towns):
    run(row(1))
    change(employees=25)
    run(row(1, 従業員数="31"))
    run(row(1, 従業員数="25"))
    assert waiting() == []
    run(row(1, 従業員数="40"))
    assert Company.objects.get().employees == 40


def test_words_address_and_name_take_part(towns):
    run(row(1))
    company = Company.objects.get()
    company.processes.set(Process.objects.filter(name="溶接"))
    company.save()
    change(
        address="東京都大田区蒲田五丁目9-9",
        block="9-9",
        name="株式会社カクウ精機",
        name_key=name_key("株式会社カクウ精機"),
    )
    report = run(row(1, 主な加工="研磨", 所在地="大田区下丸子2-3-4"))
    assert outcomes(report)[0] == (
        "unchanged",
        [
            "いまの名前は「株式会社カクウ精機」です。名前は変えていません。",
            "加工、所在地は手で直してあるため、提案にしました。",
        ],
    )
    town = Town.objects.get(name="下丸子二丁目")
    assert waiting() == [
        (
            "address",
            {
                "address": "東京都大田区下丸子二丁目3-4", "town": town.pk, "block": "3-4", "lat": town.lat, "lon": town.lon,
                "match_level": "chome",
            },
        ),
        ("processes", [Process.objects.get(name="研磨").pk]),
    ]  # fmt: skip
    assert Company.objects.get().address == "東京都大田区蒲田五丁目9-9"


def test_without_a_memory_of_lists_what_stands_there_counts_as_written_by_people(towns):
    run(row(1))
    ImportedFacts.objects.all().delete()
    assert outcomes(run(row(1))) == [("unchanged", [])]
    assert ImportedFacts.objects.get().values["employees"] == 20
    ImportedFacts.objects.all().delete()
    run(row(1, 従業員数="31", 認証="ISO9001"))
    company = Company.objects.get()
    assert (company.employees, company.certificates, waiting()) == (20, "ISO9001", [("employees", 31)])


def test_a_company_renamed_without_a_number_is_found_by_what_the_list_calls_it(towns):
    run(row(1, 法人番号=""))
    change(name="株式会社カクウ", name_key=name_key("株式会社カクウ"))
    report = run(row(1, 法人番号=""))
    assert [line.outcome for line in report.rows] == ["unchanged"]
    assert Company.objects.get().name == "株式会社カクウ"


def test_a_published_change_of_the_company_is_not_undone_by_the_draft_of_it(towns):
    run(row(1))
    company = Company.objects.get()
    company.tagline = "下書きのひとこと"
    company.save_revision()
    run(row(1, 従業員数="31", 英語表記="Kakuu"))
    draft = Company.objects.get().get_latest_revision_as_object()
    assert (draft.tagline, draft.employees, draft.english_name) == ("下書きのひとこと", 31, "Kakuu")


def proposed(**newer):
    run(row(1))
    change(employees=25, tagline="人のひとこと")
    run(row(1, **{"従業員数": "31", **newer}))
    return Proposal.objects.get(field="employees")


def test_taking_a_proposal_writes_it_and_lets_the_next_list_overwrite_it(towns):
    by = StaffFactory()
    proposal = proposed()
    proposals.decide(proposal, take=True, by=by)
    assert (proposal.state, proposal.decided_by, Company.objects.get().employees) == ("taken", by, 31)
    assert outcomes(run(row(1, 従業員数="31"))) == [("unchanged", [])]
    run(row(1, 従業員数="40"))
    assert (Company.objects.get().employees, waiting()) == (40, [])


def test_leaving_a_proposal_keeps_what_people_wrote_and_does_not_ask_again(towns):
    proposals.decide(proposed(), take=False, by=StaffFactory())
    assert outcomes(run(row(1, 従業員数="31"))) == [("unchanged", [])]
    assert (Company.objects.get().employees, waiting()) == (25, [])
    run(row(1, 従業員数="40"))
    assert waiting() == [("employees", 40)]


def test_a_proposal_is_decided_once(towns):
    proposal = proposed()
    proposals.decide(proposal, take=False, by=None)
    with pytest.raises(NotNow, match="もう決めてあります。"):
        proposals.decide(proposal, take=True, by=None)
    assert Company.objects.get().employees == 25


def test_taking_an_address_moves_the_point_the_stations_and_the_search(ward):
    run(row(1))
    change(address="東京都大田区蒲田五丁目9-9", block="9-9")
    run(row(1, 所在地="大田区下丸子2-3-4"))
    proposals.decide(Proposal.objects.get(), take=True, by=None)
    company = Company.objects.get()
    assert (company.town.name, company.block, company.match_level) == ("下丸子二丁目", "3-4", "chome")
    assert CompanyStation.objects.get(rank=1).station.name == "武蔵新田"
    assert list(found("directory.company", "下丸子二丁目")) == [company.pk]


def test_taking_words_leaves_out_those_that_are_gone(towns):
    run(row(1))
    company = Company.objects.get()
    company.processes.set(Process.objects.filter(name="溶接"))
    company.save()
    run(row(1, 主な加工="研磨、プレス"))
    Process.objects.get(name="プレス").delete()
    proposals.decide(Proposal.objects.get(), take=True, by=None)
    assert [word.name for word in Company.objects.get().processes.all()] == ["研磨"]


def test_a_number_that_another_company_has_by_now_cannot_be_taken(towns):
    run(row(1))
    proposal = Proposal.objects.create(company=CompanyFactory(), field="corporate_number", value=corporate_number(1))
    with pytest.raises(NotNow, match="別の企業のもの"):
        proposals.decide(proposal, take=True, by=None)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_open_proposals_come_company_by_company(towns):
    proposed()
    Proposal.objects.create(company=CompanyFactory(sort_key="ア"), field="tagline", value="x")
    Proposal.objects.create(company=Company.objects.last(), field="story", value="x", state="left")
    assert [proposal.field for proposal in proposals.open_proposals()] == ["tagline", "employees"]


def merged_from(survivor, **what):
    return FormerIdentity.objects.create(company=survivor, slug="gone", **what)


def test_a_list_that_names_a_merged_company_by_number_fills_blanks_of_the_survivor(towns):
    run(row(1, 電話番号=""))
    survivor = Company.objects.get()
    merged_from(survivor, corporate_number=corporate_number(2), name_key="架空2精機 株式会社")
    report = run(row(2, 従業員数="99"), row(1))
    survivor.refresh_from_db()
    assert outcomes(report) == [
        (
            "updated",
            ["いまは「株式会社架空1精機」に統合されている企業です。", "違う値は入れていません（従業員数）。"],
        ),
        ("unchanged", []),
    ]
    assert Company.objects.count() == 1
    assert (survivor.corporate_number, survivor.employees, str(survivor.phone)) == (
        corporate_number(1), 20, "03-3000-0763",
    )  # fmt: skip


@pytest.mark.parametrize("with_town", [True, False])
def test_a_list_that_names_a_merged_company_by_name_and_place_does_not_bring_it_anew(towns, with_town):
    run(row(1))
    where = {"town": Town.objects.get(name="蒲田五丁目"), "block": "3-14"} if with_town else {}
    merged_from(
        Company.objects.get(), name_key="架空2精機 株式会社", address="東京都大田区蒲田五丁目3-14" if not where else "", **where
    )  # fmt: skip
    assert [line.outcome for line in run(row(2, 法人番号="")).rows] == ["unchanged"]
    assert Company.objects.count() == 1


def test_a_new_company_does_not_take_the_address_of_a_page_that_leads_on(towns):
    run(row(1))
    FormerIdentity.objects.create(company=Company.objects.get(), slug="akatsuki")
    run(row(2, フリガナ="アカツキ"))
    assert Company.objects.get(kana="アカツキ").slug.startswith("akatsuki-")


@pytest.mark.parametrize("name", ["365", "true", "[1]", "1e5"])
def test_a_company_that_is_called_like_something_else_does_not_stop_later_lists(towns, name):
    run(row(1, 企業名=name))
    assert outcomes(run(row(1, 企業名=name), row(2))) == [("unchanged", []), ("created", [])]
