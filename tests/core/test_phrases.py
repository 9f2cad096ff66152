"""Where lines of Japanese may break: between phrases, and inside no number, unit, foreign word or letter."""

import pytest
from django.template import Context, Template

from core.phrases import phrases


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("旋盤の前で、職人の手もとを10分見る。", "旋盤の|前で、|職人の|手もとを|10分|見る。"),
        ("工場まで、0mm。", "工場まで、|0mm。"),
        ("火花の12/13に", "火花の12/13に"),
        ("髪の毛の、160分の1を削る。", "髪の毛の、|160分の1を|削る。"),
        ("切りくずになる分。のこりが部品。", "切りくずに|なる分。|のこりが|部品。"),
        ("席は早い者勝ち。", "席は|早い者勝ち。"),
        ("誤差は0.5mm〜1.2mm以内の0.003", "誤差は|0.5mm〜1.2mm以内の0.003"),
        ("12月5日(土) 10:00に蒲田で会う", "12月5日(土) 10:00に|蒲田で|会う"),
        ("3〜6人で来る1日目の朝に", "3〜6人で|来る|1日目の|朝に"),
        ("1万円の工具を1,000個", "1万円の|工具を|1,000個"),
        ("0.5 mm の穴をあける", "0.5 mm の|穴を|あける"),
        ("NC旋盤とX線検査で見る", "NC旋盤と|X線検査で|見る"),
        ("𠮷田製作所の代表", "𠮷田製作所の|代表"),
        ("葛\U000e0100飾の工場へ行く", "葛\U000e0100飾の|工場へ|行く"),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 3),
        ("مرحبا بالعالم هذا نص طويل", "مرحبا بالعالم هذا نص طويل"),
        ("あ" * 60, "あ" * 60),
        ("旋盤", "旋盤"),
        ("", ""),
    ],
)
def test_phrases(text, parts):
    assert "|".join(phrases(text)) == parts


@pytest.mark.parametrize(
    "text", ["蒲田で「火花を見る」会。", "「旋盤」って、何？ 見に行こう！", "（雨でも）開きます……たぶん"]
)
def test_no_phrase_begins_with_a_closing_sign_or_ends_with_an_opening_one(text):
    parts = phrases(text)
    assert "".join(parts) == text
    assert [part for part in parts if part[0] in "、。」）？！っー…" or part[-1] in "「（"] == []


def test_the_filter_marks_the_breaks_and_escapes_everything_else():
    template = Template("{% load phrases %}{{ title|phrases }}")
    assert template.render(Context({"title": "火花を<script>見る"})) == "火花を<wbr>&lt;script&gt;<wbr>見る"
    assert template.render(Context({"title": "火花を見る"})) == "火花を<wbr>見る"
