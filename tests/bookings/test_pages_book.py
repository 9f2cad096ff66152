"""The page on which anybody books: days, people and contact, and every way it can refuse."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bookings.limits import BOOK, PIN_MAILS
from bookings.models import Activity, Booking, Party, Slot
from privacy.services import purposes
from tests.bookings.parties import hold
from tests.bookings.visitors import KEY, book_url, typed
from tests.factories import EventFactory, SlotFactory, TourFactory
from tests.html import soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot():
    return SlotFactory(days=7, capacity=3)


def send(client, slot, /, **changes):
    return client.post(book_url(slot), typed(slot, **changes))


def text(response):
    return response.content.decode()


def radios(response):
    """The offered slots: id → the marks of its radio button."""
    found = re.findall(r'type="radio" name="slot" value="(\d+)"([^>]*)>', text(response))
    return {int(pk): set(re.findall(r"checked|disabled", marks)) for pk, marks in found}


def test_booking_holds_seats_and_leads_to_the_page_for_the_code(client, slot):
    response = send(client, slot, grade_1="parent", count_1="1")
    party = Party.objects.get()
    assert (response.status_code, response.url) == (302, f"/bookings/{party.token}/")
    assert (party.family_name, party.family_kana, str(party.phone)) == ("髙田", "タカダ", "03-3000-5771")
    assert list(party.guests.values_list("grade", "is_self")) == [("h2", True), ("parent", False)]
    assert (party.bookings.get().state, Slot.objects.get().taken) == (Booking.State.HELD, 2)
    assert party.language == "ja"


def test_the_english_page_makes_an_english_party(client, slot):
    assert client.get(f"/en{book_url(slot)}").status_code == 200
    response = client.post(f"/en{book_url(slot)}", typed(slot))
    assert response.url == f"/en/bookings/{Party.objects.get().token}/"
    assert Party.objects.get().language == "en"


def test_full_days_stand_there_and_can_be_chosen_to_wait_for(client, slot):
    full = SlotFactory(activity=slot.activity, days=8, capacity=1)
    hold(full)
    assert radios(client.get(book_url(slot))) == {slot.pk: set(), full.pk: set()}
    assert "満席・キャンセル待ち" in text(client.get(book_url(slot)))


def test_only_days_that_take_bookings_are_offered(client, slot):
    tour, now = slot.activity, timezone.now()
    SlotFactory(activity=tour, days=8, status=Slot.Status.CLOSED)
    SlotFactory(activity=tour, days=9, status=Slot.Status.CANCELLED)
    SlotFactory(activity=tour, days=10, books_until=now - timedelta(minutes=1))
    SlotFactory(activity=tour, days=11, books_from=now + timedelta(days=1))
    SlotFactory(activity=tour, days=-1, books_until=now + timedelta(days=1))
    SlotFactory(days=12)
    assert list(radios(client.get(book_url(slot)))) == [slot.pk]


def test_a_link_chooses_its_day(client, slot):
    other = SlotFactory(activity=slot.activity, days=8)
    assert radios(client.get(f"{book_url(slot)}?slot={other.pk}")) == {slot.pk: set(), other.pk: {"checked"}}


def test_a_chosen_day_far_away_begins_the_list(client, slot):
    slots = [SlotFactory(activity=slot.activity, days=day) for day in range(8, 24)]
    offered = radios(client.get(f"{book_url(slot)}?slot={slots[-1].pk}"))
    assert offered == {slots[-1].pk: {"checked"}}


def test_twelve_days_a_page_and_a_link_to_later_ones(client, slot):
    slots = [slot, *(SlotFactory(activity=slot.activity, days=day) for day in range(8, 24))]
    first = client.get(book_url(slot))
    [later] = re.findall(r'href="(\?from=[^"]+)"', text(first))
    second = client.get(book_url(slot) + later)
    assert list(radios(first)) == [slot.pk for slot in slots[:12]]
    assert list(radios(second)) == [slot.pk for slot in slots[12:]]
    assert re.findall(r'href="(\?from=[^"]+)"', text(second)) == []


def days_shown(client, address):
    """How many days stand in the open, how many are folded away, and whether the fold is open."""
    form = soup(client.get(address)).find("form", novalidate=True)
    fold = form.select_one("fieldset.field > details")
    folded = len(fold.select("[name=slot]")) if fold else 0
    return len(form.select("[name=slot]")) - folded, folded, bool(fold) and fold.has_attr("open")


def test_five_days_stand_in_the_open_and_the_rest_is_folded_away(client, slot):
    days = [slot, *(SlotFactory(activity=slot.activity, days=day) for day in range(8, 12))]
    assert days_shown(client, book_url(slot)) == (5, 0, False)
    sixth = SlotFactory(activity=slot.activity, days=13, capacity=1)
    assert days_shown(client, book_url(slot)) == (5, 1, False)
    assert days_shown(client, f"{book_url(slot)}?slot={days[4].pk}") == (5, 1, False)
    assert days_shown(client, f"{book_url(slot)}?slot={sixth.pk}") == (5, 1, True)


def test_folded_days_are_open_while_there_is_no_other_choice(client, slot):
    for day in range(8, 12):
        hold(SlotFactory(activity=slot.activity, days=day, capacity=1))
    SlotFactory(activity=slot.activity, days=13)
    assert days_shown(client, book_url(slot)) == (5, 1, False)
    hold(slot, 3)
    assert days_shown(client, book_url(slot)) == (5, 1, True)


def test_without_a_day_all_days_are_shown_again(client, slot):
    for day in range(8, 14):
        SlotFactory(activity=slot.activity, days=day)
    form = soup(send(client, slot, slot="")).find("form", novalidate=True)
    assert form.select_one("fieldset.field > details").has_attr("open")


def test_each_kind_says_what_one_does_here(client, slot):
    event = SlotFactory(activity=EventFactory(), days=3).activity
    assert soup(client.get(book_url(slot))).h1.text == "見学を予約"
    assert soup(client.get(f"/events/{event.slug}/book/")).h1.text == "申し込み"


def test_the_place_is_said_once(client, slot):
    Activity.objects.filter(pk=slot.activity_id).update(place="正門のまえ")
    assert text(client.get(book_url(slot))).count("正門のまえ") == 1


def test_without_days_the_page_says_so(client):
    tour = TourFactory()
    assert "いま申し込める日がありません。" in text(client.get(f"/tours/{tour.slug}/book/"))


def test_the_purpose_stands_before_the_first_field_about_a_person_and_whole_before_the_button(client, slot):
    page, whole = text(client.get(book_url(slot))), purposes(["booking"])[0].text.split("\n")
    assert page.index(whole[0]) < page.index('name="family_name"')
    assert [line for line in whole if line not in page] == []
    assert page.index('name="email"') < page.index(whole[-1]) < page.index('name="consent_booking"')
    assert page.index('name="consent_booking"') < page.index("data-leads")


@pytest.mark.parametrize("query", ["slot=x", "slot=9" + "9" * 30, "slot=-1", "slot=²", "from=x", "from=9999-99-99T10:00",
                                   "from=9999-12-31T23:59", "from=0001-01-01T00:00", "from=2026-12-05T10:00:00Z", "source=" + "😀" * 50, "slot=１"])  # fmt: skip
def test_a_strange_address_still_shows_the_page(client, slot, query):
    assert client.get(f"{book_url(slot)}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slot": ""}, "日時をえらんでください。"),
        ({"slot": "x"}, "日時をえらんでください。"),
        ({"slot": "9" * 30}, "日時をえらんでください。"),
        ({"slot": "9" * 18}, "この日時は見つかりません。ほかの日時をえらんでください。"),
        ({"slot": "\x00"}, "日時をえらんでください。"),
        ({"own_grade": ""}, "学年か立場をえらんでください。"),
        ({"own_grade": "😀"}, "id_own_grade_error"),
        ({"coming": "", "own_grade": ""}, "参加する人を入力してください。"),
        ({"grade_1": "e1", "count_1": "9" * 5000}, "数字で入力してください。"),
        ({"family_name": ""}, "入力してください。"),
        ({"family_name": "名" * 61}, "60文字までで入力してください。"),
        ({"family_name": "名" * 10_000}, "60文字までで入力してください。"),
        ({"family_name": "高\x00田"}, "使えない文字が入っています。"),
        ({"given_name": "😀"}, "絵文字や記号は使えません。"),
        ({"family_kana": "髙田"}, "カタカナかひらがなで入力してください。"),
        ({"email": "minori.example.com"}, "「@」がありません。"),
        ({"email": "a@b"}, "メールアドレスの形になっていません。"),
        ({"email": "a" * 300 + "@example.com"}, "254文字までで入力してください。"),
        ({"email": "a\x00@example.com"}, "使えない文字が入っています。"),
        ({"phone": "電話"}, "電話番号の形になっていません。"),
        ({"phone": "9" * 1000}, "電話番号が長すぎます。"),
        ({"consent_booking": ""}, "「読みました」に印をつけてください。"),
        ({"website": "https://example.com/"}, "このらんを空にして、もう一度送ってください。"),
        ({"key": ""}, "ページの期限が切れました。もう一度送ってください。"),
        ({"key": "x" * 1000}, "ページの期限が切れました。もう一度送ってください。"),
        ({"key": "\x00" * 32}, "key"),
    ],
)
def test_a_mistake_gets_a_sentence_and_holds_nothing(client, slot, changes, sentence):
    response = send(client, slot, **changes)
    assert response.status_code == 400
    assert sentence in text(response)
    assert 'class="error-summary"' in text(response)
    assert not Party.objects.exists()


def test_after_a_mistake_everything_typed_is_kept(client, slot):
    page = text(send(client, slot, email="minori.example.com", grade_2="parent", count_2="２"))
    for kept in ('value="髙田"', 'value="たかだ"', 'value="minori.example.com"', 'value="２"', f'value="{KEY}"'):
        assert kept in page
    assert '<option value="h2" selected>' in page
    assert re.search(r'name="consent_booking"[^>]* checked', page)
    assert "<details open>" in page


def test_a_source_that_is_no_source_is_left_out(client, slot):
    send(client, slot, source="😀" * 100)
    assert Party.objects.get().source == ""


def test_the_source_of_the_link_stays_with_the_booking(client, slot):
    page = text(client.get(f"{book_url(slot)}?source=poster-12"))
    assert 'name="source" value="poster-12"' in page
    send(client, slot, source="poster-12")
    assert Party.objects.get().source == "poster-12"


def test_pressing_twice_makes_one_booking(client, slot):
    first, second = send(client, slot), send(client, slot)
    assert first.url == second.url
    assert Slot.objects.get().taken == 1


def test_going_back_and_changing_the_wish_shows_the_earlier_one(client, slot):
    earlier = send(client, slot)
    response = send(client, slot, email="other@example.com")
    assert response.status_code == 409
    assert f'href="{earlier.url}"' in text(response)
    assert 'value="other@example.com"' in text(response)
    [new_key] = re.findall(r'name="key" value="([^"]+)"', text(response))
    assert send(client, slot, email="other@example.com", key=new_key).status_code == 302
    assert Party.objects.count() == 2


def test_a_full_day_is_refused_with_days_instead_and_everything_kept(client, slot):
    hold(slot, 3)
    other = SlotFactory(activity=slot.activity, days=9)
    response = send(client, slot)
    page = text(response)
    assert response.status_code == 409
    assert "この回は満席になりました。" in page
    assert f'href="{book_url(slot)}?slot={other.pk}"' in page
    assert 'value="髙田"' in page
    assert Party.objects.count() == 1


def test_more_people_than_places_are_told_how_many_are_left(client, slot):
    hold(slot, 2)
    response = send(client, slot, grade_1="parent", count_1="1")
    assert response.status_code == 409
    assert "この回の残りは、あと1人です。" in text(response)


@pytest.mark.parametrize(
    ("tour", "sentence"),
    [({"party_max": 1}, "1回の申し込みは1人までです。"), ({"party_min": 3}, "3人から申し込めます。")],
)
def test_a_party_of_the_wrong_size_is_told_the_right_one(client, tour, sentence):
    slot = SlotFactory(activity__party_min=tour.get("party_min", 1), activity__party_max=tour.get("party_max", 6))
    response = send(client, slot, grade_1="parent", count_1="1")
    assert response.status_code == 409
    assert sentence in text(response)


def test_a_closed_day_is_refused(client, slot):
    Slot.objects.update(status=Slot.Status.CLOSED)
    response = send(client, slot)
    assert response.status_code == 409
    assert "この回は、いま予約を受け付けていません。" in text(response)


def test_another_activitys_day_is_unknown_here(client, slot):
    other = SlotFactory()
    response = client.post(book_url(slot), typed(other))
    assert response.status_code == 400
    assert not Party.objects.exists()


@pytest.mark.parametrize("address", ["/tours/nowhere/book/", "/events/nowhere/book/", "/en/tours/nowhere/book/"])
def test_an_unknown_activity_is_not_found(client, address):
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_other_methods_are_not_allowed(client, slot):
    assert client.put(book_url(slot)).status_code == 405


def test_a_browser_without_our_cookie_cannot_send_the_form(slot):
    assert Client(enforce_csrf_checks=True).post(book_url(slot), typed(slot)).status_code == 403


def test_one_address_cannot_send_without_end(client, slot, clock_stands):
    sent = [client.post(book_url(slot), {}, REMOTE_ADDR="203.0.113.5").status_code for _ in range(BOOK.times + 1)]
    assert sent == [400] * BOOK.times + [429]
    assert client.post(book_url(slot), {}, REMOTE_ADDR="203.0.113.6").status_code == 400


def test_nobody_fills_the_mailbox_of_a_stranger_from_many_places(client, slot, clock_stands):
    def ask(number, email):
        wish = typed(slot, key=f"{number:032d}", email=email)
        return client.post(book_url(slot), wish, REMOTE_ADDR=f"203.0.113.{number}").status_code

    sent = [ask(number, "stranger@example.com") for number in range(1, PIN_MAILS.times + 2)]
    assert sent[-1] == 429
    assert 429 not in sent[:-1]
    assert ask(99, "another@example.com") != 429


@pytest.mark.parametrize("days", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_days_as_for_one(client, django_assert_num_queries, days):
    tour = TourFactory()
    for day in range(days):
        SlotFactory(activity=tour, days=7 + day)
    client.get(f"/tours/{tour.slug}/book/")
    with django_assert_num_queries(7):  # one for the calendar, two for the drawing: the company's processes and fields
        client.get(f"/tours/{tour.slug}/book/")


def test_booking_asks_no_session(client, slot):
    client.get(book_url(slot))
    send(client, slot)
    assert "sessionid" not in client.cookies
