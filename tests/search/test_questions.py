"""How a question is read: words, phrases, exclusions, and what is nothing at all."""

import pytest

from search.questions import LONGEST_WORD, MOST_WORDS, Question, Word, question_of


def read(query):
    """Words as they are, phrases in quotes, exclusions behind a hyphen."""
    question = question_of(query)
    marks = [("", question.words), ("-", question.without)]
    return [mark + (f'"{word.text}"' if word.literal else word.text) for mark, words in marks for word in words]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("切削　旋盤", ["切削", "旋盤"]),
        ("切削 切削", ["切削"]),
        ('"NC 旋盤" 大森', ['"nc 旋盤"', "大森"]),
        ("“NC 旋盤”", ['"nc 旋盤"']),
        ("”NC 旋盤”", ['"nc 旋盤"']),
        ("＂NC　旋盤＂", ['"nc 旋盤"']),
        ("「NC 旋盤」大森", ['"nc 旋盤"', "大森"]),
        ("｢NC 旋盤｣", ['"nc 旋盤"']),
        ("切削 -旋盤", ["切削", "-旋盤"]),
        ("切削　－旋盤", ["切削", "-旋盤"]),
        ("切削 −旋盤", ["切削", "-旋盤"]),
        ('切削 -"NC 旋盤"', ["切削", '-"nc 旋盤"']),
        ("切削 -「NC 旋盤」", ["切削", '-"nc 旋盤"']),
        ("-旋盤", ["-旋盤"]),
        ("3-5", ["3-5"]),
        ("３－５", ["3-5"]),
        ("CNC-旋盤", ["cnc-旋盤"]),
        ("切削 - 旋盤", ["切削", "旋盤"]),
        ("㈱大森", ["大森"]),
        ("大森(株)", ["大森"]),
        ("( 株 )大森", ["大森"]),
        ("大森 株式会社", ["大森"]),
        ("株式会社", ["株式会社"]),
        ("大森 -㈱", ["大森", "-株式会社"]),
        ("大森 -有限会社蒲田", ["大森", "-蒲田"]),
        ('"株式会社 大森"', ['"株式会社 大森"']),
        ('"大森', ["大森"]),
        ('大森"', ["大森"]),
        ("「大森", ["大森"]),
        ('""', []),
        ('-""', []),
        ("-", []),
        ("--", []),
        ("", []),
        ("　 \t\n", []),
        ("\u200b\x00\u202e", []),
        ("\ud800", []),
        ("鉄\ud800", ["鉄"]),
    ],
)
def test_a_question_is_read_as(query, words):
    assert read(query) == words


def test_a_question_of_nothing_is_false():
    assert not question_of("-")
    assert question_of("-旋盤")
    assert Question((Word("旋盤"),))


def test_a_long_question_is_cut_to_a_few_words():
    question = question_of(" ".join(f"-w{number}" + "x" * 60 for number in range(30)) + " 旋盤" * 10_000)
    words = [*question.words, *question.without]
    assert len(words) <= MOST_WORDS
    assert max(len(word.text) for word in words) == LONGEST_WORD
