""" "Tell me when this company opens": confirmed by mail, one mail, then the address is forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from privacy.services import erase_expired
from tests.factories import CompanyFactory, SlotFactory, TourFactory
from tours import openings
from tours.models import OpeningWish
from tours.views.openings import ASK

pytestmark = pytest.mark.django_db
ADDRESS = "hoshi@example.com"


@pytest.fixture
def company():
    return CompanyFactory(name="架空製作所", slug="kakuu")


@pytest.fixture
def confirmed(company):
    """A wish whose address is confirmed."""
    openings.ask(company=company, email=ADDRESS, language="ja")
    openings.confirm(OpeningWish.objects.get())
    return OpeningWish.objects.get()


def text(response):
    return response.content.decode()


def ask(client, company, email=ADDRESS, **extra):
    return client.post(reverse("tours:ask", args=[company.slug]), {"email": email}, **extra)


def link(wish):
    return reverse("tours:opening", args=[wish.token])


def opens(company, **changes):
    """A date of this company that can be booked."""
    return SlotFactory(activity=TourFactory(company=company, title="旋盤の見学", slug="senban"), **changes)


def mails(kind):
    return list(Notice.objects.filter(kind=f"tours.{kind}").order_by("pk"))


# Asking


def test_pages_without_a_bookable_date_lead_there_and_others_do_not(client, company):
    tour, way = TourFactory(company=company), reverse("tours:ask", args=[company.slug])
    pages = [reverse("tours:tour", args=[tour.slug]), reverse("directory:company", args=[company.slug])]
    assert [way in text(client.get(page)) for page in pages] == [True, True]
    SlotFactory(activity=tour)
    assert [way in text(client.get(page)) for page in pages] == [False, False]


def test_a_company_without_any_visit_leads_there_too(client, company):
    page = client.get(reverse("directory:company", args=[company.slug]))
    assert reverse("tours:ask", args=[company.slug]) in text(page)


def test_the_page_asks_for_one_field_and_says_what_for(client, company):
    page = text(client.get(reverse("tours:ask", args=[company.slug])))
    assert page.count('name="email"') == 1
    assert "アドレスは、このお知らせだけに使います。知らせたら消します。180日たっても" in page


def test_asking_mails_a_link_and_nothing_more(client, company):
    assert "メールのリンクを開いてボタンを押すと" in text(ask(client, company))
    [mail], wish = mails("wish"), OpeningWish.objects.get()
    assert (mail.to, mail.language, wish.confirmed_at) == (ADDRESS, "ja", None)
    assert f"http://127.0.0.1:8000/tours/opening/link/{wish.token}/" in mail.text.splitlines()


def test_english_visitors_get_english(client, company):
    client.post(f"/en/tours/opening/{company.slug}/", {"email": ADDRESS})
    [mail] = mails("wish")
    assert (mail.language, "/en/tours/opening/link/" in mail.text) == ("en", True)


@pytest.mark.parametrize("email", ["", "x", "a@b", "a\x00@example.com", "a@example.com\r\nBcc: b@example.com"])
def test_what_is_no_address_is_refused(client, company, email):
    assert (ask(client, company, email).status_code, OpeningWish.objects.count()) == (400, 0)


def test_asking_twice_says_the_same_and_mails_once(client, company, confirmed):
    assert "メールのリンクを開いてボタンを押すと" in text(ask(client, company))
    assert (len(mails("wish")), OpeningWish.objects.get().pk) == (1, confirmed.pk)


def test_an_unconfirmed_wish_can_be_asked_anew_a_week_later(client, company):
    for _time in range(2):
        ask(client, company)
    assert len(mails("wish")) == 1
    OpeningWish.objects.update(created_at=timezone.now() - timedelta(days=7, seconds=1))
    ask(client, company)
    assert (len(mails("wish")), OpeningWish.objects.count()) == (2, 1)


def test_nobody_fills_a_strangers_mailbox(client):
    for _number in range(openings.MOST_UNCONFIRMED + 3):
        ask(client, CompanyFactory(), "Stranger@example.com")
    assert len(mails("wish")) == openings.MOST_UNCONFIRMED


def test_one_network_may_ask_so_often_and_no_more(client, company, clock_stands):
    elsewhere = {"REMOTE_ADDR": "192.0.2.1"}
    answers = [ask(client, company, "x", **elsewhere).status_code for _time in range(ASK.times + 1)]
    assert answers == [400] * ASK.times + [429]


@pytest.mark.parametrize("changes", [{"hidden": True}, {"live": False}, {"basis": "register"}])
def test_of_a_hidden_company_nobody_asks(client, changes):
    assert ask(client, CompanyFactory(**changes)).status_code == 404


# Confirming and ending


def test_opening_the_link_changes_nothing_and_the_button_confirms(client, company):
    ask(client, company)
    wish = OpeningWish.objects.get()
    page = client.get(link(wish))
    assert (page.status_code, OpeningWish.objects.get().confirmed_at) == (200, None)
    assert client.post(link(wish)).url == link(wish)
    assert OpeningWish.objects.get().confirmed_at is not None
    assert "お知らせを待っています" in text(client.get(link(wish)))


def test_ending_forgets_the_address_everywhere(client, confirmed):
    assert "メールアドレスは消しました" in text(client.post(link(confirmed), {"end": "on"}))
    assert (OpeningWish.objects.count(), Notice.objects.filter(to=ADDRESS).count()) == (0, 0)
    assert client.get(link(confirmed)).status_code == 404


def test_the_page_is_kept_by_nobody(client, confirmed):
    page = client.get(link(confirmed))
    assert "no-store" in page["Cache-Control"]
    assert (page["X-Robots-Tag"], ADDRESS in text(page)) == ("noindex, nofollow", False)


def test_another_token_opens_nothing(client, confirmed):
    assert client.post(reverse("tours:opening", args=["nosuch"]), {"end": "on"}).status_code == 404
    assert OpeningWish.objects.count() == 1


# Telling


def test_one_mail_when_a_date_opens_and_the_row_is_gone(company, confirmed):
    assert openings.tell() == 0
    opens(company)
    assert [openings.tell(), openings.tell()] == [1, 0]
    [mail] = mails("opened")
    assert (mail.to, mail.keep_days, OpeningWish.objects.count()) == (ADDRESS, 1, 0)
    assert "http://127.0.0.1:8000/tours/senban/" in mail.text.splitlines()
    assert "旋盤の見学" in mail.html


def test_who_never_confirmed_hears_nothing(company):
    openings.ask(company=company, email=ADDRESS, language="ja")
    opens(company)
    assert (openings.tell(), OpeningWish.objects.count()) == (0, 1)


@pytest.mark.parametrize("changes", [{"status": "closed"}, {"capacity": 6, "taken": 6}])
def test_a_date_that_cannot_be_booked_opens_nothing(company, confirmed, changes):
    opens(company, **changes)
    assert openings.tell() == 0


def test_another_companys_date_or_a_draft_opens_nothing(company, confirmed):
    opens(CompanyFactory())
    SlotFactory(activity=TourFactory(company=company, live=False))
    assert openings.tell() == 0


def test_two_runs_at_once_write_one_mail(company, confirmed, monkeypatch):
    opens(company)
    end = OpeningWish.objects.filter(pk=confirmed.pk)
    monkeypatch.setattr(openings, "_tell", lambda wish, slots, tell=openings._tell: end.delete() and tell(wish, slots))
    assert (openings.tell(), mails("opened")) == (0, [])


def test_telling_nobody_costs_one_question(company, confirmed, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        openings.tell()


# Forgetting


@pytest.mark.parametrize(("days", "left"), [(179.9, 1), (180, 0)])
def test_a_wish_is_kept_180_days_from_its_confirmation(company, confirmed, days, left):
    at = confirmed.confirmed_at + timedelta(days=days)
    assert OpeningWish.objects.waiting(at).count() == left
    erase_expired(at)
    assert OpeningWish.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(6.9, 1), (7, 0)])
def test_an_address_that_nobody_confirmed_goes_after_a_week(company, days, left):
    openings.ask(company=company, email=ADDRESS, language="ja")
    erase_expired(OpeningWish.objects.get().created_at + timedelta(days=days))
    assert OpeningWish.objects.count() == left


def test_one_row_per_company_and_address(company, confirmed):
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningWish.objects.create(company=company, email=ADDRESS, token="other")
