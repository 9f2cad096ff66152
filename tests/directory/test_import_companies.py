"""What becomes of a list's lines: the outcomes that the ward was promised."""

from datetime import date

import pytest

from directory.importing import import_list
from directory.importing.cleaning import CLEANERS
from directory.models import Company, Process, Town
from tests.directory.lists import as_csv, as_xlsx, corporate_number, row, table
from tests.factories import CompanyFactory
from tests.queries import queries_of

LATER = {
    "紹介（英語）": "Trial pieces, too.", "主力製品": "ばね、治具", "フリガナ": "カクウコウギョウ", "英語表記": "Kakuu Industries", "キャッチコピー": "ばねの店", "事業内容": "試作もどうぞ。",
    "電話番号": "03-3000-0764", "ホームページ": "new.example.jp", "設立": "1971年", "従業員数": "31名", "主な設備": "平面研削盤",
    "認証": "ISO9001",
}  # fmt: skip
FILES = {"csv": as_csv, "xlsx": as_xlsx}


def run(*rows, basis="register", write=as_csv, **options):
    return import_list(write(table(*rows)), name="名簿.csv", basis=basis, **options)


def outcomes(report):
    return [(line.outcome.value, line.reasons) for line in report.rows]


def test_a_company_is_written_with_all_the_list_says_and_nothing_personal(ward):
    report = run(row(1))
    company = Company.objects.get()
    assert outcomes(report) == [("created", [])]
    assert report.rows[0].slug == company.slug == "kakuseiki"
    assert report.unused_columns == ("代表者名", "FAX番号", "メールアドレス", "備考")
    assert {
        "number": company.corporate_number, "name": company.name, "key": company.name_key, "kana": company.kana,
        "sort": company.sort_key, "post": company.postal_code, "address": company.address, "town": company.town.name,
        "block": company.block, "level": company.match_level, "phone": str(company.phone), "site": company.site,
        "founded": company.founded, "employees": company.employees, "machines": company.machines,
        "story": company.story, "mode": company.opening_mode, "source": company.source, "basis": company.basis,
        "fields": [word.name for word in company.fields.all()],
        "processes": [word.name for word in company.processes.all()],
        "near": [near.station.name for near in company.near.all()],
    } == {
        "number": corporate_number(1), "name": "株式会社架空1精機", "key": "架空1精機 株式会社", "kana": "カクウセイキ",
        "sort": "カクウセイキ", "post": "1440052", "address": "東京都大田区蒲田五丁目2-14", "town": "蒲田五丁目",
        "block": "2-14", "level": "chome", "phone": "03-3000-0763", "site": "https://f0000.example.jp",
        "founded": 1963, "employees": 20, "machines": "NC旋盤\n三次元測定機",
        "story": "最短三日で届けます。", "mode": "booking", "source": "", "basis": "register",
        "fields": ["医療・福祉"],
        "processes": ["旋盤", "ばね"],
        "near": ["蒲田", "京急蒲田", "蓮沼"],
    }  # fmt: skip


def test_a_later_list_overwrites_everything_that_it_says(ward):
    run(row(1))
    run(row(1, **LATER))
    company = Company.objects.get()
    assert {name: str(getattr(company, name)) for name in CLEANERS} == {
        "kana": "カクウコウギョウ", "english_name": "Kakuu Industries", "tagline": "ばねの店", "story": "試作もどうぞ。",
        "phone": "03-3000-0764", "site": "https://new.example.jp", "founded": "1971", "employees": "31",
        "machines": "平面研削盤", "certificates": "ISO9001", "story_en": "Trial pieces, too.", "products": "ばね\n治具",
    }  # fmt: skip


