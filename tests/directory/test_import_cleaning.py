import pytest
import time_machine

from directory.importing import choices, cleaning
from directory.importing.cleaning import Unusable
from directory.importing.words import Vocabulary
from directory.models import Field, Process
from directory.vocabulary import FIELDS, PROCESSES


@pytest.mark.parametrize(
    ("cleaner", "text", "value"),
    [
        (cleaning.name, "㈱架空\n精機　", "株式会社架空 精機"),
        (cleaning.name, "ｶｸｳ（有）", "カクウ有限会社"),
        (cleaning.name, '=HYPERLINK("x")', '=HYPERLINK("x")'),
        (cleaning.number, "８０００－０１２０－１００３８", "8000012010038"),
        (cleaning.number, "T8000012010038", "8000012010038"),
        (cleaning.kana, "ｶｸｳｾｲｷ", "カクウセイキ"),
        (cleaning.postal_code, "〒１４４－００５２", "1440052"),
        (cleaning.phone, "０３（３０００）0763", "+81330000763"),
        (cleaning.phone, "03ー3000ー5042", "+81330005042"),
        (cleaning.phone, "330001111", "+81330001111"),
        (cleaning.phone, "TEL 03-3000-6666（代）", "+81330006666"),
        (cleaning.phone, "03-3000-7777／03-3000-7778", "+81330007777"),
        (cleaning.phone, "090-1234-5678", "+819012345678"),
        (cleaning.phone, "+81-3-3000-4444", "+81330004444"),
        (cleaning.site, "f0000.example.jp", "https://f0000.example.jp"),
        (cleaning.site, "ｈｔｔｐ：//example.jp/ http://x.example.jp", "http://example.jp/"),
        (cleaning.founded, "昭和38年", 1963),
        (cleaning.founded, "1990-04-01", 1990),
        (cleaning.employees, "約２０名", 20),
        (cleaning.employees, "1,200人", 1200),
        (cleaning.employees, "20名（うちパート5名）", 20),
        (cleaning.employees, "十五名", 15),
        (cleaning.employees, "20.0", 20),
        (choices.opening, "〇", "booking"),
        (choices.opening, "可（要予約）", "booking"),
        (choices.opening, "可（要相談）", "enquiry"),
        (choices.opening, "応相談", "enquiry"),
        (choices.opening, "自由", "free"),
        (choices.opening, "時間制", "timed"),
        (choices.opening, "不可", ""),
        (choices.opening, "×", ""),
        (choices.opening, "FALSE", ""),
        (cleaning.degrees, "３５．５６", 35.56),
        (cleaning.story, "<b>太字</b>", "<b>太字</b>"),
        (cleaning.CLEANERS["machines"], "NC旋盤：３台、ﾌﾟﾚｽ 1,000t\nNC旋盤：３台", "NC旋盤：３台\nプレス 1,000t"),
    ],
)
def test_values_are_understood(cleaner, text, value):
    assert cleaner(text) == value


@pytest.mark.parametrize(
    ("cleaner", "text"),
    [
        (cleaning.name, "☆☆"),
        (cleaning.name, "あ" * 121),
        (cleaning.number, "1234567890123"),
        (cleaning.number, "1.23457E+12"),
        (cleaning.number, "123"),
        (cleaning.kana, "双輪"),
        (cleaning.kana, "ア" * 161),
        (cleaning.postal_code, "144"),
        (cleaning.phone, "内線のみ"),
        (cleaning.phone, "3000-5571"),
        (cleaning.phone, "03-3000-00000000000"),
        (cleaning.site, "javascript:alert(1)"),
        (cleaning.site, "info@example.jp"),
        (cleaning.site, "https://user:secret@example.jp/"),
        (cleaning.site, "http://127.0.0.1/"),
        (cleaning.site, "http://localhost/"),
        (cleaning.site, "準備中"),
        (cleaning.site, "https://example.jp/" + "a" * 300),
        (cleaning.founded, "老舗"),
        (cleaning.founded, "昭和70年"),
        (cleaning.founded, "2027"),
        (cleaning.employees, "20〜30名"),
        (cleaning.employees, "20-30"),
        (cleaning.employees, "-5"),
        (cleaning.employees, "50名以下"),
        (cleaning.employees, "たくさん"),
        (cleaning.employees, "99999999"),
        (choices.opening, "月"),
        (cleaning.degrees, "北緯"),
        (cleaning.degrees, "nan"),
        (cleaning.degrees, "1e9"),
        (cleaning.story, "あ" * 5001),
    ],
)
@time_machine.travel("2026-11-21 12:00+09:00")
def test_what_cannot_be_used_is_left_out_with_a_sentence(cleaner, text):
    with pytest.raises(Unusable) as reason:
        cleaner(text)
    assert str(reason.value).endswith("。")


@pytest.fixture(scope="module")
def processes():
    return Vocabulary(Process(pk, word.slug, word.name, synonyms=word.synonyms) for pk, word in enumerate(PROCESSES))


@pytest.fixture(scope="module")
def fields():
    return Vocabulary(Field(pk, word.slug, word.name, synonyms=word.synonyms) for pk, word in enumerate(FIELDS))


def named(found):
    words, unknown = found
    return [word.name for word in words], unknown


@pytest.mark.parametrize(
    ("text", "names", "unknown"),
    [
        ("切削、ねじ", ["切削", "ねじ"], []),
        ("切削/溶接・めっき;成形　研磨\n組立", ["切削", "溶接", "めっき", "成形", "研磨", "組立"], []),
        ("検査・測定設計プレスフライス", ["検査・測定", "設計", "プレス", "フライス"], []),
        ("鍛造組立", ["鍛造", "組立"], []),
        ("NC旋盤加工、ﾒｯｷ、ワイヤーカット", ["旋盤", "めっき", "放電加工"], []),
        ("精密板金加工、TIG溶接ほか", ["板金", "溶接"], []),
        ("旋盤、旋盤加工", ["旋盤"], []),
        ("CNC", [], ["CNC"]),
        ("アルミ切削", ["切削"], ["アルミ"]),
        ("サーモグラフィー", [], ["サーモグラフィー"]),
        ("", [], []),
        ("、・／", [], []),
    ],
)
def test_process_words_are_found_with_any_separator_or_none(processes, text, names, unknown):
    assert named(processes.find(text)) == (names, unknown)


@pytest.mark.parametrize(
    ("text", "names", "unknown"),
    [
        ("医療・福祉／航空・宇宙", ["医療・福祉", "航空・宇宙"], []),
        ("医療、福祉", ["医療・福祉"], []),
        ("深海資源、半導体", ["半導体"], ["深海資源"]),
        ("半導体製造装置関連", ["半導体"], []),
        ("ロボット", ["ロボティクス"], []),
    ],
)
def test_field_words_may_hold_a_separator_themselves(fields, text, names, unknown):
    assert named(fields.find(text)) == (names, unknown)


def test_an_empty_vocabulary_knows_nothing():
    assert Vocabulary([]).find("切削") == ([], ["切削"])
