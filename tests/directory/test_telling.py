"""What a company tells: a hair beside a tolerance at one scale, the day as a ruler, a story's lead."""

from datetime import time

import pytest

from directory.ruler import LENGTH, ruler
from directory.scale import HAIR, HEIGHT, WIDTH, micrometres, scale
from directory.telling import LEAD, lead_and_body, without


@pytest.mark.parametrize(
    ("value", "unit", "length"),
    [
        ("±0.5", "μm", 0.5), ("0.05", "µm", 0.05), ("１２", "㎛", 12.0), ("1,000", "ミクロン", 1000.0), ("約5", " UM ", 5.0),
        ("1,001", "μm", None), ("0", "μm", None), ("-3", "μm", None), ("nan", "μm", None), ("inf", "μm", None), ("", "μm", None),
        ("髪の毛", "μm", None), ("1/2", "μm", None), ("8", "人", None), ("1958", "", None),
    ],
)  # fmt: skip
def test_only_a_length_in_micrometres_is_compared_with_a_hair(value, unit, length):
    assert micrometres(value, unit) == length
    assert (scale(value, unit) is None) == (length is None)


@pytest.mark.parametrize("length", [0.05, 0.5, 3, 10, 40, 80, 81, 250, 1000])
def test_both_are_drawn_at_one_scale_and_within_the_drawing(length):
    drawn = scale(str(length), "μm")
    assert drawn.own.r / drawn.hair.r == pytest.approx(length / HAIR, abs=0.003)
    for circle in (drawn.hair, drawn.own):
        assert circle.r <= circle.x <= WIDTH - circle.r
        assert 2 * circle.r <= HEIGHT
    assert drawn.hair.x + drawn.hair.r < drawn.own.x - drawn.own.r
    assert drawn.seen == (length >= 0.5)


def moments(*hours):
    return [(time(hour), hour == 13) for hour in hours]


def test_a_ruler_has_every_hour_and_a_bar_for_every_moment():
    made = ruler([(time(8), False), (time(9, 30), False), (time(13), True), (time(16, 30), False)])
    assert made.hours == (8, 9, 10, 11, 12, 13, 14, 15, 16, 17)
    assert [(bar.x, bar.is_visit) for bar in made.bars] == [(0, False), (150, False), (500, True), (850, False)]
    assert made.bars[-1].x + made.bars[-1].width == LENGTH * 9.5 / 10
    assert made.leaders[2] == "M500.0 0V30L500.0 70V100"


@pytest.mark.parametrize("hours", [(), (8,), (8, 9), range(8, 17)])
def test_too_few_and_too_many_moments_make_no_ruler(hours):
    assert ruler(moments(*hours)) is None


def test_a_day_ends_at_midnight_and_two_things_may_begin_at_once():
    made = ruler([(time(22), False), (time(22), False), (time(23, 59), False)])
    assert made.hours == (22, 23)
    assert made.bars[0].width == 0
    assert sum(bar.width for bar in made.bars) == pytest.approx(LENGTH, abs=0.2)


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ("", ("", "")),
        ("短い。", ("短い。", "")),
        ("はじめ。\n\nつぎ。\n\n三つめ。", ("はじめ。", "つぎ。\n\n三つめ。")),
        ("はじめ。\r\n\r\nつぎ。", ("はじめ。", "つぎ。")),
        (
            "「あ」" + "い" * 60 + "。" + "う" * 60 + "。\n\n終わり。",
            ("「あ」" + "い" * 60 + "。", "う" * 60 + "。\n\n終わり。"),
        ),
        ("One is short. " + "Two " * 30 + "ends.", ("One is short.", "Two " * 30 + "ends.")),
        ("版は1.5です。" + "あ" * 90 + "。", ("版は1.5です。", "あ" * 90 + "。")),
        ("x" * 500, ("", "x" * 500)),
    ],
)
def test_a_story_begins_with_what_is_read_in_one_glance(story, told):
    assert lead_and_body(story) == told
    assert len(told[0]) <= 2 * LEAD


@pytest.mark.parametrize(
    ("story", "said", "left"),
    [
        ("部品の工場です。1つだけを掘り出す。", "1つだけを掘り出す。", "部品の工場です。"),
        ("1つだけを掘り出す。\r\n\r\n部品の工場です。", "1つだけを掘り出す", "部品の工場です。"),
        ("はじめ。\n\n掘り出す。\n\nおわり。", "掘り出す。", "はじめ。\n\n\n\nおわり。"),
        ("掘り出す。", "掘り出す。", ""),
        ("1つだけを掘り出す。", "掘り出す。", "1つだけを掘り出す。"),
        ("We cut 0.5 mm. No more.", "No more", "We cut 0.5 mm."),
        ("。。。", "", "。。。"),
        ("", "掘り出す。", ""),
    ],
)
def test_of_a_story_only_the_very_sentence_that_was_said_is_left_out(story, said, left):
    assert without(story, said) == left