# What is planted → outcome, reason, and the fields in which the company differs from a clean one.
PLANTS = {
    "no name": ({"企業名": ""}, "refused", "企業名: 名前がありません。", None),
    "out of ward": (
        {"所在地": "神奈川県川崎市川崎区殿町3-25-10"}, "refused", "所在地: 大田区の住所ではありません。", None,
    ),
    "bad check digit": (
        {"法人番号": "1234567890123"}, "created", "法人番号: 検査用数字が合わないため、番号なしとしました。",
        {"corporate_number": None},
    ),
    "bad telephone": (
        {"電話番号": "内線のみ"}, "created", "電話番号: 電話番号として読めないため、入れていません。", {"phone": ""},
    ),
    "script as address": (
        {"ホームページ": "javascript:alert(1)"}, "created",
        "ホームページ: ホームページのアドレスとして使えないため、入れていません。", {"site": ""},
    ),
    "unknown word": (
        {"分野": "深海資源、半導体"}, "created", "分野: 「深海資源」は登録のない語のため、入れていません。", {},
    ),
    "very long text": (
        {"事業内容": "あ" * 5001}, "created", "事業内容: 5,000文字を超えているため、入れていません。", {"story": ""},
    ),
    "point swapped": (
        {"緯度": "139.718", "経度": "35.561"}, "created", "緯度・経度: 逆になっているため、住所から求めました。",
        {"match_level": "chome", "lat": 35.561768},
    ),
    "point outside": (
        {"緯度": "35.170915", "経度": "136.881537"}, "created", "緯度・経度: 区の外の地点のため、住所から求めました。",
        {"match_level": "chome", "lat": 35.561768},
    ),
    "unknown town": (
        {"所在地": "東京都大田区架空町9-9-9"}, "created",
        "所在地: 町がわからないため、地図に置けません。職員が場所を決めるまで非表示です。",
        {"hidden": True, "lat": None, "match_level": "", "town": None},
    ),
    "unreadable": (
        {"事業内容": "双輪\ufffd製作所"}, "created", "事業内容: 文字化けしているため、入れていません。", {"story": ""},
    ),
    "half a point": (
        {"緯度": "35.561"}, "created", "緯度・経度: そろっていないため、使っていません。", {"match_level": "chome"},
    ),
    "point in words": (
        {"緯度": "北", "経度": "東"}, "created", "緯度・経度: 数字として読めないため、使っていません。", {"match_level": "chome"},
    ),
    "point of its own": ({"緯度": "35.5617", "経度": "139.7181"}, "created", "", {"match_level": "block", "lat": 35.5617}),
    "control character": ({"事業内容": "届けます。\x0b続き\x00"}, "created", "", {"story": "届けます。続き"}),
    "half-width kana": ({"フリガナ": "ｿｳﾘﾝｾｲｻｸｼｮ"}, "created", "", {"kana": "ソウリンセイサクショ"}),
    "formula": ({"事業内容": '=HYPERLINK("x")'}, "created", "", {"story": '=HYPERLINK("x")'}),
    "markup": ({"事業内容": "<script>x</script>"}, "created", "", {"story": "<script>x</script>"}),
    "our own guard": ({"事業内容": "'=1+1"}, "created", "", {"story": "=1+1"}),
}  # fmt: skip


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
@pytest.mark.parametrize("plant", PLANTS)
def test_dirt_has_its_promised_outcome(towns, plant, write):
    changes, outcome, reason, fields = PLANTS[plant]
    if "\ufffd" in str(changes):
        report = import_list(as_csv(table(row(1, **changes)), "utf-8"), name="名簿", basis="register")
    else:
        report = run(row(1, **changes), write=write)
    assert outcomes(report) == [(outcome, [reason] if reason else [])]
    company = Company.objects.first()
    assert (company and {name: getattr(company, name) for name in fields}) == fields


def test_a_number_that_another_company_holds_is_refused_within_the_list_and_against_the_directory(towns):
    first, second = row(1), row(2, 法人番号=corporate_number(1))
    assert outcomes(run(first, second)) == [
        ("created", []),
        ("refused", [f"法人番号: {corporate_number(1)} は2行目の別の企業「株式会社架空1精機」の番号です。"]),
    ]
    assert outcomes(run(second)) == [
        ("refused", [f"法人番号: {corporate_number(1)} は登録済みの別の企業「株式会社架空1精機」の番号です。"])
    ]


@pytest.mark.parametrize("name", ["（株） 架空1精機", "架空１精機株式会社"])
def test_the_same_name_in_another_spelling_is_the_same_company(towns, name):
    run(row(1))
    report = run(row(1, 企業名=name))
    assert [line.outcome for line in report.rows] == ["updated"]
    assert Company.objects.get().name_key == "架空1精機 株式会社"


def test_a_line_that_stands_twice_changes_nothing(towns):
    assert outcomes(run(row(1), row(1))) == [("created", []), ("unchanged", ["2行目と同じ企業です。"])]


def test_two_lines_that_differ_do_not_overwrite_each_other_at_every_run(towns):
    lines = row(1, 電話番号=""), row(1, 従業員数="99", 電話番号="03-3000-1111", 分野="半導体")
    refused = "2行目と同じ企業です。違う値は入れていません（従業員数、分野）。"
    assert outcomes(run(*lines)) == [("created", []), ("updated", [refused])]
    company = Company.objects.get()
    assert (company.employees, str(company.phone)) == (20, "03-3000-1111")
    assert outcomes(run(*lines)) == [("unchanged", []), ("unchanged", [refused])]


