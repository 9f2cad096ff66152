import pytest
from django.core.management import call_command
from django.db.models import ProtectedError

from privacy.models import Consent, ExportLog, Purpose
from privacy.services import log_export, purposes, record_consents
from privacy.wordings import DEFAULTS
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer():
    """The booking purpose in a second wording."""
    return Purpose.objects.create(key="booking", version=2, title="新しい文", text="新しい本文")


def test_an_installation_starts_with_the_booking_purpose_in_both_languages():
    booking = Purpose.objects.get(key="booking")
    assert (booking.key, booking.version) == ("booking", 1)
    assert "90日" in booking.text
    assert "90 days" in booking.text_en


@pytest.mark.django_db(transaction=True)
def test_migrate_brings_missing_purposes_and_changes_no_others():
    Purpose.objects.all().delete()
    Purpose.objects.create(key="photos", title="写真", text="本文")
    call_command("migrate", verbosity=0)
    Purpose.objects.get(key="photos").delete()
    Purpose.objects.filter(key="booking").update(title="区が直した見出し")
    call_command("migrate", verbosity=0)
    titles = {purpose.key: purpose.title for purpose in Purpose.objects.all()}
    assert titles == {wording["key"]: wording["title"] for wording in DEFAULTS} | {"booking": "区が直した見出し"}


def test_current_wording_is_the_newest(newer):
    assert purposes(["booking"]) == [newer]


def test_purposes_come_in_the_order_asked(newer):
    photos = Purpose.objects.create(key="photos", title="写真", text="本文")
    assert purposes(["photos", "booking", "photos"]) == [photos, newer]
    assert purposes([]) == []


def test_unknown_purpose_is_refused():
    with pytest.raises(ValueError, match="unknown purposes: marketing"):
        purposes(["booking", "marketing"])


def test_consent_is_to_the_wording_shown(newer):
    record_consents(subject="bookings.party:1", keys=["booking"])
    assert list(Consent.objects.values_list("subject", "purpose__key", "purpose__version")) == [
        ("bookings.party:1", "booking", 2)
    ]


def test_consenting_twice_is_once():
    for _time in range(2):
        record_consents(subject="bookings.party:1", keys=["booking"])
    assert Consent.objects.count() == 1


def test_wording_somebody_agreed_to_cannot_be_deleted():
    record_consents(subject="bookings.party:1", keys=["booking"])
    with pytest.raises(ProtectedError):
        Purpose.objects.all().delete()


def test_export_is_written_down_with_who_what_why():
    staff = StaffFactory()
    log_export(
        user=staff, actor=str(staff), what="参加者名簿", purpose="当日の受付", format="csv", filters={"q": ""}, rows=12
    )
    log_export(
        user=None, actor="export_attendees", what="参加者名簿", purpose="点検", format="xlsx", filters={}, rows=0
    )
    columns = ("user", "actor", "what", "purpose", "format", "filters", "rows")
    assert list(ExportLog.objects.values_list(*columns)) == [
        (None, "export_attendees", "参加者名簿", "点検", "xlsx", {}, 0),
        (staff.pk, str(staff), "参加者名簿", "当日の受付", "csv", {"q": ""}, 12),
    ]
