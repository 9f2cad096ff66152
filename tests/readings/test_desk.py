"""Staff put readings right: in one sentence, or everywhere; and take it back."""

import pytest

from readings import computing
from readings.models import Reading, ReadingOverride
from readings.pairs import cores
from tests.html import soup, text
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
LIST, WORDS = "/desk/readings/", "/desk/readings/words/"


@pytest.fixture
def read(published):
    """Three published sentences, read by the worker."""
    published += ["生の声を聞く。", "生を見る。", "𩸽を焼く。"]
    computing.compute()
    return published


def one(sentence):
    return Reading.objects.get(text=sentence)


def address(sentence):
    return f"{LIST}{one(sentence).pk}/"


def shown(sentence):
    pieces = [piece for word, kana in one(sentence).pairs for piece in cores(word, kana)]
    return "".join(f"{word}({kana})" if kana else word for word, kana in pieces)


def listed(page):
    for kana in (parsed := soup(page))(["rt", "rp"]):
        kana.decompose()
    return [link.text for link in parsed.select("tbody th a")]


def errors(page):
    return [error.text for error in soup(page).select(".field__error")]


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("", ["𩸽を焼く。", "生を見る。", "生の声を聞く。"]),
        ("q=生", ["生を見る。", "生の声を聞く。"]),
        ("q=nosuch", []),
        ("unread=true", ["𩸽を焼く。"]),
        ("corrected=true", []),
    ],
)
def test_the_list_of_what_is_published(staff, read, query, sentences):
    assert listed(staff.get(f"{LIST}?{query}")) == sentences


def test_what_is_published_no_longer_is_not_listed(staff, read):
    read.remove("生を見る。")
    computing.compute()
    assert listed(staff.get(LIST)) == ["𩸽を焼く。", "生の声を聞く。"]


def test_the_list_costs_the_same_for_one_and_for_three(staff, published):
    published.append("火花。")
    computing.compute()
    one_row = queries_of(lambda: staff.get(LIST))
    published += ["旋盤。", "研磨。"]
    computing.compute()
    assert len(queries_of(lambda: staff.get(LIST))) == len(one_row)


def test_a_word_of_one_sentence(staff, read):
    before = shown("生を見る。")
    page = staff.post(address("生の声を聞く。"), {"kana-0": "キ", "kana-2": "こえ", "kana-4": "きく"}, follow=True)
    assert "1個の文のふりがなが変わりました" in text(page)
    assert (shown("生の声を聞く。"), shown("生を見る。")) == ("生(き)の声(こえ)を聞(き)く。", before)
    corrected = one("生の声を聞く。")
    assert (corrected.corrections, corrected.corrected_by) == ([[0, "生", "き"]], staff.user)
    assert listed(staff.get(f"{LIST}?corrected=true")) == ["生の声を聞く。"]


def test_a_word_everywhere(staff, read):
    staff.post(address("生の声を聞く。"), {"kana-0": "き", "all-0": "on", "kana-2": "こえ", "kana-4": "きく"})
    assert (shown("生の声を聞く。"), shown("生を見る。")) == ("生(き)の声(こえ)を聞(き)く。", "生(き)を見(み)る。")
    assert one("生の声を聞く。").corrected_at is None
    read.append("生と火。")
    computing.compute()
    assert shown("生と火。").startswith("生(き)")


def test_everywhere_also_counts_where_this_sentence_said_otherwise(staff, read):
    staff.post(address("生を見る。"), {"kana-0": "うぶ"})
    staff.post(address("生を見る。"), {"kana-0": "き", "all-0": "on"})
    assert (shown("生を見る。"), one("生を見る。").corrections) == ("生(き)を見(み)る。", [])


def test_no_furigana_for_a_word_of_this_sentence(staff, read):
    staff.post(address("生を見る。"), {"kana-0": "", "kana-2": "みる"})
    assert shown("生を見る。") == "生を見(み)る。"
    assert one("生を見る。").unread is False


