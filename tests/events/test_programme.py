"""An event's programme is written as lines and read as steps."""

import pytest

from events.programme import Step, steps


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("13:00 受付", Step("13:00", "受付")),
        ("９：０５　ばねを巻く", Step("9:05", "ばねを巻く")),
        ("13:00〜13:30 ①道具の自己紹介", Step("13:00", "①道具の自己紹介", "13:30")),
        ("9時30分 集合", Step("9:30", "集合")),
        ("18時 おわり", Step("18:00", "おわり")),
        ("雨の日は中止", Step("", "雨の日は中止")),
        ("99:99 でたらめ", Step("", "99:99 でたらめ")),
        ("13:00", Step("13:00", "")),
    ],
)
def test_a_line_begins_with_its_time_if_it_has_one(line, step):
    assert steps(line) == [step]


def test_empty_lines_say_nothing():
    assert steps("\r\n13:00 受付\r\n \n\nおわり\n") == [Step("13:00", "受付"), Step("", "おわり")]
    assert steps("") == []