def test_without_a_number_name_and_place_are_the_identity(towns):
    run(row(1, 法人番号=""))
    report = run(row(1, 法人番号="", 企業名="株式会社 架空1精機", 所在地="蒲田5丁目2番14号", 従業員数="30"))
    assert [line.outcome for line in report.rows] == ["updated"]
    assert Company.objects.get().employees == 30


def test_the_same_name_elsewhere_is_another_company(towns):
    report = run(row(1, 法人番号=""), row(1, 法人番号="", 所在地="大田区蒲田5-3-1"))
    assert [line.outcome for line in report.rows] == ["created", "created"]
    assert [line.slug for line in report.rows][0] == "kakuseiki"
    assert len({line.slug for line in report.rows}) == 2


def test_a_number_found_later_is_added_to_the_company(towns):
    run(row(1, 法人番号=""))
    assert [line.outcome for line in run(row(1)).rows] == ["updated"]
    assert Company.objects.get().corporate_number == corporate_number(1)
    assert [line.outcome for line in run(row(1, 法人番号="")).rows] == ["unchanged"]
    assert Company.objects.get().corporate_number == corporate_number(1)


def test_a_company_that_moved_is_found_by_its_number(ward):
    run(row(1))
    report = run(row(1, 所在地="東京都大田区下丸子2-3-4"))
    company = Company.objects.get()
    assert [line.outcome for line in report.rows] == ["updated"]
    assert (company.town.name, company.block, company.slug) == ("下丸子二丁目", "3-4", "kakuseiki")
    assert company.near.first().station.name == "武蔵新田"


def test_blank_cells_erase_nothing_and_what_is_left_out_neither(towns):
    run(row(1))
    blank = dict.fromkeys(("フリガナ", "電話番号", "分野", "主な加工", "見学受入", "事業内容", "郵便番号"), "")
    report = run(row(1, **blank, ホームページ="javascript:alert(1)"))
    company = Company.objects.get()
    assert [line.outcome for line in report.rows] == ["unchanged"]
    assert (company.kana, company.opening_mode, company.fields.count()) == ("カクウセイキ", "booking", 1)


def test_the_source_is_what_it_was_called_and_goes_with_the_firmest_basis(towns):
    said = []
    for basis, source in [
        ("register", ""),
        ("register", "公開名簿2026"),
        ("consent", "申込書"),
        ("open", "公開データ"),
        ("consent", ""),
    ]:
        run(row(1), basis=basis, named_source=source)
        company = Company.objects.get()
        said.append((company.basis, company.source))
    firmest = ("consent", "申込書")
    assert said == [("register", ""), ("register", "公開名簿2026"), firmest, firmest, firmest]


def test_who_has_neither_a_number_nor_consented_is_counted(towns):
    nameless = [row(1, 法人番号=""), row(2, 法人番号=""), row(3), row(4, 企業名="")]
    assert [run(*nameless, dry_run=True).unseen, run(*nameless).unseen, run(*nameless).unseen] == [2, 2, 2]
    assert run(*nameless, basis="consent").unseen == 0


def test_no_visits_is_an_answer(towns):
    run(row(1))
    assert [line.outcome for line in run(row(1, 見学受入="不可")).rows] == ["updated"]
    assert Company.objects.get().opening_mode == ""


def test_words_of_a_newer_list_replace_the_older_ones(towns):
    run(row(1))
    run(row(1, 主な加工="溶接"))
    assert list(Process.objects.filter(companies__isnull=False).values_list("name", flat=True)) == ["溶接"]


def test_a_pin_moved_by_hand_stays(towns):
    run(row(1))
    Company.objects.update(lat=35.5600, lon=139.7150, match_level=Company.MatchLevel.MANUAL)
    lines = [row(1), row(1, 緯度="35.5617", 経度="139.7181"), row(1, 所在地="大田区下丸子2-3-4")]
    reports = [run(line) for line in lines]
    company = Company.objects.get()
    assert [report.rows[0].outcome for report in reports] == ["unchanged"] * 3
    assert reports[2].rows[0].reasons == ["所在地: 地図の位置が手で直してあるため、変えていません。"]
    assert (company.lat, company.lon, company.match_level) == (35.56, 139.715, "manual")
    assert company.address == "東京都大田区蒲田五丁目2-14"


