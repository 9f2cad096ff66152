"""What the worker reads: published texts, once, with names and words of the trade; and what it lets go."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from readings import computing, services
from readings.models import Reading, ReadingOverride
from readings.pairs import Word, cores, surface

pytestmark = pytest.mark.django_db


def shown(sentence):
    """The sentence as pages show it: 旋盤(せんばん)."""
    pairs = Reading.objects.get(text=sentence).pairs
    pieces = [piece for word, kana in pairs for piece in cores(word, kana)]
    return "".join(f"{word}({kana})" if kana else word for word, kana in pieces)


def test_each_sentence_is_read_once(published):
    published += ["旋盤を見る。火花も見る。", "旋盤を見る。", "ひらがなだけ。", ""]
    assert [computing.compute(), computing.compute()] == [2, 0]
    assert shown("旋盤を見る。") == "旋盤(せんばん)を見(み)る。"
    assert sorted(Reading.objects.values_list("text", flat=True)) == ["旋盤を見る。", "火花も見る。"]


def test_nothing_new_opens_no_dictionary(published, monkeypatch):
    published.append("旋盤を見る。")
    computing.compute()
    monkeypatch.setattr(computing, "import_module", None)
    assert computing.compute() == 0


def test_another_dictionary_reads_everything_anew_and_keeps_corrections(published, monkeypatch):
    published.append("生のデータ。")
    computing.compute()
    services.correct(Reading.objects.get(), here=[Word(0, "生", "き")], by=None)
    monkeypatch.setattr(computing, "RULES", computing.RULES + 1)
    assert computing.compute() == 1
    assert shown("生のデータ。") == "生(き)のデータ。"


def test_words_of_the_trade_are_read_as_factories_say_them(published):
    published.append("町工場の鍍金を間近で。")
    computing.compute()
    assert shown("町工場の鍍金を間近で。") == "町工場(まちこうば)の鍍金(めっき)を間近(まぢか)で。"


def test_names_are_read_as_their_owners_say(published):
    published.append("糸魚鯨製作所に行く。")
    published.names += [("糸魚鯨製作所", "イトイクジラセイサクジョ"), ("行", "ゆき"), ("ABC", "エービーシー")]
    computing.compute()
    assert shown("糸魚鯨製作所に行く。") == "糸魚鯨製作所(いといくじらせいさくじょ)に行(い)く。"


def test_a_name_with_two_readings_is_left_to_the_dictionary(published):
    published.append("河野製作所へ。")
    published.names += [("河野製作所", "コウノ"), ("河野製作所", "カワノ")]
    computing.compute()
    assert "(かわの)" not in shown("河野製作所へ。") or "(こうの)" not in shown("河野製作所へ。")
    assert shown("河野製作所へ。").endswith("製作(せいさく)所(しょ)へ。")


def test_the_word_of_staff_counts_above_names(published):
    published.append("大鯰精工の町工場。")
    published.names.append(("大鯰精工", "オオナマズセイコウ"))
    ReadingOverride.objects.create(surface="大鯰精工", kana="だいねんせいこう")
    ReadingOverride.objects.create(surface="町工場", kana="まちこうじょう")
    computing.compute()
    assert shown("大鯰精工の町工場。") == "大鯰精工(だいねんせいこう)の町工場(まちこうじょう)。"


def test_a_new_name_reaches_old_sentences_at_night(published):
    published.append("糸魚鯨製作所に行く。")
    computing.compute()
    published.names.append(("糸魚鯨製作所", "イトイクジラセイサクジョ"))
    assert computing.refresh() == (1, 0)
    assert shown("糸魚鯨製作所に行く。").startswith("糸魚鯨製作所(いといくじらせいさくじょ)")
    assert computing.refresh() == (0, 0)


def test_what_no_text_uses_is_deleted_after_thirty_days(published):
    now = timezone.now()
    published += ["旋盤を見る。", "火花を見る。"]
    computing.compute(at=now)
    published.remove("火花を見る。")
    computing.compute(at=now)
    assert computing.refresh(at=now + timedelta(days=29)) == (0, 0)
    assert computing.refresh(at=now + timedelta(days=30)) == (0, 1)
    assert [reading.text for reading in Reading.objects.all()] == ["旋盤を見る。"]


def test_what_is_published_again_stays(published):
    now = timezone.now()
    published.append("旋盤を見る。")
    computing.compute(at=now)
    published.clear()
    computing.compute(at=now)
    published.append("旋盤を見る。")
    computing.compute(at=now)
    assert computing.refresh(at=now + timedelta(days=90)) == (0, 0)


def test_a_worker_that_is_asked_to_stop_goes_on_where_it_was(published, monkeypatch):
    monkeypatch.setattr(computing, "AT_ONCE", 2)
    published += [f"旋盤の{letter}。" for letter in "あいうえお"]
    answers = iter([False, True])
    assert computing.compute(stop=lambda: next(answers)) == 2
    assert computing.compute() == 3


def test_hostile_texts_are_read_like_any_other(published):
    published += ["<script>旋盤</script>", "\u202e旋盤", "漢" * 5000, "😀旋盤😀", "葛\U000e0100飾の旋盤"]
    assert computing.compute() == 4
    assert [reading for reading in Reading.objects.all() if surface(reading.pairs) != reading.text] == []


def test_no_web_process_loads_the_dictionary():
    asked = "import config.wsgi, sys; print('sudachipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "False"
