import pytest

from core.tables import TableError
from directory.importing.columns import find_columns, meaning_of


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("法人番号", "number"),
        ("法人番号（13桁）※任意", "number"),
        ("企 業 名", "name"),
        ("会社名\n（※必須）", "name"),
        ("●企業名称", "name"),
        ("事業所の名称", None),
        ("商号又は名称", "name"),
        ("企業名（フリガナ）", "kana"),
        ("ふりがな", "kana"),
        ("事業所名称_カナ", "kana"),
        ("代表者名", None),
        ("代表者名フリガナ", None),
        ("事業所名称_英字", "english_name"),
        ("〒", "postal_code"),
        ("ＴＥＬ", "phone"),
        ("電話・FAX", "phone"),
        ("FAX番号", None),
        ("メールアドレス", None),
        ("連絡先メールアドレス", None),
        ("ホームページＵＲＬ", "site"),
        ("設立\n（西暦）", "founded"),
        ("創業/設立", "founded"),
        ("社員数（人）", "employees"),
        ("所在地_連結表記", "address"),
        ("所在地_番地以下", "block_part"),
        ("建物名等(方書)", "building"),
        ("分野①", "fields"),
        ("主な加工2", "processes"),
        ("保有設備", "machines"),
        ("取得認証", "certificates"),
        ("事業内容", "story"),
        ("工場見学の可否", "opening"),
        ("見学の受入れ", "opening"),
        ("緯度", "lat"),
        ("Longitude", "lon"),
        ("備考", None),
        ("所在地_全国地方公共団体コード", None),
        ("", None),
        ("企業名" * 100, None),
    ],
)
def test_headers_are_known_by_their_synonyms(header, meaning):
    assert (meaning_of(header) or (None,))[0] == meaning


def find(*lines):
    return find_columns(list(enumerate(lines, start=1)))


def columns(found):
    return {target: [index for index, _header in places] for target, places in found.by_target.items()}


def test_the_header_may_stand_below_titles():
    found = find(["大田区 企業一覧"], ["令和8年4月1日現在", "", "※抜粋"], ["No.", "企業名", "所在地", "FAX番号"])
    assert found.line == 3
    assert columns(found) == {"name": [1], "address": [2]}
    assert found.unused == ("No.", "FAX番号")


def test_a_header_may_fill_two_lines():
    found = find(
        ["企業名", "所在地", "", "見学", "設立"],
        ["", "〒", "住所", "可否", ""],
        ["双輪", "144-0052", "蒲田5-1-1", "可", "1963"],
    )
    assert found.line == 2
    assert columns(found) == {"name": [0], "postal_code": [1], "address": [2], "opening": [3], "founded": [4]}


def test_a_line_of_data_is_not_taken_for_a_second_line_of_the_header():
    found = find(["企業名", "所在地", "区分"], ["双輪", "蒲田5-1-1", "設立"])
    assert found.line == 1
    assert found.unused == ("区分",)


def test_numbered_columns_are_one_value_and_others_fill_blanks_by_rank():
    found = find(["企業名", "本社所在地", "所在地", "分野1", "分野2", "業種"])
    assert columns(found) == {"name": [0], "address": [2, 1], "fields": [3, 4]}


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [["企業名"]],
        [["所在地", "電話番号"]],
        [["1", "2", "3"]],
        [["双輪製作所", "大田区蒲田5-1-1"]],
    ],
)
def test_without_a_usable_header_there_is_no_list(lines):
    with pytest.raises(TableError) as refused:
        find(*lines)
    assert str(refused.value) == "見出しの行が見つかりません。「企業名」と「所在地」の列がある表にしてください。"
