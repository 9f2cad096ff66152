"""Who has personal data to erase. An app registers its rule in its `retention.py`, imported when Django is ready."""

from collections.abc import Callable
from datetime import datetime

_rules: dict[str, Callable[[datetime], int]] = {}


def register(name: str, *, erase: Callable[[datetime], int]):
    """`erase(at)` blanks or deletes what may no longer be kept at `at` (aware) and returns how many rows it touched.

    It works in short transactions, and a second call changes nothing. The same name again replaces the rule.
    """
    _rules[name] = erase


def rules() -> dict[str, Callable[[datetime], int]]:
    return dict(sorted(_rules.items()))
