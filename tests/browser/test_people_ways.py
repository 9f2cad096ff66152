"""Four people on a phone: a parent, a student who comes from Instagram, a teacher with a class, and a company's owner."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import people, steps
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser
FAMILIES = "orizuru-panda-oyako"  # a tour for families
CLASSES = "nemuri-kirin-ofuro"  # a tour for classes, whose company answers each request and takes enquiries


def heading(page):
    return page.get_by_role("heading", level=1)


def send(page, name):
    page.get_by_role("main").get_by_role("button", name=name).tap()


def fits(page):
    """Nothing has to be scrolled sideways, at the end of every step."""
    assert steps.overflow(page) == 0, page.url


def test_a_parent_with_two_children_books_changes_the_party_and_cannot_come(visit, site):
    window = visit(PHONE, **people.TOUCH)
    page, email = window.page, "parent-way@demo.example"
    window.open("/companies/orizuru-panda/")
    page.locator(f"main a[href$='/tours/{FAMILIES}/']").first.tap()
    page.locator(f"section[aria-labelledby=dates] a[href*='/{FAMILIES}/book/']").first.tap()
    page.wait_for_url(re.compile("/book/"))
    fits(page)
    assert page.locator("[name=slot]:checked").count() == 1
    steps.fill_in(page, email)
    page.locator("[name=own_grade]").select_option("parent")
    page.locator("[name=grade_1]").select_option("e2")
    page.get_by_text("ほかの学年・立場の人もいる").tap()
    page.locator("[name=grade_2]").select_option("e5")
    send(page, "席をおさえて")
    page.get_by_label(re.compile("確認コード")).fill(steps.pin_in(site.mail_to(email)))
    send(page, "予約を確定する")
    expect(heading(page)).to_have_text("予約が決まりました")
    fits(page)
    expect(page.locator(".pass__people")).to_contain_text("小5 1人")
    page.get_by_role("link", name="参加する人を変える").tap()
    page.locator("[name=grade_2]").select_option("")
    page.locator("[name=count_2]").fill("")
    page.get_by_role("main").get_by_role("button").first.tap()
    expect(page.locator(".pass__people")).not_to_contain_text("小5")
    people.change(site, people.SOON, email)
    page.reload()
    page.get_by_role("link", name="行けなくなった").tap()
    expect(heading(page)).to_have_text("行けなくなりましたか")
    fits(page)
    send(page, "行けないと知らせる")
    expect(heading(page)).not_to_have_text("予約が決まりました")


def test_a_student_begins_in_instagram_and_ends_in_the_browser_without_typing_anything_again(visit, site):
    inside, browser = visit(PHONE, user_agent=people.INSTAGRAM, **people.TOUCH), visit(PHONE, **people.TOUCH)
    inside.open("/tours/hanemushi-neko-bane/book/")
    steps.choose_first_day(inside.page)
    steps.fill_in(inside.page, "instagram@demo.example")
    inside.page.locator("[name=own_grade]").select_option("h2")
    send(inside.page, "席をおさえて")
    inside.page.locator("[name=guardian_agreed]").check()  # asked of those who come without an adult
    inside.page.locator("[name=guardian_phone]").fill("03-5000-0000")
    inside.forgive("400")
    send(inside.page, "席をおさえて")
    expect(heading(inside.page)).to_have_text("メールの確認")
    browser.open(steps.link_in(site.mail_to("instagram@demo.example")))
    assert browser.page.locator("main input:visible").count() == 0
    browser.page.get_by_role("main").get_by_role("button").first.tap()
    expect(heading(browser.page)).to_have_text("予約が決まりました")
    inside.page.reload()
    expect(heading(inside.page)).to_have_text("予約が決まりました")
    assert inside.page.locator(".big-code").inner_text() == browser.page.locator(".big-code").inner_text()


def test_a_class_asks_the_host_answers_with_a_date_and_the_teacher_books_it(visit, site):
    host_mail, email = "class-host@demo.example", "sensei-way@demo.example"
    people.change(site, people.OWNER, CLASSES, host_mail)
    teacher, host = visit(PHONE, **people.TOUCH), visit(PHONE, **people.TOUCH)
    page = teacher.page
    teacher.open(f"/tours/{CLASSES}/")
    page.get_by_role("link", name=re.compile("相談")).first.tap()
    page.wait_for_url(re.compile("/enquiry/$"))
    fits(page)
    page.locator("[name=kind][value=school]").check()
    page.locator("[name=grade_1]").select_option("e5")
    answers = {"count_1": "32", "teachers": "2", "organisation": "架空第三小学校", "name": "見本 先生", "email": email}
    for name, value in (answers | {"wish": "2月の平日の午前", "message": "理科で電気を習ったところです。"}).items():
        page.locator(f"[name={name}]").fill(value)
    for name in ("consent", "manners"):
        for box in page.locator(f"[name={name}]").all():
            box.check()
    send(page, "確認のメールを受け取る")
    expect(heading(page)).to_have_text("メールを見てください")
    teacher.open(people.link(site.mail_to(email), "/tours/enquiry/link/"))
    send(page, "相談を送る")
    expect(heading(page)).to_have_text("返事を待っています")
    host.open(people.link(site.mail_to(host_mail), "/tours/enquiry/host/"))
    fits(host.page)
    answer = host.page.locator("form:has([name=answer])")
    answer.locator("[name=text]").fill("お待ちしています。")
    answer.locator("[name=day]").fill(f"{date.today() + timedelta(days=40)}")
    answer.locator("[name=starts]").fill("10:00")
    answer.locator("[name=ends]").fill("11:30")
    send(host.page, "返事を送る")
    site.mail_to(email, 2)
    page.reload()
    fits(page)
    send(page, "この日時で予約する")
    expect(heading(page)).to_have_text("見学が決まりました")
    page.get_by_role("link", name="予約票を見る").tap()
    expect(page.locator(".pass__people")).to_contain_text("32")


def test_an_owner_takes_one_request_and_declines_another_by_the_links_of_their_mails(visit, site):
    host_mail = "owner-way@demo.example"
    people.change(site, people.OWNER, CLASSES, host_mail)
    window = visit(PHONE, **people.TOUCH)
    page = window.page
    for number in (1, 2):
        state = people.book(page, site, CLASSES, f"owner-way-guest{number}@demo.example", "teacher", "e6")
        assert state == "requested"
    links = [people.link(site.mail_to(host_mail, number), "/answer/") for number in (1, 2)]
    window.open(links[0])
    fits(page)
    send(page, "受ける")
    expect(page.get_by_role("status")).to_be_visible()
    window.open(links[1])
    page.locator("main summary", has_text="ことわる").tap()
    page.locator("[name=reason]").select_option("busy")
    fits(page)
    send(page, "ことわると返事する")
    expect(page.get_by_role("status")).to_be_visible()
    subjects = [site.mails_to(f"owner-way-guest{number}@demo.example")[-1]["Subject"] for number in (1, 2)]
    assert len(set(subjects)) == 2


def test_an_owner_calls_a_visit_off_in_two_taps_by_the_link_of_their_mail(visit, site):
    host_mail, email = "owner-off@demo.example", "owner-off-guest@demo.example"
    people.change(site, people.OWNER, CLASSES, host_mail)
    window = visit(PHONE, **people.TOUCH)
    page = window.page
    people.book(page, site, CLASSES, email, "teacher", "e6")
    window.open(people.link(site.mail_to(host_mail), "/host-visits/"))
    fits(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("^中止する")).first.tap()
    expect(heading(page)).to_have_text(re.compile("^中止："))
    fits(page)
    send(page, "中止して、みんなに知らせる")
    expect(page.get_by_role("status")).to_contain_text("中止にしました")
    fits(page)
