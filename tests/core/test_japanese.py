import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import japanese


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("㈱早瀬川", "株式会社早瀬川"),
        ("（株）早瀬川", "株式会社早瀬川"),
        ("( 有 )早瀬川", "有限会社早瀬川"),
        ("せっさく", "セッサク"),
        ("ﾚｰｻﾞｰ加工", "レザ加工"),
        ("サ－バ", "サバ"),
        ("斎藤と齋藤と齊藤", "斎藤ト斎藤ト斎藤"),
        ("𠮷田鐵工所", "吉田鉄工所"),
        ("雪ヶ谷", "雪ガ谷"),
        ("雪が谷", "雪ガ谷"),
        ("０３ー３０００−５０４２", "03-3000-5042"),
        ("ＮＣ　旋盤\n  ５軸", "nc 旋盤 5軸"),
        ("宇\u200b宙\x00", "宇宙"),
        ("", ""),
    ],
)
def test_spellings_of_one_thing_fold_together(typed, folded):
    assert japanese.fold(typed) == folded


@given(
    st.text("㈱（株） (有)せｾｯﾊﾟﾊﾞ゛゙゚か゛ーｰ-－3０９\n\r\t\u200b\x00澤ß㍿ﬁケヶが山川Å각ᄀ\u1161ᆨ𠮷㌔", max_size=12)
    | st.text(max_size=8)
)
def test_every_folded_letter_knows_the_place_it_comes_from(text):
    folded, places = japanese.fold_with_places(text)
    assert (folded, len(places)) == (japanese.fold(text), len(folded))
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "word", "there"),
    [
        ("㈱早瀬川金型", "株式会社早瀬", "㈱早瀬"),
        ("当社のｻｰﾊﾞｰ部品", "サバ", "ｻｰﾊﾞｰ"),
        ("か\u3099らす", "ガラ", "か\u3099ら"),
        ("髙澤製作所", "高沢", "髙澤"),
        ("ＳＵＳ３０４の加工", "sus304", "ＳＵＳ３０４"),
        ("電話 ０３ー ３０００", "03-3000", "０３ー ３０００"),
    ],
)
def test_what_was_found_folded_stands_in_the_original(text, word, there):
    folded, places = japanese.fold_with_places(text)
    at = folded.index(word)
    assert text[places[at][0] : places[at + len(word) - 1][1]] == there


def test_folding_twice_changes_nothing():
    text = "㈱サーバー・雪が谷　０３ー３０００ー００００ 髙橋"
    assert japanese.fold(japanese.fold(text)) == japanese.fold(text)


@pytest.mark.parametrize("name", ["㈱山田精機", "株式会社　山田精機", "山田精機（株）", "(株)山田・精機", "山田精機㍿"])
def test_one_companys_name_has_one_key(name):
    assert japanese.name_key(name) == "山田精機 株式会社"


def test_another_legal_form_is_another_company():
    assert japanese.name_key("有限会社山田精機") != japanese.name_key("株式会社山田精機")
    assert japanese.bare_name("有限会社山田精機") == japanese.bare_name("株式会社山田精機")


def test_a_name_of_signs_alone_still_has_a_key():
    assert japanese.name_key("☆☆") == "☆☆"


def test_a_key_fits_its_column():
    assert len(japanese.name_key("㈱" * 200)) == 120


def test_legal_forms_are_written_out_and_the_rest_is_left_alone():
    assert japanese.full_legal_form("㈱髙﨑ﾈｼﾞ（本社）") == "株式会社髙﨑ﾈｼﾞ（本社）"
    assert japanese.full_legal_form("山田（有）") == "山田有限会社"


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        ("ｿｳﾘﾝｾｲｻｸｼｮ", "ソウリンセイサクショ"),
        ("そうりん　せいさくしょ", "ソウリン セイサクショ"),
        ("カブシキガイシャ ソウリン", "ソウリン"),
        ("ソウリン(カ", "ソウリン"),
        ("サ-ビス", "サービス"),
    ],
)
def test_readings_become_full_width_katakana(typed, kana):
    assert japanese.company_reading(typed) == kana
    assert japanese.is_kana(kana)


@pytest.mark.parametrize("text", ["双輪製作所", "ABC", "", "<b>カナ</b>"])
def test_what_is_no_reading(text):
    assert not japanese.is_kana(text)


@pytest.mark.parametrize(
    ("kana", "letters"),
    [("オオモリキタ", "omorikita"), ("チュウオウ", "chuo"), ("イノウエ", "inoue"), ("ファイバー", "faiba"), ("", "")],
)
def test_readings_in_latin_letters(kana, letters):
    assert japanese.romaji(kana) == letters


def test_companies_sort_by_reading_and_else_by_bare_name():
    assert japanese.sort_key("株式会社双輪", "ソウリン") == "ソウリン"
    assert japanese.sort_key("株式会社双輪", "") == "双輪"


def test_line_breaks_stay_and_invisible_characters_go():
    assert japanese.strip_controls("一\r\n二\x0b三\u202e四\x00\t五") == "一\n二三四 五"


def test_what_is_no_character_goes():
    """The halves of surrogates, and the noncharacters, with which the search writes the signs of ASCII."""
    halves = [*range(0xD800, 0xE000)]
    noncharacters = [
        *range(0xFDD0, 0xFDF0),
        *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    ]
    text = "".join(f"鉄{chr(code)}" for code in halves + noncharacters)
    assert set(japanese.strip_controls(text)) == set(japanese.fold(text)) == {"鉄"}
    assert japanese.fold_with_places("\ufdd0a\ud800\U0010ffff")[0] == "a"
    assert japanese.strip_controls("𠮷🍣\ufffd\ue000\ufdf2") == "𠮷🍣\ufffd\ue000\ufdf2"


def test_no_letter_folds_to_a_noncharacter():
    every = "".join(map(chr, range(0x110000)))
    assert not [
        char for char in set(japanese.fold(every)) if 0xFDD0 <= ord(char) < 0xFDF0 or ord(char) & 0xFFFE == 0xFFFE
    ]
