"""Texts for the worker to read, without any tour or event."""

import pytest

from readings import registry


class Texts(list):
    """What is published; `names` are those whose kana are known."""

    def __init__(self):
        super().__init__()
        self.names = []


@pytest.fixture
def published(db, monkeypatch):
    """The registry with these texts alone."""
    texts = Texts()
    monkeypatch.setattr(registry, "_texts", {"test": lambda: texts})
    monkeypatch.setattr(registry, "_names", {"test": lambda: texts.names})
    return texts
