"""Machines and certificates as companies and lists write them."""

import pytest

from directory.lines import certificates, machines


def names(text):
    return [item.name for item in machines(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("NC旋盤 3台", ["NC旋盤"]),
        ("ＮＣ旋盤３台", ["NC旋盤"]),
        ("射出成形機 100t", ["射出成形機"]),
        ("射出成形機50t～180t 各2台", ["射出成形機"]),
        ("TIG溶接機×2", ["TIG溶接機"]),
        ("TIG溶接機 x 2台", ["TIG溶接機"]),
        ("旋盤 9", ["旋盤"]),
        ("レーザー加工機4kW", ["レーザー加工機"]),
        ("プレス機 1,000トン、研削盤", ["プレス機", "研削盤"]),
        ("NC旋盤（森精機、オークマ） 2台", ["NC旋盤"]),
        ("5軸マシニングセンタ", ["5軸マシニングセンタ"]),
        ("フライス盤、ボール盤ほか", ["フライス盤", "ボール盤"]),
        ("射出成形機 100t、ワイヤ放電加工機\n三次元測定機", ["射出成形機", "ワイヤ放電加工機", "三次元測定機"]),
        ("旋盤 3台\n旋盤 5台", ["旋盤"]),
        ("3台", []),
        ("、、\n ,;", []),
        ("（旧型", ["(旧型"]),
        ("あ" * 61, []),
        ("\u202e旋盤\x00", ["旋盤"]),
    ],
)
def test_machines_without_numbers_sizes_and_makers(text, expected):
    assert names(text) == expected


def test_spellings_of_one_machine_share_a_key():
    spellings = ("マシニングセンタ", "マシニングセンター 2台", "ﾏｼﾆﾝｸﾞｾﾝﾀ", "マシニング・センタ")
    assert {machines(spelling)[0].key for spelling in spellings} == {"マシニングセンタ"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ISO9001", [("iso9001", "ISO9001", None)]),
        ("ISO 9001:2015（2019年3月）", [("iso9001", "ISO 9001:2015", (2019, 3))]),
        ("ISO 9001：2015 2019年3月取得", [("iso9001", "ISO 9001:2015", (2019, 3))]),
        ("ISO14001（2019年）", [("iso14001", "ISO14001", (2019, None))]),
        ("ISO14001(2019/04)", [("iso14001", "ISO14001", (2019, 4))]),
        ("ISO14001(2019.4.1)", [("iso14001", "ISO14001", (2019, 4))]),
        ("JIS Q 9100（平成31年3月取得）", [("jisq9100", "JIS Q 9100", (2019, 3))]),
        ("エコアクション21（令和元年5月）", [("エコアクション21", "エコアクション21", (2019, 5))]),
        ("エコアクション21（R3.5）", [("エコアクション21", "エコアクション21", (2021, 5))]),
        ("エコアクション21認証・登録", [("エコアクション21", "エコアクション21認証・登録", None)]),
        ("ISO9001認証取得", [("iso9001", "ISO9001認証取得", None)]),
        ("ISO9001（2019年13月）", [("iso90012019年13月", "ISO9001(2019年13月)", None)]),
        ("大田区「優工場」", [("大田区優工場", "大田区「優工場」", None)]),
        ("大田区「優工場」、ISO9001", [("大田区優工場", "大田区「優工場」", None), ("iso9001", "ISO9001", None)]),
        ("ISO9001\nISO 9001", [("iso9001", "ISO9001", None)]),
        ("認証", [("認証", "認証", None)]),
        ("\x00", []),
    ],
)
def test_certificates_with_key_and_day(text, expected):
    assert [(found.key, found.name, found.acquired) for found in certificates(text)] == expected


def test_a_line_of_a_megabyte_costs_nothing():
    assert machines("旋" * 1_000_000) == []
    assert certificates("(「" * 20_000) == []
    assert len(machines("1" * 5000 + "x")) == 0
    assert certificates("(2019" * 4000) == []