def test_a_finer_point_is_kept_when_the_same_address_comes_again(towns):
    run(row(1, 緯度="35.5617", 経度="139.7181"))
    assert [line.outcome for line in run(row(1)).rows] == ["unchanged"]
    assert Company.objects.get().match_level == "block"


def test_a_company_that_staff_have_placed_is_not_brought_again(towns):
    lost = row(1, 法人番号="", 所在地="大田区架空町9-9-9")
    run(lost)
    town = Town.objects.get(name="蒲田五丁目")
    Company.objects.update(town=town, lat=town.lat, lon=town.lon, match_level="manual", hidden=False)
    report = run(lost)
    company = Company.objects.get()
    assert [line.outcome for line in report.rows] == ["unchanged"]
    assert (company.hidden, company.town) == (False, town)


def test_what_was_hidden_stays_hidden_when_its_place_becomes_known(towns):
    run(row(1, 所在地="大田区架空町9-9-9"))
    report = run(row(1))
    company = Company.objects.get()
    assert outcomes(report) == [("updated", ["場所がわかりました。見せるには「非表示」を外してください。"])]
    assert (company.hidden, company.town.name) == (True, "蒲田五丁目")


def test_the_ground_for_showing_a_company_grows_firmer_never_weaker(towns):
    run(row(1), basis="open")
    assert [line.outcome for line in run(row(1), basis="consent").rows] == ["updated"]
    assert [line.outcome for line in run(row(1), basis="register").rows] == ["unchanged"]
    assert Company.objects.get().basis == "consent"


@pytest.mark.parametrize(("basis", "shown"), [("register", 1), ("open", 1), ("consent", 2)])
def test_without_consent_a_firm_without_number_is_shown_nowhere(towns, basis, shown):
    run(row(1), row(2, 法人番号=""), row(3, 所在地="大田区架空町9-9-9"), basis=basis)
    assert Company.objects.public().count() == shown


def test_a_dry_run_says_the_same_and_writes_nothing(towns):
    lines = [
        row(number, **changes)
        for number, (changes, *_) in enumerate(PLANTS.values(), start=1)
        if "\ufffd" not in str(changes)
    ]
    dry = run(*lines, row(1), dry_run=True)
    assert Company.objects.count() == 0
    assert list(run(*lines, row(1)).table()) == list(dry.table())


@pytest.mark.parametrize("again", [as_csv, as_xlsx])
def test_a_second_run_changes_nothing_whatever_the_kind_of_file(towns, again):
    lines = [
        row(number, **changes)
        for number, (changes, *_) in enumerate(PLANTS.values(), start=1)
        if "\ufffd" not in str(changes)
    ]
    first = run(*lines)
    before = list(Company.objects.order_by("pk").values())
    second = run(*lines, write=again)
    assert {line.outcome.value for line in second.rows} == {"unchanged", "refused"}
    assert [line.slug for line in second.rows] == [line.slug for line in first.rows]
    assert list(Company.objects.order_by("pk").values()) == before


def test_a_run_that_is_cut_off_is_completed_by_the_next(towns, monkeypatch):
    monkeypatch.setattr("directory.importing.planning.BATCH", 2)
    lines = [row(number) for number in range(1, 8)]

    def cut_off_after_two_batches(stage, done, total):
        if (stage, done) == ("write", 4):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_list(as_csv(table(*lines)), name="名簿", basis="register", tell=cut_off_after_two_batches)
    assert Company.objects.count() == 4
    report = run(*lines)
    assert [line.outcome for line in report.rows] == ["unchanged"] * 4 + ["created"] * 3
    assert Company.objects.count() == 7
    assert {company.fields.count() for company in Company.objects.all()} == {1}


def test_companies_made_elsewhere_are_found_too(towns):
    town = Town.objects.get(name="蒲田五丁目")
    made = CompanyFactory(
        name="株式会社架空1精機", town=town, block="2-14", corporate_number=None, confirmed_on=date(2026, 1, 1)
    )
    run(row(1))
    made.refresh_from_db()
    assert Company.objects.count() == 1
    assert (made.corporate_number, made.employees, made.confirmed_on) == (corporate_number(1), 20, date(2026, 1, 1))


def test_reading_a_list_takes_as_many_queries_for_three_lines_as_for_one(ward):
    def of(*lines):
        run(*lines)
        return len(queries_of(lambda: run(*lines, dry_run=True)))

    assert (of(row(1)), of(row(1), row(2), row(3))) == (12, 12)