def test_return_to_what_the_dictionary_says(staff, read):
    before = one("生を見る。").pairs
    staff.post(address("生を見る。"), {"kana-0": "き"})
    page = staff.post(address("生を見る。"), {"computed": "1"}, follow=True)
    assert "この文の直しを消しました。" in text(page)
    found = one("生を見る。")
    assert (found.pairs, found.corrections, found.corrected_at, found.corrected_by) == (before, [], None, None)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kana-2": "miru"}, "ひらがなかカタカナで入力してください。例：せんばん"),
        ({"kana-2": "見る"}, "ひらがなかカタカナで入力してください。例：せんばん"),
        ({"kana-2": "<b>みる</b>"}, "ひらがなかカタカナで入力してください。例：せんばん"),
        ({"kana-2": "み"}, "「見る」の読みを、送りがなまで入力してください。例：「見る」は「みる」"),
        ({"kana-2": "み" * 121}, "120文字までで入力してください。"),
        ({"kana-2": "", "all-2": "on"}, "どの文でも使う読みは、空にできません。"),
    ],
)
def test_what_is_no_reading_is_refused_with_a_sentence(staff, read, fields, sentence):
    before = one("生を見る。").pairs
    page = staff.post(address("生を見る。"), fields)
    assert (page.status_code, errors(page)) == (400, [sentence])
    assert (one("生を見る。").pairs, ReadingOverride.objects.count()) == (before, 0)


def test_one_word_cannot_have_two_readings_everywhere(staff, published):
    published.append("生と生。")
    computing.compute()
    page = staff.post(address("生と生。"), {"kana-0": "なま", "all-0": "on", "kana-2": "き", "all-2": "on"})
    assert errors(page) == ["「生」に、二つの読みがあります。「どの文でも」は一つにしてください。"]


def test_a_form_that_shows_no_word_changes_nothing(staff, read):
    before = one("生を見る。").pairs
    assert staff.post(address("生を見る。"), {"kana-99": "ん"}).status_code == 302
    assert one("生を見る。").pairs == before


def test_the_list_of_words_for_everywhere(staff, read):
    page = staff.post(WORDS, {"surface": "生", "kana": "キ"}, follow=True)
    assert "2個の文のふりがなが変わりました" in text(page)
    assert [row.text for row in soup(page).select("tbody th, tbody td:not(:has(button))")] == ["生", "き"]
    before = ReadingOverride.objects.get()
    assert (before.kana, before.changed_by) == ("き", staff.user)
    staff.post(WORDS, {"surface": "生", "kana": "うぶ"})
    assert shown("生を見る。").startswith("生(うぶ)")
    staff.post(WORDS, {"forget": before.pk})
    assert (ReadingOverride.objects.count(), shown("生を見る。").startswith("生(うぶ)")) == (0, False)


def test_a_word_that_stands_nowhere_is_kept_and_said_to_change_nothing(staff, read):
    page = staff.post(WORDS, {"surface": "鋳物", "kana": "いもの"}, follow=True)
    assert "いまの文のふりがなは変わりません" in text(page)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"surface": "ねじ", "kana": "ねじ"}, "漢字のあることばを入力してください。"),
        ({"surface": "", "kana": "ねじ"}, "入力してください。"),
        ({"surface": "鋳物", "kana": ""}, "入力してください。"),
        ({"surface": "鋳物", "kana": "imono"}, "ひらがなかカタカナで入力してください。例：せんばん"),
        ({"surface": "漢" * 81, "kana": "かん"}, "80文字までで入力してください。"),
        ({"surface": "削り", "kana": "けず"}, "「削り」の読みを、送りがなまで入力してください。例：「見る」は「みる」"),
    ],
)
def test_bad_words_are_refused_with_a_sentence(staff, db, fields, sentence):
    page = staff.post(WORDS, fields)
    assert (page.status_code, errors(page), ReadingOverride.objects.count()) == (400, [sentence], 0)


@pytest.mark.parametrize("key", ["0", "-1", "x", "９", "9" * 30, ""])
def test_a_word_that_is_not_there_cannot_be_forgotten(staff, key):
    assert staff.post(WORDS, {"forget": key}).status_code == 404


@pytest.mark.parametrize("who", ["visitor", "owner", "editor", "helper_user", "staff_without_mfa"])
def test_nobody_else_changes_a_reading(request, read, who):
    before = one("生を見る。").pairs
    client = request.getfixturevalue(who)
    assert client.post(address("生を見る。"), {"kana-0": "き"}).status_code in (302, 403)
    assert client.post(WORDS, {"surface": "生", "kana": "き"}).status_code in (302, 403)
    assert (one("生を見る。").pairs, ReadingOverride.objects.count()) == (before, 0)
