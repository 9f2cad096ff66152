"""Words of the trade are explained where they stand, and nothing is explained that is not there."""

import pytest

from core.glosses import GLOSSES, gloss
from directory.lines import certificates
from directory.models import Company
from directory.vocabulary import FIELDS, PROCESSES
from events.models import Event

CERTIFICATES = (
    "ISO 9001:2015（2019年3月）", "ISO14001", "ISO 27001", "ISO 13485", "IATF 16949", "JIS Q 9100", "エコアクション21",
)  # fmt: skip
VALUES = {
    "field": {word.slug for word in FIELDS},
    "process": {word.slug for word in PROCESSES},
    "mode": set(Company.OpeningMode.values),
    "recruiting": set(Company.Recruiting.values),
    "scholarship": {"yes"},
    "fact": set(Company.Fact.values),
    "certificate": {one.key for one in certificates("\n".join(CERTIFICATES))},
    "event": set(Event.Type.values),
}


def test_every_explained_word_exists():
    assert {name: set(words) - VALUES[name] for name, words in GLOSSES.items()} == {name: set() for name in VALUES}


def test_every_process_and_every_way_to_visit_is_explained():
    assert set(GLOSSES["process"]) == VALUES["process"]
    assert set(GLOSSES["mode"]) == VALUES["mode"] - {""}


@pytest.mark.parametrize("words", [words for known in GLOSSES.values() for words in known.values()], ids=str)
def test_an_explanation_is_shorter_than_a_line_of_a_phone(words):
    assert len(str(words)) <= 24


def test_a_word_of_the_wards_own_has_no_explanation():
    assert gloss("process", "weaving") == gloss("nothing", "cutting") == ""
