"""The main way: find a company, book its tour, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import steps

pytestmark = pytest.mark.browser
TOUR = "hanemushi-neko-bane"


def test_student_books_a_tour_by_touch_from_the_front_page_to_the_pass(visit, site):
    window = visit()
    page = window.page
    window.open("/")
    page.get_by_role("link", name="工場をさがす").first.click()
    page.get_by_role("link", name=re.compile("はねるねこばね工業|ロボットの、やさしさ担当")).first.click()
    page.get_by_role("link", name=re.compile("ばねを1本")).first.click()
    page.locator("#dates ~ * a, section[aria-labelledby=dates] a").first.click()
    assert page.locator("[name=slot]:checked").count() == 1
    steps.fill_in(page, "mouse@demo.example")
    page.get_by_role("button", name="席をおさえて").click()
    page.get_by_label(re.compile("確認コード")).fill(steps.pin_in(site.mail_to("mouse@demo.example")))
    page.get_by_role("button", name="予約を確定する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("予約が決まりました")
    code = page.locator(".big-code").inner_text().replace(" ", "")
    assert re.fullmatch("[A-Z]{8}", code)
    assert page.locator("main svg").count() == 1
    assert code in site.mail_to("mouse@demo.example", 2).split()


def test_booking_begun_in_one_browser_is_finished_in_another_without_typing_anything_again(visit, site):
    first, second = visit(), visit(javascript=False)
    first.open(f"/tours/{TOUR}/book/")
    steps.choose_first_day(first.page)
    steps.fill_in(first.page, "two-browsers@demo.example")
    first.page.get_by_role("button", name="席をおさえて").click()
    expect(first.page.get_by_role("heading", level=1)).to_have_text("メールの確認")
    second.open(steps.link_in(site.mail_to("two-browsers@demo.example")))
    second.page.get_by_role("main").get_by_role("button").first.click()
    expect(second.page.get_by_role("heading", level=1)).to_have_text("予約が決まりました")
    first.page.reload()
    expect(first.page.get_by_role("heading", level=1)).to_have_text("予約が決まりました")


def test_another_month_and_day_change_the_times_alone_and_what_was_typed_stays(visit):
    window = visit()
    page, address = window.page, f"/tours/{TOUR}/book/?people=2"
    window.open(address)
    page.locator("[name=email]").fill("typed@demo.example")
    chosen = page.locator("[name=slot]").nth(1)
    chosen.check()
    page.locator(".month a[rel=next]").click()
    expect(page.locator(".month a[rel=prev]")).to_be_visible()
    expect(chosen).to_be_checked()
    page.locator("a.month__day").first.click()
    expect(page.locator("a.month__day[aria-current]")).to_have_count(1)
    expect(page.locator("#slots")).to_be_focused()
    expect(page.locator("[name=email]")).to_have_value("typed@demo.example")
    assert page.url.endswith(address)


def test_event_is_booked_the_same_way_then_the_party_changed_and_the_booking_cancelled(visit, site):
    window = visit()
    page = window.page
    window.open("/events/")
    page.get_by_role("link", name=re.compile("まちこうば合同説明会")).first.click()
    page.locator("a[href*='/book/']").first.click()
    steps.choose_first_day(page)
    steps.fill_in(page, "event@demo.example")
    page.get_by_role("button", name="席をおさえて").click()
    page.get_by_label(re.compile("確認コード")).fill(steps.pin_in(site.mail_to("event@demo.example")))
    page.get_by_role("button", name="予約を確定する").click()
    page.get_by_role("link", name="参加する人を変える").click()
    page.locator("[name=grade_1]").select_option("parent")
    page.locator("[name=count_1]").fill("１")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("main")).to_contain_text("保護者")
    page.get_by_role("link", name="予約を取り消す").click()
    page.get_by_role("main").get_by_role("button").first.click()
    site.mail_to("event@demo.example", 4)
    calendars = [_calendar(mail) for mail in site.mails_to("event@demo.example")[1:]]
    assert [part.get_param("method") for part in calendars] == ["REQUEST", "REQUEST", "CANCEL"]


def _calendar(mail):
    return next(part for part in mail.walk() if part.get_content_type() == "text/calendar")


def test_mistakes_are_named_at_the_top_and_at_the_field_and_nothing_typed_is_lost(visit):
    window = visit()
    page = window.page
    window.open(f"/tours/{TOUR}/book/")
    steps.fill_in(page, "minori.example.jp", family_kana="見本")
    page.get_by_role("button", name="席をおさえて").click()
    expect(page.get_by_role("alert")).to_contain_text("メールアドレス")
    expect(page.get_by_role("alert")).to_contain_text("日時")
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.locator("[name=family_name]").input_value() == "見本"
    assert page.locator("[name=email]").get_attribute("aria-invalid") == "true"
    window.forgive("400")


def test_back_and_send_again_is_one_booking(visit, site):
    window = visit()
    page = window.page
    window.open(f"/tours/{TOUR}/book/")
    steps.choose_first_day(page)
    steps.fill_in(page, "back@demo.example")
    page.get_by_role("button", name="席をおさえて").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("メールの確認")
    first = page.url
    page.go_back()
    steps.choose_first_day(page)
    steps.fill_in(page, "back@demo.example")
    page.get_by_role("button", name="席をおさえて").click()
    expect(page).to_have_url(first)
    site.mail_to("back@demo.example")
    assert len(site.mails_to("back@demo.example")) == 1
