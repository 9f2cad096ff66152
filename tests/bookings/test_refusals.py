"""Every refusal names its rule and a next step: all of them, wherever they are raised."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from bookings import errors, lot_errors, surveys  # noqa: F401 -- all that refuse
from bookings.closed import why_closed
from bookings.errors import Refused
from bookings.models import Slot
from tests.factories import CompanyFactory, SlotFactory, TourFactory

ROOMS = ("bookings", "tours", "events")
# Places that say their own words and mean the next step of their class, which fits them.
CLASS_NEXT_FITS = {
    "NotChangeable": {
        "この予約は、もう決まっています。",
        "いまはキャンセル待ちではありません。",
        "この抽選は、もう終わっています。",
    },
    "PartyTooLarge": {"1回の申し込みは%(max)d人までです。", "この回の定員は%(capacity)d人です。"},
    "PartyTooSmall": {"%(min)d人から申し込めます。"},
    "WrongPin": {"確認コードがちがいます。あと%(left)d回ためせます。"},
    "SlotClosed": {
        "この時間は、案内の人か部屋がほかの見学に使われています。",
        "この日時は、この抽選ではえらべません。",
        "この回は中止になりました。",
        "この回は、もう始まっています。",
        "この回の受付は終わりました。",
    },
}


def everybody(kind=Refused):
    for child in kind.__subclasses__():
        yield from (child, *everybody(child))


KINDS = {kind.__name__: kind for kind in everybody()}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_has_a_word_for_machines_and_two_whole_sentences(kind):
    refusal = kind()
    assert (refusal.reason != Refused.reason, 400 <= refusal.status < 500) == (True, True)
    assert "detail" in vars(kind)
    assert str(refusal.detail).endswith("。")
    assert str(refusal.next).endswith("。")
    assert str(refusal.next) != str(Refused.next)
    assert str(refusal.sentence) == f"{refusal.detail}{refusal.next}"


def test_two_rules_never_share_a_word():
    words = {}
    for kind in KINDS.values():
        words.setdefault(kind.reason, set()).add(
            next(k for k in reversed(kind.__mro__) if k.__dict__.get("reason") == kind.reason)
        )
    assert {reason: found for reason, found in words.items() if len(found) > 1} == {}


def calls():
    """Each place that makes a refusal: file and line, the kind, its own detail ("" for none), whether it says what next."""
    for room in ROOMS:
        for path in sorted(Path(settings.BASE_DIR, room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {*KINDS, "Refused"}:
                    has_next = len(node.args) > 1 or any(keyword.arg == "next" for keyword in node.keywords)
                    yield f"{room}/{path.name}:{node.lineno}", node.func.id, words(node.args[:1]), has_next


def words(arguments):
    found = [n.value for argument in arguments for n in ast.walk(argument) if isinstance(n, ast.Constant)]
    return next((word for word in found if isinstance(word, str)), "")


def test_every_place_that_says_its_own_words_says_what_to_do_next():
    silent = [
        (place, kind, detail)
        for place, kind, detail, has_next in calls()
        if detail and not has_next and detail not in CLASS_NEXT_FITS.get(kind, ())
    ]
    assert silent == []


def test_what_is_said_to_fit_is_still_said():
    said = {(kind, detail) for _place, kind, detail, has_next in calls() if not has_next}
    assert {(kind, detail) for kind, details in CLASS_NEXT_FITS.items() for detail in details} - said == set()


def closed(activity=None, **slot):
    return SlotFactory(days=7, activity=activity or TourFactory(), **slot)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "detail", "next"),
    [
        (lambda: closed(status=Slot.Status.CANCELLED), "この回は中止になりました。", "ほかの日時"),
        (lambda: closed(status=Slot.Status.CLOSED), "この回は、いま予約を受け付けていません。", "ほかの日時"),
        (lambda: closed(TourFactory(live=False)), "このページは、いま公開されていません。", "ほかの見学やイベント"),
        (
            lambda: closed(TourFactory(company=CompanyFactory(hidden=True))),
            "このページは、いま公開されていません。",
            "ほかの見学やイベント",
        ),
        (
            lambda: closed(TourFactory(paused_at=timezone.now(), pause_reason="機械の引っ越し")),
            "お休み中なので、いま予約を受け付けていません。理由：機械の引っ越し",
            "受付がまた始まるのを待つか",
        ),
        (lambda: closed(books_from=timezone.now() + timedelta(days=1)), "に始まります。", "受付が始まってから"),
        (lambda: closed(books_until=timezone.now()), "この回の受付は終わりました。", "ほかの日時"),
        (lambda: SlotFactory(days=-1), "この回は、もう始まっています。", "ほかの日時"),
    ],
)
def test_a_slot_that_takes_no_bookings_says_which_rule_it_is(make, detail, next):
    refusal = why_closed(make())
    assert (refusal.reason, detail in refusal.detail, str(refusal.next).startswith(next)) == ("slot_closed", True, True)
