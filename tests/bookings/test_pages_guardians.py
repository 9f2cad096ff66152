"""A guardian's word as the party, the guardian and the desk meet it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bookings import guardian_links, services
from bookings.models import Booking, GuardianConsent, Party
from privacy.models import Consent, ViewLog
from tests.bookings.guarded import NAME, asked, guests, link_of, now, sign, slot_of, taken
from tests.bookings.parties import hold, mailed_pin, mails, run_out
from tests.bookings.visitors import body, book_url, heading, page_of, text, typed

pytestmark = pytest.mark.django_db
State = Booking.State
SAID = {"answer": "sign", "name": "見本　守", "phone": "０３－５０００－０００１", "agreed": "1:high"}
BOX = {"guardian_agreed": "on", "guardian_phone": "03-5000-0001"}


# The booking form


@pytest.mark.parametrize(
    ("hazard", "said"),
    [
        ("", "高1までの人だけで"),
        ("some", "高2・高3・高専の人だけで来るときは"),
        ("high", "高校生・高専生までの人だけで"),
    ],
)
def test_the_form_says_beforehand_who_will_need_a_guardian_and_asks_nothing_yet(client, hazard, said):
    page = text(client.get(book_url(slot_of(hazard))))
    assert (said in page, "guardian_phone" in page) == (True, False)


@pytest.mark.parametrize("missing", [[], ["guardian_agreed"], ["guardian_phone"]])
def test_the_form_comes_back_with_two_fields_where_the_party_needs_them(client, missing):
    slot = slot_of("some")
    given = {name: value for name, value in BOX.items() if missing and name not in missing}
    response = client.post(book_url(slot), typed(slot, **given))
    page = text(response)
    assert (response.status_code, taken(slot)) == (400, 0)
    assert [f'name="{name}"' in page for name in BOX] == [True, True]
    assert "急いで連絡したいときだけ使います。" in page
    assert set(response.context["form"].errors) == set(missing or BOX)


def test_with_both_the_booking_goes_on_and_the_pass_says_so(client):
    slot = slot_of("some")
    response = client.post(book_url(slot), typed(slot, **BOX), follow=True)
    assert heading(response) == "メールの確認"
    booking = Booking.objects.get()
    page = text(client.post(page_of(booking), {"pin": mailed_pin(booking)}, follow=True))
    assert ("保護者の確認ずみ" in page, "5000-0001" in page) == (True, False)


@pytest.mark.parametrize("grade", ["adult", "e6"])
def test_a_number_that_nobody_asked_for_is_neither_judged_nor_kept(client, grade):
    slot = slot_of("some")
    for number, key in (("abc", "a" * 32), ("03-5000-0001", "b" * 32)):
        client.post(book_url(slot), typed(slot, own_grade=grade, guardian_phone=number, key=key))
    assert (Party.objects.count(), GuardianConsent.objects.count()) == (2, 0)


# The party


@pytest.fixture
def waiting():
    """A pupil of seventeen whose guardian is asked about a dangerous visit."""
    return asked(slot_of("high"), "h2")


def test_whoever_needs_a_signature_hears_so_before_the_code_and_after_it(client):
    held = hold(slot_of("high"), guests=guests("h2"))
    assert "コードを入れたあとに、保護者の確認をもらいます。" in text(client.get(page_of(held)))
    response = client.post(page_of(held), {"pin": mailed_pin(held)}, follow=True)
    assert heading(response) == "保護者の確認を待っています"


def test_the_party_finds_the_link_to_pass_on_and_nothing_is_asked_of_line(client, waiting):
    page = text(client.get(page_of(waiting)))
    link = guardian_links.signing_url(waiting.party)
    assert f'value="{link}"' in page
    assert re.findall(r'(?:src|href)="https?://(?!127)([^/"]+)', page) == ["line.me"]
    assert "<svg" in page


def test_the_sheet_of_paper_says_what_is_agreed_to(client, waiting):
    page = text(client.get(page_of(waiting, "paper/")))
    shown = ("保護者の確認書", "あぶない作業のそばに行く", "火花が飛ぶ場所から", "保護者の名前（署名）", "大田区役所")
    assert [word for word in shown if word not in page] == []
    sign(waiting)
    assert client.get(page_of(waiting, "paper/")).url == page_of(waiting)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_people(client, django_assert_num_queries, people):
    booking = asked(slot_of(), *["e6"] * people)
    client.get(page_of(booking))
    with django_assert_num_queries(2):
        client.get(page_of(booking))


@pytest.mark.parametrize("ended", [True, False])
def test_what_nobody_signed_in_time_blames_nobody(client, waiting, ended):
    Party.objects.update(verified_at=waiting.created_at)
    run_out(waiting)
    if ended:
        services.expire_overdue()
    assert heading(client.get(page_of(waiting))) == "保護者の確認がとどきませんでした"


def test_other_people_who_need_another_guardian_are_refused_with_the_next_step(client, waiting):
    sign(waiting)
    response = client.post(page_of(waiting, "change/"), {"grade_1": "h2", "count_1": "2"})
    assert (response.status_code, "大人もいっしょに来るか" in text(response)) == (409, True)
    assert client.get(page_of(waiting, "move/")).url == page_of(waiting)
    assert "日時を変える" not in text(client.get(page_of(waiting)))


# The guardian


def test_opening_the_link_signs_nothing(client, waiting):
    response = client.get(link_of(waiting.party))
    page = text(response)
    assert (response.status_code, now(waiting).state) == (200, State.CONSENTING)
    shown = ("見本 花子さん", "あぶない作業のそばに行く", "火花が飛ぶ場所から", "高2 1人", "大田区役所")
    assert [word for word in shown if word not in page] == []
    hidden = (waiting.party.token, "hanako@example.com", "5000-0000")
    assert [word for word in hidden if word in page] == []
    assert response["Referrer-Policy"] == "same-origin"


def test_one_button_signs(waiting):
    guardian = Client(enforce_csrf_checks=True)
    guardian.get(link_of(waiting.party))
    sent = SAID | {"csrfmiddlewaretoken": guardian.cookies["csrftoken"].value}
    response = guardian.post(link_of(waiting.party), sent, follow=True)
    assert "保護者の確認を受け取りました。" in text(response)
    consent = GuardianConsent.objects.get()
    assert (now(waiting).state, consent.name, consent.wording) == (State.CONFIRMED, NAME, "1:high")
    assert Consent.objects.filter(purpose__key="guardian", subject=waiting.party.subject).count() == 1


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"name", "phone", "agreed"}),
        (SAID | {"name": ""}, {"name"}),
        (SAID | {"phone": "12"}, {"phone"}),
        (SAID | {"agreed": ""}, {"agreed"}),
        (SAID | {"agreed": "1:some"}, {"agreed"}),
    ],
)
def test_what_is_no_signature_gets_a_sentence(client, waiting, typed, wrong):
    response = client.post(link_of(waiting.party), typed)
    assert (response.status_code, set(response.context["form"].errors)) == (400, wrong)
    assert (now(waiting).state, GuardianConsent.objects.count()) == (State.CONSENTING, 0)


def test_a_no_needs_no_name_and_the_party_is_told(client, waiting):
    response = client.post(link_of(waiting.party), {"answer": "refuse"}, follow=True)
    assert "この申し込みは、取り消されました。" in text(response)
    assert (now(waiting).state, len(mails(waiting, "refused"))) == (State.CANCELLED, 1)
    assert client.post(link_of(waiting.party), SAID | {"agreed": "1:high"}).status_code == 409


def test_a_signature_after_the_time_ran_out_says_so(client, waiting):
    run_out(waiting)
    response = client.post(link_of(waiting.party), SAID)
    assert (response.status_code, now(waiting).state) == (409, State.EXPIRED)
    assert "時間がすぎたので" in text(response)


def test_the_token_does_not_sign_and_the_guardians_link_does_nothing_else(client, waiting):
    other = asked(slot_of("high"), "h2", email="b@example.com")
    secret = link_of(waiting.party).split("/")[2]
    for address in (
        page_of(waiting, "consent/"),
        f"/bookings/{waiting.party.pk}-{waiting.party.token}/consent/",
        link_of(other.party).replace(f"{other.party.pk}-", f"{waiting.party.pk}-"),
        f"/bookings/{secret}/",
        *(f"/bookings/{secret}/{name}/" for name in ("cancel", "change", "answer", "paper")),
    ):
        assert (client.get(address).status_code, client.post(address, SAID).status_code) in ((404, 404), (404, 405))
    assert (now(waiting).state, now(other).state) == (State.CONSENTING, State.CONSENTING)


def test_a_party_that_is_erased_has_no_guardians_page(client, waiting):
    link = link_of(waiting.party)
    Party.objects.filter(pk=waiting.party.pk).update(erased_at=waiting.created_at)
    assert client.get(link).status_code == 404


# The desk


def desk_of(booking):
    return f"{reverse('desk:bookings')}?code={booking.party.code}"


PAPER = {"guardian_name": "見本 守", "guardian_phone": "03-5000-0001"}


def test_staff_record_a_signed_sheet_and_it_is_written_down_who(staff, waiting):
    assert "紙を受け取ったと記録する" in text(staff.get(desk_of(waiting)))
    response = staff.post(desk_of(waiting), PAPER, follow=True)
    consent = GuardianConsent.objects.get()
    assert (now(waiting).state, consent.how, consent.recorded_by) == (State.CONFIRMED, "paper", staff.user)
    assert ViewLog.objects.filter(user=staff.user, what="保護者の紙の受け取り").count() == 1
    assert ("署名した紙" in text(response), NAME in text(response)) == (True, True)


@pytest.mark.parametrize(
    ("typed", "status"), [(PAPER | {"guardian_phone": ""}, 400), (PAPER | {"guardian_name": ""}, 400)]
)
def test_half_a_sheet_is_none(staff, waiting, typed, status):
    assert (staff.post(desk_of(waiting), typed).status_code, now(waiting).state) == (status, State.CONSENTING)


def test_a_sheet_that_comes_too_late_is_refused(staff, waiting):
    run_out(waiting)
    response = staff.post(desk_of(waiting), PAPER)
    assert (response.status_code, "時間がすぎたので" in text(response)) == (409, True)


@pytest.mark.parametrize("client", ["visitor", "owner", "editor", "helper_user", "staff_without_mfa"])
def test_nobody_else_records_a_sheet(request, client, waiting):
    assert request.getfixturevalue(client).post(desk_of(waiting), PAPER).status_code in (302, 403)
    assert (now(waiting).state, GuardianConsent.objects.count()) == (State.CONSENTING, 0)


# The API


def send(client, slot, **changes):
    return client.post("/api/v1/bookings/", body(slot, **changes), content_type="application/json")


@pytest.mark.parametrize(
    ("guardian", "wrong"),
    [
        (None, "guardian"),
        ({"agreed": False, "phone": "03-5000-0001"}, "guardian.agreed"),
        ({"agreed": True}, "guardian.phone"),
        ({"agreed": True, "phone": "12"}, "guardian.phone"),
    ],
)
def test_the_api_names_what_is_missing_of_a_guardian(client, guardian, wrong):
    slot = slot_of("some")
    response = send(client, slot, **({"guardian": guardian} if guardian else {}))
    assert (response.status_code, list(response.json()["errors"]), taken(slot)) == (400, [wrong], 0)


def test_the_api_takes_a_guardians_number_and_leads_to_a_signature(client):
    box = send(client, slot_of("some"), guardian={"agreed": True, "phone": "０３-5000-0001"})
    assert (box.status_code, GuardianConsent.objects.get().how) == (201, "box")
    held = send(client, slot_of("high")).json()
    booking = Booking.objects.get(party__code=held["code"])
    confirm = f"/api/v1/bookings/{held['code']}/confirm/"
    answer = client.post(confirm, {"pin": mailed_pin(booking)}, content_type="application/json").json()
    assert (answer["state"], answer["expires_at"] is None) == ("consenting", False)
