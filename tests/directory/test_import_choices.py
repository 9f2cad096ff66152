"""Values of the newer columns: capital, industry, recruiting, scholarship, facts; and the municipal list that has them."""

import pytest

from directory.importing import choices, cleaning, import_list
from directory.importing.cleaning import Unusable
from directory.importing.columns import meaning_of
from directory.models import Company
from tests.directory.lists import as_csv, corporate_number, row, table


@pytest.mark.parametrize(
    ("text", "header", "yen"),
    [
        ("1,000万円", "資本金", 10_000_000),
        ("1000万", "資本金", 10_000_000),
        ("１，０００万円", "資本金", 10_000_000),
        ("10000000", "資本金", 10_000_000),
        ("￥10,000,000", "資本金", 10_000_000),
        ("10,000,000円", "資本金", 10_000_000),
        ("1億2,000万円", "資本金", 120_000_000),
        ("1千万円", "資本金", 10_000_000),
        ("一千万円", "資本金", 10_000_000),
        ("約3百万円", "資本金", 3_000_000),
        ("10", "資本金（百万円）", 10_000_000),
        ("1,000", "資本金(万円)", 10_000_000),
        ("1.5", "資本金（億円）", 150_000_000),
        ("300", "資本金（円）", 300),
        ("1,000万円（2020年）", "資本金", 10_000_000),
    ],
)
def test_capital_is_yen(text, header, yen):
    assert cleaning.capital(text, header) == yen


@pytest.mark.parametrize(
    "text", ["1000", "非公表", "1,000万円〜2,000万円", "9" * 40, "-5", "1億億億億円" * 50, "99999億億", ""]
)
def test_capital_that_could_be_anything_is_left_out(text):
    with pytest.raises(Unusable):
        cleaning.capital(text, "資本金")


@pytest.mark.parametrize(
    ("cleaner", "text", "value"),
    [
        (choices.industry, "24", "24"),
        (choices.industry, "２４", "24"),
        (choices.industry, "E24 金属製品製造業", "24"),
        (choices.industry, "2422", "24"),
        (choices.industry, "金属製品製造業", "24"),
        (choices.industry, "金属製品", "24"),
        (choices.industry, "プラスチック製品製造業(別掲を除く)", "18"),
        (choices.recruiting, "新卒、中途", ["new-graduate", "mid-career"]),
        (choices.recruiting, "ｲﾝﾀｰﾝ可・夜間", ["internship", "evening"]),
        (choices.recruiting, "×", []),
        (choices.facts, "少人数／試作", ["prototype", "small"]),
        (choices.yes, "○", True),
        (choices.yes, "対象", True),
        (choices.yes, "対象外", False),
        (choices.opening, "見学なし", ""),
    ],
)
def test_choices_are_understood(cleaner, text, value):
    assert cleaner(text) == value


@pytest.mark.parametrize(
    ("cleaner", "text", "reason"),
    [
        (choices.industry, "建設業", "製造業の中分類（09〜32）として読めないため、入れていません。"),
        (choices.industry, "99", "製造業の中分類（09〜32）として読めないため、入れていません。"),
        (choices.recruiting, "有", "新卒・中途・インターン・夜間のどれかわからないため、入れていません。"),
        (choices.recruiting, "可", "新卒・中途・インターン・夜間のどれかわからないため、入れていません。"),
        (
            choices.recruiting,
            "ホームページで",
            "募集の内容（新卒・中途・インターン・夜間）として読めないため、入れていません。",
        ),
        (choices.facts, "老舗", "登録のない語のため、入れていません。"),
        (choices.yes, "来年から", "「はい」か「いいえ」として読めないため、入れていません。"),
    ],
)
def test_what_is_none_of_the_choices_has_its_reason(cleaner, text, reason):
    with pytest.raises(Unusable) as refused:
        cleaner(text)
    assert str(refused.value) == reason


MUNICIPAL = {
    "全国地方公共団体コード": None, "ID": None, "地方公共団体名": None, "事業所名称": "name", "事業所名称_カナ": "kana",
    "事業所名称_英字": "english_name", "法人名": "name", "法人番号": "number", "業種コード(日本標準産業分類)": "industry",
    "業種名": "industry", "加工分野": "processes", "所在地_全国地方公共団体コード": None, "町字ID": None,
    "所在地_連結表記": "address", "所在地_都道府県": "prefecture", "所在地_市区町村": "city", "所在地_町字": "town_part",
    "所在地_番地以下": "block_part", "建物名等(方書)": "building", "緯度": "lat", "経度": "lon", "電話番号": "phone",
    "連絡先メールアドレス": None, "連絡先FormURL": None, "郵便番号": "postal_code", "従業員数": "employees", "創業年": "founded",
    "資本金": "capital", "工場見学可否": "opening", "採用募集有無": "recruiting", "URL": "site", "画像": None,
    "画像_ライセンス": None, "備考": None,
}  # fmt: skip


def test_the_headers_of_the_municipal_list_are_known():
    assert {header: (meaning_of(header) or (None,))[0] for header in MUNICIPAL} == MUNICIPAL


def test_the_municipal_list_is_imported(towns):
    values = {
        "事業所名称": "架空精機 蒲田工場", "法人名": "株式会社架空精機", "法人番号": corporate_number(1),
        "業種コード(日本標準産業分類)": "24", "業種名": "金属製品製造業", "加工分野": "旋盤", "所在地_連結表記": "東京都大田区蒲田5-2-14",
        "資本金": "1,000万円", "工場見学可否": "可", "採用募集有無": "有", "創業年": "1963",
    }  # fmt: skip
    report = import_list(as_csv([list(MUNICIPAL), [values.get(header, "") for header in MUNICIPAL]]), basis="register")
    company = Company.objects.get()
    assert report.rows[0].reasons == [
        "採用募集有無: 新卒・中途・インターン・夜間のどれかわからないため、入れていません。"
    ]
    assert (company.name, company.industry, company.capital, company.opening_mode, company.founded) == (
        "架空精機 蒲田工場", "24", 10_000_000, "booking", 1963,
    )  # fmt: skip


def test_the_new_columns_of_a_list_are_written(towns):
    new = {
        "資本金": "1,000万円", "業種コード": "金属製品製造業", "募集": "新卒、夜間", "奨学金返還支援": "○", "いまの工場": "試作",
        "主力製品": "ばね、治具", "紹介（英語）": "Springs.",
    }  # fmt: skip
    report = import_list(as_csv(table(row(1, **new))), basis="register")
    company = Company.objects.get()
    assert report.rows[0].reasons == []
    assert (company.capital, company.industry, company.recruiting, company.scholarship, company.facts) == (
        10_000_000, "24", ["new-graduate", "evening"], True, ["prototype"],
    )  # fmt: skip
    assert (company.products, company.story_en) == ("ばね\n治具", "Springs.")
    assert [line.outcome for line in import_list(as_csv(table(row(1, **new))), basis="register").rows] == ["unchanged"]
