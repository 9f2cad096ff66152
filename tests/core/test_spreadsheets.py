import pytest

from core.spreadsheets import file_name


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("2026-11 参加者", "2026-11 参加者.csv"),
        ('見学/会: "春" <1>', "見学 会 春 1.csv"),
        ("名簿\u202evsc\u2066.exe", "名簿vsc.exe.csv"),
        ("一\r\n二\t三\x00\x7f\ufeff", "一 二 三.csv"),
        (" .. ", ".csv"),
    ],
)
def test_a_file_is_named_without_what_windows_refuses_and_what_nobody_sees(stem, name):
    assert file_name(stem, "csv") == name
