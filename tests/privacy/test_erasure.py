from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from bookings.models import Booking, Guest, Party, Slot
from directory.models import GeocoderAnswer, ImportLine, ImportRun
from notices import services as outbox
from notices.models import Notice
from privacy import registry
from privacy.models import Consent, Purpose
from privacy.services import ErasureFailed, erase_expired
from tests.factories import BookingFactory, PartyFactory, SlotFactory

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-21T03:10:00+09:00")
PERSON = {
    "family_name": "見本",
    "given_name": "花子",
    "family_kana": "ミホン",
    "given_kana": "ハナコ",
    "email": "hanako@example.com",
}


@pytest.fixture
def rules(monkeypatch):
    """An empty registry for the test to fill."""
    monkeypatch.setattr(registry, "_rules", {})
    return registry


def booking_that_ended(days_ago):
    ends_at = NOW - timedelta(days=days_ago)
    slot = SlotFactory(starts_at=ends_at - timedelta(hours=1), ends_at=ends_at)
    party = PartyFactory(**PERSON, source="poster", answers={"q": "a"}, guests=2)
    booking = BookingFactory(slot=slot, party=party, seats=2)
    write(about=party.subject, to=party.email, dedupe_key=f"confirmed:{booking.pk}", due_at=ends_at)
    return booking


def write(**given):
    return outbox.write(**{"kind": "tests.plain", "subject": "お知らせ", "text": "花子さま", **given})


def test_who_may_keep_what_is_registered():
    assert list(registry.rules()) == [
        "bookings.lottery_losses", "bookings.parties", "bookings.surveys", "directory.geocoder", "directory.imports", "notices.messages", "pictures.share",
        "pictures.uploads", "privacy.consents", "privacy.views", "tours.enquiries", "tours.openings",
    ]  # fmt: skip


def test_ninety_days_after_the_visit_the_person_is_gone_and_the_figures_stay():
    booking = booking_that_ended(days_ago=90.1)
    before = Slot.objects.values().get(pk=booking.slot_id)
    erase_expired(NOW)
    party = Party.objects.get()
    assert {name: getattr(party, name) for name in PERSON} == dict.fromkeys(PERSON, "")
    assert (str(party.phone), party.answers, party.source, party.erased_at) == ("", {}, "poster", NOW)
    assert list(Booking.objects.values_list("seats", "state")) == [(2, Booking.State.CONFIRMED)]
    assert Guest.objects.count() == 2
    assert Slot.objects.values().get(pk=booking.slot_id) == before
    assert list(Notice.objects.values_list("to", "text", "html", "calendar")) == [("", "", "", "")]


def test_before_that_nothing_is_touched():
    booking = booking_that_ended(days_ago=89.9)
    erase_expired(NOW)
    party = Party.objects.get()
    assert (party.family_name, party.email, party.token) == ("見本", "hanako@example.com", booking.party.token)
    assert Notice.objects.get().to == "hanako@example.com"


def test_a_later_visit_of_the_same_party_keeps_it():
    booking = booking_that_ended(days_ago=100)
    later = NOW - timedelta(days=1)
    BookingFactory(slot=SlotFactory(starts_at=later - timedelta(hours=1), ends_at=later), party=booking.party, seats=2)
    erase_expired(NOW)
    assert Party.objects.get().email == "hanako@example.com"


def test_erasing_twice_changes_nothing_more():
    booking_that_ended(days_ago=91)
    assert erase_expired(NOW)["bookings.parties"] == 1
    assert erase_expired(NOW)["bookings.parties"] == 0


