"""The pages of a lottery: entering it, waiting for the draw, its result; and its rounds at the desk."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from bookings import proofs, services
from bookings.lots import Entry, Lottery
from bookings.models import Activity, Booking, Party
from bookings.services import entering, lotteries
from privacy.models import ViewLog
from tests.bookings.lots import DAY, close, enter, entered, lottery_tour, round_of, slots_for
from tests.bookings.parties import mailed_pin
from tests.bookings.visitors import body, book_url, heading, page_of, text, typed
from tests.factories import EventFactory, SlotFactory, TourFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
DESK = "/desk/lotteries/"


@pytest.fixture
def tour():
    return lottery_tour(title="砥石の音を聞く見学")


@pytest.fixture
def slots(tour):
    return slots_for(tour, 4, 4, 4)


@pytest.fixture
def lottery(tour, slots):
    return round_of(tour)


def wish(*slots, **changes):
    """The form of a lottery with these dates."""
    form = typed(slots[0], **changes)
    del form["slot"]
    return form | {f"choice_{rank}": slot.pk for rank, slot in enumerate(slots, start=1)} | {"own_grade": "adult"}


def url(lottery):
    return f"/tours/{lottery.activity.slug}/book/"


def desk_url(lottery, name=""):
    return f"{DESK}{lottery.pk}/{name}"


# Entering


def test_the_form_tells_the_rules_and_the_dates_before_anything_is_typed(client, lottery, slots):
    page = text(client.get(url(lottery)))
    assert "抽選のきまり" in page
    assert "先着順ではありません。" in page
    assert page.count("24:00") == 0 and "しめ切り" in page
    assert page.count(f'value="{slots[0].pk}"') == 3
    assert 'name="is_local"' not in page and 'name="wait"' not in page
    Lottery.objects.update(locals_first=True)
    assert 'name="is_local"' in text(client.get(url(lottery)))


def test_three_choices_are_entered_and_confirmed_by_the_code(client, lottery, slots):
    response = client.post(url(lottery), wish(slots[2], slots[0], slots[1]))
    party = Party.objects.get()
    assert (response.status_code, response.url) == (302, f"/bookings/{party.token}/")
    assert heading(client.get(response.url)) == "メールの確認"
    response = client.post(response.url, {"pin": mailed_pin(party.bookings.first())}, follow=True)
    assert heading(response) == "抽選を待っています"
    ranks = party.entry.choices.order_by("rank").values_list("booking__slot", flat=True)
    assert list(ranks) == [slots[2].pk, slots[0].pk, slots[1].pk]
    assert re.findall(r"第(\d)希望</dt>", text(response)) == ["1", "2", "3"]


def test_the_mailed_link_enters_from_any_browser(client, lottery, slots):
    booking = enter(lottery, slots[:2])
    link = page_of(booking, f"confirm/{proofs.make(booking.party)}/")
    assert heading(client.get(link)) == "抽選に申し込む"
    assert heading(client.post(link, follow=True)) == "抽選を待っています"


def test_an_empty_second_choice_is_skipped_and_pressing_twice_enters_once(client, lottery, slots):
    form = wish(slots[0]) | {"choice_2": "", "choice_3": slots[1].pk}
    first, second = (client.post(url(lottery), form) for _time in range(2))
    assert (first.url, Entry.objects.count(), Booking.objects.count()) == (second.url, 1, 2)
    other = client.post(url(lottery), form | {"choice_3": slots[2].pk})
    assert (other.status_code, f'href="{first.url}"' in text(other)) == (409, True)


@pytest.mark.parametrize(
    "choices",
    [
        ("", "", ""),
        (0, 0, ""),
        (0, 1, 0),
        (0, 0, 0),
        ("x", "", ""),
        ("9" * 40, "", ""),
        ("-1", "", ""),
        ("a\x00", "", ""),
    ],
)
def test_a_mistake_in_the_choices_gets_a_sentence(client, lottery, slots, choices):
    chosen = [slots[choice].pk if isinstance(choice, int) else choice for choice in choices]
    response = client.post(
        url(lottery), wish(slots[0]) | dict(zip(("choice_1", "choice_2", "choice_3"), chosen, strict=True))
    )
    assert (response.status_code, "error-summary" in text(response)) == (400, True)
    assert not Party.objects.exists()


def test_a_slot_of_another_tour_and_a_party_too_large_for_a_date_are_refused(client, lottery, slots):
    foreign = SlotFactory(activity=TourFactory(acceptance=Activity.Acceptance.LOTTERY))
    assert client.post(url(lottery), wish(foreign)).status_code == 400
    response = client.post(url(lottery), wish(slots[0], grade_1="parent", count_1="5"))
    assert (response.status_code, "席が4人分しかない" in text(response)) == (409, True)


def test_a_round_without_dates_has_nothing_to_choose_from(client, tour):
    round_of(tour)
    assert "いま申し込める日がありません。" in text(client.get(f"/tours/{tour.slug}/book/"))
    assert client.get(f"/tours/{tour.slug}/").status_code == 200


def test_a_household_reads_the_rule_and_nothing_of_the_other_entry(client, lottery, slots):
    entered(lottery, slots, email="first@example.com", phone="03-3000-5771")
    response = client.post(url(lottery), wish(slots[0]))
    booking = Booking.objects.get(party__email="minori@example.com")
    page = text(client.post(response.url, {"pin": mailed_pin(booking)}))
    assert "1つの家庭から申し込めるのは、1回の抽選に1つだけです。" in page
    assert "そのときに届いたメールのリンクから" in page
    assert "first@example.com" not in page


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({}, "申し込みは、まだ始まっていません。"),
        ({"opens_at": -2, "closes_at": -1}, "申し込みは、しめ切りました。"),
        (None, "いまは申し込めません。"),
    ],
    ids=["ahead", "closed", "none"],
)
def test_without_an_open_round_the_pages_say_when_and_take_nothing(client, tour, slots, times, words):
    if times is not None:
        times = {"opens_at": 1, "closes_at": 2} | times
        round_of(tour, **{name: timezone.now() + days * DAY for name, days in times.items()})
    assert words in text(client.get(book_url(slots[0])))
    response = client.post(book_url(slots[0]), wish(slots[0]))
    assert (response.status_code, words in text(response), Party.objects.count()) == (409, True, 0)
    page = text(client.get(f"/tours/{tour.slug}/"))
    assert words in page
    assert "満席" not in page


def test_the_pages_of_tour_and_event_lead_to_the_entry_with_a_date_as_first_choice(client, lottery, slots):
    page = text(client.get(f"/tours/{lottery.activity.slug}/"))
    assert f'href="{url(lottery)}"' in page
    assert f'href="{url(lottery)}?slot={slots[0].pk}"' in page
    chosen = text(client.get(f"{url(lottery)}?slot={slots[0].pk}"))
    assert chosen.count(f'value="{slots[0].pk}" selected') == 1
    event = EventFactory(acceptance=Activity.Acceptance.LOTTERY)
    SlotFactory(activity=event, days=40)
    round_of(event)
    assert f'href="/events/{event.slug}/book/"' in text(client.get(f"/events/{event.slug}/"))
    assert "抽選のきまり" in text(client.get(f"/events/{event.slug}/book/"))


def test_a_page_of_a_lottery_costs_as_many_queries_with_many_dates(client, lottery):
    few = len(queries_of(lambda: client.get(url(lottery))))
    for day in range(50, 53):
        SlotFactory(activity=lottery.activity, days=day)
    assert len(queries_of(lambda: client.get(url(lottery)))) == few


def test_over_the_api_seats_that_are_drawn_are_refused_in_a_sentence(client, lottery, slots):
    answer = client.post("/api/v1/bookings/", body(slots[0]), content_type="application/json")
    assert (answer.status_code, answer.json()["reason"]) == (409, "slot_closed")
    assert "抽選" in answer.json()["detail"]
    [listed, *_more] = client.get(f"/api/v1/slots/?activity={lottery.activity.slug}").json()["results"]
    assert listed["bookable"] is False


# Before and after the draw


def test_an_entry_can_be_taken_back_until_the_draw(client, lottery, slots):
    booking = entered(lottery, slots)
    assert heading(client.get(page_of(booking, "withdraw/"))) == "申し込みを取り下げますか"
    response = client.post(page_of(booking, "withdraw/"), follow=True)
    assert heading(response) == "抽選の申し込みは終わっています"
    assert entering.counted(lottery).count() == 0
    assert client.get(page_of(booking, "withdraw/")).status_code == 302


def test_an_entry_that_was_never_confirmed_says_so(client, lottery, slots):
    booking = enter(lottery, slots)
    Booking.objects.update(held_until=timezone.now() - timedelta(minutes=1))
    assert heading(client.get(page_of(booking))) == "抽選に入っていません"
    entering.end_entries()
    assert heading(client.get(page_of(booking))) == "抽選に入っていません"


def test_after_the_draw_a_winner_has_the_pass_and_a_loser_the_ways_on(client, lottery, slots):
    bookings = [entered(lottery, slots[:1], 4, email=f"p{number}@example.com") for number in range(2)]
    lotteries.draw_round(lottery=close(lottery), seed=5)
    pages = {heading(client.get(page_of(booking))): text(client.get(page_of(booking))) for booking in bookings}
    assert set(pages) == {"予約が決まりました", "今回は、外れました"}
    lost = pages["今回は、外れました"]
    assert f'href="/tours/opening/{lottery.activity.tour.company.slug}/"' in lost
    assert ">5</dd>" in lost
    winner = Booking.objects.get(state="confirmed")
    assert client.get(page_of(winner, "move/")).status_code == 302
    services.cancel(booking=winner, by="guest")
    assert heading(client.get(page_of(winner))) == "予約は取り消されています"


def test_anybody_can_read_the_figures_of_the_last_draw(client, lottery, slots):
    for number in range(3):
        entered(lottery, slots[:1], 2, email=f"p{number}@example.com")
    lotteries.nominate(lottery=lottery, code=Party.objects.first().code, reason="協賛校", by=None)
    lotteries.draw_round(lottery=close(lottery), seed=424242)
    for address in (f"/tours/{lottery.activity.slug}/", url(lottery)):
        page = text(client.get(address))
        assert "424242" in page and "3組・6人" in page and "1組・2人" in page
        assert "協賛校" not in page and "p0@example.com" not in page


# The desk


def round_form(activity, /, **changes):
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today + 2 * DAY, "results_on": today + 3 * DAY}
    return {"activity": activity.pk} | {name: day.isoformat() for name, day in days.items()} | changes


def test_staff_open_a_round_which_ends_with_the_day(staff, tour, slots):
    response = staff.post(DESK, round_form(tour, locals_first="on"))
    lottery = Lottery.objects.get()
    assert (response.status_code, response.url) == (302, desk_url(lottery))
    assert (lottery.locals_first, timezone.localtime(lottery.closes_at).hour) == (True, 0)
    page = text(staff.get(desk_url(lottery)))
    assert "24:00" in page
    assert staff.post(DESK, round_form(tour)).status_code == 409


@pytest.mark.parametrize(
    "changes",
    [
        {"activity": ""}, {"activity": "9" * 40}, {"opens_on": ""}, {"opens_on": "x"}, {"closes_on": "2020-01-01"},
        {"closes_on": "9999-12-31"}, {"results_on": "2026-13-01"}, {"from_day": "2027-02-02", "until_day": "2027-02-01"},
    ],
)  # fmt: skip
def test_a_mistake_in_a_round_gets_a_sentence(staff, tour, changes):
    response = staff.post(DESK, round_form(tour, **changes))
    assert (response.status_code, "error-summary" in text(response), Lottery.objects.count()) == (400, True, 0)
    assert staff.post(DESK, round_form(TourFactory())).status_code == 400


def test_the_desk_sees_the_numbers_and_no_name(staff, lottery, slots):
    entered(lottery, [slots[0], slots[1]], 3)
    entered(lottery, [slots[1]], 2)
    page = text(staff.get(desk_url(lottery)))
    rows = re.findall(r'<td class="number">(\d+)</td>' * 5, page)
    assert rows == [("4", "1", "0", "0", "3"), ("4", "1", "1", "0", "2"), ("4", "0", "0", "0", "0")]
    assert "花子" not in page and "example.com" not in page


def test_nominations_are_made_and_taken_back_and_written_down(staff, lottery, slots):
    party = entered(lottery, slots).party
    wrong = staff.post(desk_url(lottery), {"nominate": "1", "code": "BBBB BBBB", "reason": "x"})
    assert (wrong.status_code, staff.post(desk_url(lottery), {"nominate": "1"}).status_code) == (409, 400)
    typed_code = f"{party.code[:4].lower()} {party.code[4:]}"
    response = staff.post(desk_url(lottery), {"nominate": "1", "code": typed_code, "reason": "協賛校"}, follow=True)
    assert "協賛校" in text(response)
    assert "指名はありません。" in text(staff.post(desk_url(lottery), {"take_back": party.code}, follow=True))
    assert list(ViewLog.objects.values_list("subject", flat=True)) == [party.subject] * 2


def test_the_times_can_be_moved_and_a_round_without_entries_dropped(staff, lottery):
    later = timezone.localdate() + 9 * DAY
    form = {"times": "1", "closes_on": later.isoformat(), "results_on": (later + DAY).isoformat()}
    staff.post(desk_url(lottery), form)
    assert Lottery.objects.get().results_on == later + DAY
    assert staff.post(desk_url(lottery), form | {"results_on": form["closes_on"]}).status_code == 400
    assert staff.post(desk_url(lottery), {"drop": "1"}).url == DESK
    assert not Lottery.objects.exists()


def test_the_draw_asks_once_more_and_shows_the_log(staff, lottery, slots):
    booking = entered(lottery, slots)
    assert staff.post(desk_url(lottery, "draw/"), {"seed": "3"}).status_code == 302
    assert Lottery.objects.get().drawn_at is None
    close(lottery)
    assert "申し込みは1組、そのうち区の指名は0組です。" in text(staff.get(desk_url(lottery, "draw/")))
    for seed in ("-1", "x", "9" * 30):
        assert staff.post(desk_url(lottery, "draw/"), {"seed": seed}).status_code == 400
    page = text(staff.post(desk_url(lottery, "draw/"), {"seed": "３"}, follow=True))
    assert "当たり（第1希望）" in page and f"{booking.party.code[:4]} {booking.party.code[4:]}" in page
    assert (Lottery.objects.get().seed, Lottery.objects.get().drawn_by) == (3, staff.user)
    assert staff.get(desk_url(lottery, "draw/")).status_code == 302


def test_the_list_and_a_drawn_round_cost_no_query_for_each_entry(staff, lottery, slots):
    def cost(lottery):
        return len(queries_of(lambda: staff.get(DESK))), len(queries_of(lambda: staff.get(desk_url(lottery))))

    entered(lottery, slots)
    lotteries.draw_round(lottery=close(lottery))
    few = cost(lottery)
    other = round_of(lottery_tour())
    more_slots = slots_for(other.activity, 4, 4)
    for _party in range(3):
        entered(other, more_slots)
    lotteries.draw_round(lottery=close(other))
    assert cost(other) == few


def test_a_drawn_round_is_shown_when_a_date_that_nobody_booked_is_gone(staff, lottery, slots):
    entered(lottery, slots)
    lotteries.draw_round(lottery=close(lottery))
    slots[1].delete()
    page = text(staff.get(desk_url(lottery)))
    assert "当たり（第1希望）" in page and "—" in page


# The command


def run(*arguments):
    out = StringIO()
    call_command("draw_lottery", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_draws_once_and_repeats_from_the_log(lottery, slots):
    for _party in range(5):
        entered(lottery, slots[:1], 2)
    slug = lottery.activity.slug
    with pytest.raises(CommandError):
        run(slug)
    close(lottery)
    assert "Seed 9: 5 entries, 10 people, 0 of them nominated; 4 places; 2 entries won, 4 people." in run(
        slug, "--seed", "9"
    )
    with pytest.raises(CommandError):
        run(slug)
    assert "the same result" in run(slug, "--again")
    drawn = Lottery.objects.get()
    drawn.log["seed"] = 10
    drawn.save()
    with pytest.raises(CommandError, match="another result"):
        run(slug, "--again")


@pytest.mark.parametrize("arguments", [["nosuch"], ["nosuch", "--again"], ["nosuch", "--seed", "-1"]])
def test_the_command_says_what_it_cannot_draw(arguments):
    with pytest.raises(CommandError):
        run(*arguments)
