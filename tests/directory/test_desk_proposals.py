"""The desk's page of proposals: what a list says beside what people wrote, taken or left."""

import pytest

from directory.models import ImportRun, Proposal
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory, StaffFactory
from tests.queries import queries_of

PATH = "/desk/proposals/"


@pytest.fixture
def run(db):
    return ImportRun.objects.create(
        name="令和八年.xlsx",
        basis="register",
        source="架空名簿",
        state="done",
        started_by=StaffFactory(email="maeda@example.com"),
    )


def proposal(run, company=None, field="tagline", value="表のひとこと", **changes):
    company = company or CompanyFactory(tagline="人のひとこと")
    return Proposal.objects.create(company=company, run=run, field=field, value=value, **changes)


def text_of(answer):
    return answer.content.decode()


def state_of(row):
    row.refresh_from_db()
    return row.state, row.company.__class__.objects.get(pk=row.company_id).tagline


def test_both_values_stand_side_by_side_with_the_list_they_come_from(staff, run):
    proposal(run)
    page = text_of(staff.get(PATH))
    for text in ("人のひとこと", "表のひとこと", "ひとこと", "令和八年.xlsx", "maeda@example.com", "未決 1件"):
        assert text in page


@pytest.mark.parametrize(
    ("field", "now", "value", "shown"),
    [
        ("phone", "+81350000001", "+81350000002", ("03-5000-0001", "03-5000-0002")),
        ("opening_mode", "free", "enquiry", ("自由", "要相談")),
        ("employees", 20, 35, ("20", "35")),
        ("recruiting", ["evening"], ["new-graduate", "internship"], ("夜間", "新卒、インターン")),
        ("scholarship", False, True, ("いいえ", "はい")),
        ("story", "", "一行目\n<b>二行目</b>", ("空", "一行目<br>&lt;b&gt;二行目&lt;/b&gt;")),
        (
            "address",
            "大田区蒲田5-1",
            {"address": "大田区蒲田5-2", "town": None, "block": "2"},
            ("大田区蒲田5-1", "大田区蒲田5-2"),
        ),
    ],
)
def test_every_kind_of_value_is_shown_in_words(staff, run, field, now, value, shown):
    proposal(run, CompanyFactory(**{field: now}), field, value)
    page = text_of(staff.get(PATH))
    cells = [part.split("</td>")[0] for part in page.split('class="value"')[1:]]
    assert [text in cell for text, cell in zip(shown, cells, strict=True)] == [True, True]


def test_words_of_the_vocabularies_are_shown_by_name(staff, run):
    old, new = FieldFactory(name="医療"), FieldFactory(name="宇宙")
    proposal(run, CompanyFactory(fields=[old]), "fields", [new.pk, 999_999])
    page = text_of(staff.get(PATH))
    assert (page.count("医療"), page.count("宇宙")) == (1, 1)


def test_taking_writes_the_value_of_the_list(staff, run):
    row = proposal(run)
    answer = staff.post(PATH, {"take": row.pk}, follow=True)
    assert state_of(row) == ("taken", "表のひとこと")
    assert row.decided_by == staff.user
    assert "1件を採用しました" in text_of(answer)


def test_leaving_keeps_what_people_wrote(staff, run):
    row = proposal(run)
    answer = staff.post(PATH, {"leave": row.pk}, follow=True)
    assert state_of(row) == ("left", "人のひとこと")
    assert "1件を見送りました" in text_of(answer)
    assert "決めることはありません。" in text_of(answer)


def test_several_are_decided_at_once(staff, run):
    rows = [proposal(run) for _ in range(3)]
    staff.post(PATH, {"chosen": "take", "proposal": [rows[0].pk, rows[2].pk]})
    assert [state_of(row)[0] for row in rows] == ["taken", "open", "taken"]


def test_a_button_of_one_decides_that_one_alone_whatever_is_ticked(staff, run):
    one, ticked = proposal(run), proposal(run)
    staff.post(PATH, {"leave": one.pk, "proposal": [ticked.pk]})
    assert [state_of(row)[0] for row in (one, ticked)] == ["left", "open"]


def test_what_another_has_decided_meanwhile_stays_decided(staff, run):
    row = proposal(run, state="left")
    answer = staff.post(PATH, {"take": row.pk}, follow=True)
    assert state_of(row) == ("left", "人のひとこと")
    assert "ほかの人がもう決めました" in text_of(answer)


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"chosen": "take"},
        {"chosen": "burn", "proposal": "1"},
        {"proposal": "1"},
        {"take": "x"},
        {"take": "9" * 40},
        {"chosen": "take", "proposal": ["x", "9" * 40, "\x00"]},
        {"chosen": "take", "proposal": "１" * 5},
    ],
)
def test_nothing_chosen_changes_nothing_and_says_so(staff, run, posted):
    row = proposal(run)
    answer = staff.post(PATH, posted, follow=True)
    assert answer.status_code == 200
    assert len(list(answer.context["messages"])) == 1
    assert state_of(row)[0] == "open"


def test_the_list_is_narrowed_by_company_field_and_import(staff, run):
    other = ImportRun.objects.create(name="別の表.csv", basis="consent", state="done")
    company = CompanyFactory(name="株式会社架空ねじ")
    here = proposal(run, company), proposal(run, company, "english_name", "Kakuu Neji")
    there = proposal(other)
    for query, found in (
        ({"company": "ねじ"}, here),
        ({"company": "㈱架空ねじ"}, here),
        ({"field": "english_name"}, here[1:]),
        ({"company": "ねじ", "field": "tagline"}, here[:1]),
        ({"run": other.pk}, (there,)),
        ({"company": "どこにもない"}, ()),
    ):
        page = staff.get(PATH, query)
        assert [row.pk for row in page.context["rows"]] == [row.pk for row in found], query
    assert "この条件にあてはまる提案はありません。" in text_of(page)


def test_deciding_comes_back_to_the_same_filter(staff, run):
    row = proposal(run)
    answer = staff.post(f"{PATH}?field=tagline", {"take": row.pk})
    assert answer.headers["Location"] == f"{PATH}?field=tagline"


@pytest.mark.parametrize("query", [{"field": "pk"}, {"run": "x"}, {"run": "9" * 40}, {"company": "x" * 200}])
def test_a_filter_that_cannot_be_understood_shows_none(staff, run, query):
    proposal(run)
    page = staff.get(PATH, query)
    assert (page.status_code, page.context["rows"]) == (400, [])


def test_decided_ones_are_not_shown(staff, run):
    proposal(run, state="taken")
    page = text_of(staff.get(PATH))
    assert "表のひとこと" not in page
    assert "決めることはありません。" in page


def test_two_hundred_cost_as_many_queries_as_one(staff, run):
    words = {"fields": [FieldFactory()], "processes": [ProcessFactory()]}
    costs = []
    for rows in (1, 199):
        for _ in range(rows):
            company = CompanyFactory(**words)
            proposal(run, company, "fields", [words["fields"][0].pk])
        costs.append(len(queries_of(lambda: staff.get(PATH))))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("person", "status"), [("visitor", 302), ("owner", 403), ("editor", 403), ("staff_password_only", 302)]
)
def test_nobody_else_decides(request, run, person, status):
    row = proposal(run)
    client = request.getfixturevalue(person)
    assert client.get(PATH).status_code == status
    assert client.post(PATH, {"take": row.pk}).status_code == status
    assert state_of(row) == ("open", "人のひとこと")