@pytest.mark.parametrize(("keep_days", "age", "left"), [(30, 30, 0), (30, 29.9, 1), (1, 1, 0), (1, 0.9, 1)])
def test_sent_message_is_blanked_after_its_days(keep_days, age, left):
    notice = write(to="hanako@example.com", dedupe_key="1", keep_days=keep_days, due_at=NOW - timedelta(days=99))
    sent_at = NOW - timedelta(days=age)
    Notice.objects.filter(pk=notice.pk).update(state=Notice.State.SENT, sent_at=sent_at, error="hanako@example.com")
    erase_expired(NOW)
    assert Notice.objects.exclude(to="", text="", error="").count() == left
    notice.refresh_from_db()
    assert (notice.state, notice.sent_at, notice.kind) == (Notice.State.SENT, sent_at, "tests.plain")


@pytest.mark.parametrize("state", [Notice.State.FAILED, Notice.State.DROPPED])
def test_message_that_never_left_is_blanked_too_and_cannot_be_sent_again(state):
    notice = write(to="hanako@example.com", dedupe_key="1", due_at=NOW - timedelta(days=30))
    Notice.objects.filter(pk=notice.pk).update(state=state)
    erase_expired(NOW)
    assert Notice.objects.get().to == ""
    assert outbox.retry(notice) is False


@pytest.mark.parametrize(("age", "left"), [(30, ("", "")), (29.9, ("架空花子", "東京都大田区蒲田5-1-1"))])
def test_whom_the_lines_of_a_list_name_goes_with_the_list(age, left):
    run = ImportRun.objects.create(name="list.csv", stored="gone", basis="consent", state=ImportRun.State.CHECKED)
    line = {"outcome": "refused", "reasons": "区の外", "name": "架空花子", "address": "東京都大田区蒲田5-1-1"}
    ImportLine.objects.create(run=run, line=2, **line)
    ImportRun.objects.update(touched_at=NOW - timedelta(days=age))
    erase_expired(NOW)
    assert ImportLine.objects.values_list("name", "address", "outcome", "reasons").get() == (*left, "refused", "区の外")


def test_message_that_waits_is_kept():
    write(to="hanako@example.com", dedupe_key="1", due_at=NOW - timedelta(days=300))
    erase_expired(NOW)
    assert Notice.objects.get().to == "hanako@example.com"


@pytest.mark.parametrize(
    ("given", "left"),
    [("2024-03-31T23:59:00+09:00", 0), ("2025-03-31T23:59:00+09:00", 0), ("2025-04-01T00:00:00+09:00", 1)],
)
def test_consent_is_proof_until_the_end_of_the_next_fiscal_year(given, left):
    consent = Consent.objects.create(purpose=Purpose.objects.get(key="booking"), subject="bookings.party:1")
    Consent.objects.filter(pk=consent.pk).update(given_at=datetime.fromisoformat(given))
    erase_expired(NOW)
    assert Consent.objects.count() == left


def test_one_failing_rule_keeps_no_other_from_running(rules, caplog, capsys):
    ran = []

    def fails(at):
        raise ValueError("hanako@example.com")

    rules.register("a", erase=fails)
    rules.register("b", erase=lambda at: ran.append(at) or 3)
    with pytest.raises(ErasureFailed, match="^a$"):
        erase_expired(NOW)
    assert ran == [NOW]
    assert [record.getMessage() for record in caplog.records] == ["erasure of a failed: ValueError"]
    with pytest.raises(CommandError, match="failed: a"):
        call_command("erase_expired")


def test_command_prints_what_it_did(rules, capsys):
    rules.register("parties", erase=lambda at: 3)
    rules.register("notices", erase=lambda at: 0)
    call_command("erase_expired")
    assert capsys.readouterr().out == "notices: 0\nparties: 3\n"


def test_addresses_that_were_asked_for_are_forgotten_after_a_year():
    old, young = (GeocoderAnswer.objects.create(query=f"蒲田五丁目{number}") for number in "12")
    GeocoderAnswer.objects.filter(pk=old.pk).update(asked_at=NOW - timedelta(days=365.1))
    GeocoderAnswer.objects.filter(pk=young.pk).update(asked_at=NOW - timedelta(days=364.9))
    erase_expired(NOW)
    assert list(GeocoderAnswer.objects.all()) == [young]
