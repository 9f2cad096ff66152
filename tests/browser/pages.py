"""Every page that people meet: where it is, who sees it, which template makes it.

A template without a line here fails tests/browser/test_access.py.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve

from config.gallery import gallery

ROOT = Path(__file__).resolve().parents[2] / "templates"
DOCKER = ROOT.parent / "docker"
WHOLE = re.compile(r"""<!doctype html|\{% extends "([^"]+)" %\}""", re.IGNORECASE)
COMPANY, TOUR, EVENT = "soratobu-kujira", "hanemushi-neko-bane", "machikoba-fair"
ASKED = "sakasa-koumori-kurasu"
# Up to the package that draws the page.
SWAGGER = ("axe", "focus", "forced", "motion", "print", "reflow", "structure", "targets", "text")

SHOWN_TWICE = ("axe:landmark-unique", "motion")  # light beside dark; the sign that waits is shown waiting


@dataclass(frozen=True)
class Page:
    """A page in one state.

    `address` may name parts that tests/browser/filling.py knows, as {held}; `name` is what the page of results calls it;
    `act` does on the open page what leads to the one that is meant, which answers with `status`; `made` makes a page
    that no address of a running site leads to, as bytes or text; `beyond` are checks, or rules of axe as axe:RULE, that say nothing of this page;
    `sheets` is the most paper the page may take where people print it.
    """

    name: str
    template: str
    address: str
    who: str = "visitor"
    status: int = 200
    act: Callable | None = None
    made: Callable | None = None
    beyond: tuple[str, ...] = ()
    sheets: int = 0


def open_a_filter(page):
    page.locator("summary:visible").first.click()


def open_the_menu(page):
    """As its button does, which stands on phones only."""
    page.locator("#menu").evaluate("menu => menu.showPopover()")


def made_gallery():
    """/components/ exists with DEBUG alone, and reads no database."""
    request = RequestFactory().get("/components/")
    request.csp_nonce, request.resolver_match = "", resolve("/sign-in/")
    return gallery(request).content


def send(page):
    """Send the page's form as it stands, and wait for the answer."""
    with page.expect_navigation():
        page.locator("main form[method=post] [type=submit], main form[method=post] button:not([type])").first.click()


def send_without_cookies(page):
    page.context.clear_cookies()
    sign_in_halfway(page)


def ask_for_a_code(page):
    page.locator("[name=email]").fill("walk-code@demo.example")
    send(page)


def sign_in_again_and_again(page):
    """Until the site has enough of this address for a minute: the last of all pages."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    form = {"csrfmiddlewaretoken": token, "login": "nobody@demo.example", "password": "wrong"}
    while page.request.post(page.url, form=form).status != 429:
        pass
    sign_in_halfway(page)


def sign_in_halfway(page):
    page.locator("[name=login]").fill("walk-halfway@demo.example")
    page.locator("[name=password]").fill("secret")
    send(page)


def type_a_wrong_pin(page):
    page.locator("[name=pin]").fill("000000")
    with page.expect_navigation():
        page.locator("form:has([name=pin]) button").first.click()


def send_too_often(page):
    """As if from another machine: the site's limits do not count who sits before it."""
    elsewhere = {"X-Forwarded-For": "192.0.2.7"}
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    form = {"csrfmiddlewaretoken": token, "pin": ""}
    while page.request.post(page.url, form=form, headers=elsewhere).status != 429:
        pass
    page.set_extra_http_headers(elsewhere)
    type_a_wrong_pin(page)


PUBLIC = [
    Page("トップページ", "stories/front_page.html", "/"),
    Page("トップページ（英語）", "stories/front_page.html", "/en/"),
    Page("開いたメニュー", "stories/front_page.html", "/", act=open_the_menu),
    Page("工場の一覧と地図", "directory/companies.html", "/companies/"),
    Page("工場の一覧（しぼりこみ）", "directory/companies.html", "/companies/?field=medical&q=ばね"),
    Page("工場の一覧（あてはまるものなし）", "directory/companies.html", "/companies/?q=どこにもない語"),
    Page("工場の一覧（開いたしぼりこみ）", "directory/companies.html", "/companies/", act=open_a_filter),
    Page("工場の一覧（英語）", "directory/companies.html", "/en/companies/"),
    Page("工場", "directory/company.html", f"/companies/{COMPANY}/"),
    Page("工場（英語）", "directory/company.html", "/en/companies/odoru-rakko/"),
    Page("見学の一覧", "tours/tours.html", "/tours/"),
    Page("見学", "tours/tour.html", f"/tours/{TOUR}/"),
    Page("見学（英語）", "tours/tour.html", f"/en/tours/{TOUR}/"),
    Page("見学コースをつくる", "tours/course.html", "/tours/course/"),
    Page("見学コース：おまかせ", "tours/course.html", "/tours/course/?stops=3"),
    Page("見学コース：組めないとき", "tours/course.html", f"/tours/course/?tour={TOUR}&tour=nosuch&stops=5&people=100"),
    Page("見学コースをつくる（英語）", "tours/course.html", "/en/tours/course/?stops=2"),
    Page("見学のお知らせをたのむ", "tours/ask.html", f"/tours/opening/{COMPANY}/"),
    Page("見学のお知らせを確かめる", "tours/opening.html", "/tours/opening/link/{wish}/"),
    Page("会社あてのメールの受け取り方", "tours/host_mails.html", "/tours/host-mails/link/{host_mails}/"),
    Page("会社：この先の見学", "tours/host_visits.html", "/tours/host-visits/{host_visits}/"),
    Page("会社：見学の中止", "tours/host_call_off.html", "/tours/host-visits/{host_visits}/{host_slot}/"),
    Page(
        "会社：中止にしたあと", "tours/host_call_off.html", "/tours/host-visits/{host_visits}/{host_slot_off}/?done=1"
    ),
    Page("見学（予約なし）", "tours/tour.html", "/tours/kibanno-mori-mado/"),
    Page("見学（相談して決める）", "tours/tour.html", f"/tours/{ASKED}/"),
    Page("見学の相談：書く", "tours/enquire.html", f"/tours/{ASKED}/enquiry/"),
    Page("見学の相談：書く（英語）", "tours/enquire.html", f"/en/tours/{ASKED}/enquiry/"),
    Page("見学の相談：まちがいのある入力", "tours/enquire.html", f"/tours/{ASKED}/enquiry/", status=400, act=send),
    Page("見学の相談：返事が来たあと", "tours/enquiry.html", "/tours/enquiry/link/{enquiry}/"),
    Page("見学の相談：企業の返事", "tours/enquiry_answer.html", "/tours/enquiry/host/{enquiry_host}/"),
    Page("イベントの一覧", "events/events.html", "/events/"),
    Page("終わったイベント", "events/past.html", "/events/?when=past"),
    Page("イベント", "events/event.html", f"/events/{EVENT}/", sheets=5),
    Page("イベント（英語）", "events/event.html", f"/en/events/{EVENT}/"),
    Page("オープンデータ", "events/open_data.html", "/open-data/"),
    Page("ウェブアクセシビリティ方針", "stories/access.html", "/about/accessibility/"),
    Page("アクセシビリティの試験結果", "stories/access_results.html", "/about/accessibility/results/"),
    Page("アクセシビリティの試験結果（英語）", "stories/access_results.html", "/en/about/accessibility/results/"),
    Page("外部送信とCookie", "stories/outside.html", "/about/outside/"),
    Page("ほかのサイトにのせる一覧と地図", "directory/embed.html", "/embed/?field=space"),
    Page("一覧と地図ののせかた", "directory/embed_how.html", "/embed/how/"),
    Page("APIの説明", "api/docs.html", "/api/v1/docs/", beyond=SWAGGER),
]
BOOKING = [
    Page("予約：日時と連絡先", "bookings/book.html", f"/tours/{TOUR}/book/"),
    Page("予約：日時と連絡先（英語）", "bookings/book.html", f"/en/tours/{TOUR}/book/"),
    Page("予約：イベント", "bookings/book.html", f"/events/{EVENT}/book/"),
    Page("予約：まちがいのある入力", "bookings/book.html", f"/tours/{TOUR}/book/", status=400, act=send),
    Page("予約：メールの確認", "bookings/held.html", "/bookings/{held}/"),
    Page("予約：コードのまちがい", "bookings/held.html", "/bookings/{held}/", status=400, act=type_a_wrong_pin),
    Page("予約：メールのリンク", "bookings/link.html", "/bookings/{held}/confirm/{proof}/"),
    Page("見学コース：申し込み", "tours/course_book.html", "/tours/course/book/?{course_slots}"),
    Page("見学コース：決まったコース", "bookings/course.html", "/bookings/{course}/"),
    Page("見学コース：えらんで取り消す", "bookings/course_cancel.html", "/bookings/{course}/cancel/"),
    Page("見学コース：人を変える", "bookings/course_change.html", "/bookings/{course}/change/"),
    Page("見学コース：紙", "bookings/course_sheet.html", "/bookings/{course}/course/", sheets=1),
    Page("予約：決まった予約", "bookings/pass.html", "/bookings/{confirmed}/", sheets=2),
    Page("予約：決まった予約（英語）", "bookings/pass.html", "/en/bookings/{confirmed}/"),
    Page("予約：人を変える", "bookings/change.html", "/bookings/{confirmed}/change/"),
    Page("予約：日時を変える", "bookings/move.html", "/bookings/{confirmed}/move/"),
    Page("予約：行けなくなった", "bookings/call_off.html", "/bookings/{late}/cannot-come/"),
    Page("予約：返事を待つ申し込み", "bookings/requested.html", "/bookings/{requested}/"),
    Page("予約：保護者の確認を待つ", "bookings/consenting.html", "/bookings/{consenting}/"),
    Page("予約：保護者の確認がまにあわなかった", "bookings/ended.html", "/bookings/{unsigned}/"),
    Page("保護者が署名する紙", "bookings/paper.html", "/bookings/{consenting}/paper/", sheets=1),
    Page("保護者の確認", "bookings/signing.html", "/bookings/{guardian}/consent/"),
    Page("保護者の確認：まちがい", "bookings/signing.html", "/bookings/{guardian}/consent/", status=400, act=send),
    Page("保護者の確認：終わったあと", "bookings/signing.html", "/bookings/{guardian_done}/consent/"),
    Page("予約：受けられなかった申し込み", "bookings/declined.html", "/bookings/{declined}/"),
    Page("申し込みへの返事", "bookings/answer.html", "/bookings/{answer}/answer/"),
    Page("予約：取り消す", "bookings/cancel.html", "/bookings/{confirmed}/cancel/"),
    Page("予約：取り消した予約", "bookings/ended.html", "/bookings/{ended}/"),
    Page("予約：3つの質問", "bookings/survey.html", "/bookings/{visited}/thanks/"),
    Page("予約：答えたあと", "bookings/surveyed.html", "/bookings/{answered}/thanks/"),
    Page("キャンセル待ち：満席の日をえらぶ", "bookings/book.html", "/tours/{full}/book/?slot={full_slot}"),
    Page("キャンセル待ち：メールの確認", "bookings/joining.html", "/bookings/{joining}/"),
    Page("キャンセル待ち：順番", "bookings/waiting.html", "/bookings/{waiting}/"),
    Page("キャンセル待ち：席の案内", "bookings/offered.html", "/bookings/{offered}/"),
    Page("キャンセル待ち：人数より少ない席の案内", "bookings/offered.html", "/bookings/{offered_fewer}/"),
    Page("キャンセル待ち：見送る", "bookings/decline.html", "/bookings/{offered}/decline/"),
    Page("キャンセル待ち：やめる", "bookings/leave.html", "/bookings/{waiting}/leave/"),
    Page("抽選：申し込み", "bookings/enter.html", "/tours/walk-lots-open/book/"),
    Page("抽選：まちがいのある申し込み", "bookings/enter.html", "/tours/walk-lots-open/book/", status=400, act=send),
    Page("抽選：受付がないとき", "bookings/no_round.html", "/tours/walk-lots-drawn/book/"),
    Page("抽選で決める見学", "tours/tour.html", "/tours/walk-lots-open/"),
    Page("抽選：メールの確認", "bookings/confirm_entry.html", "/bookings/{entering}/"),
    Page("抽選：結果を待つ", "bookings/entered.html", "/bookings/{entered}/"),
    Page("抽選：取り下げる", "bookings/withdraw.html", "/bookings/{entered}/withdraw/"),
    Page("抽選：取り下げた", "bookings/entry_ended.html", "/bookings/{entry_ended}/"),
    Page("抽選：外れた", "bookings/not_drawn.html", "/bookings/{not_drawn}/"),
    Page("キャンセル待ち：終わった", "bookings/wait_ended.html", "/bookings/{wait_ended}/"),
    Page("予約：見つからない予約", "bookings/unknown.html", "/bookings/nosuch/", status=404),
    Page("予約：何度も送ったとき", "bookings/too_many.html", "/bookings/{held}/", status=429, act=send_too_often),
]
REFUSALS = [
    Page("ページが見つかりません", "404.html", "/companies/there-is-no-such-company/", status=404),
    Page("開けないページ", "403.html", "/desk/", "owner", status=403),
    Page("時間がたった送信", "403_csrf.html", "/sign-in/", "leaving", status=403, act=send_without_cookies),
    Page("読み取れない送信", "400.html", "/made/400/", status=400, made=partial(render_to_string, "400.html")),
    Page(
        "お休み中", "../docker/maintenance.html", "/made/503/", status=503, made=(DOCKER / "maintenance.html").read_text
    ),
    Page("うまく動かなかったとき", "500.html", "/made/500/", status=500, made=partial(render_to_string, "500.html")),
]
SIGN_IN = [
    Page("サインイン", "account/login.html", "/sign-in/"),
    Page("サインイン：コードをたのむ", "account/request_login_code.html", "/sign-in/code/"),
    Page("サインイン：コードを入れる", "account/confirm_login_code.html", "/sign-in/code/", "arriving", act=ask_for_a_code),
    Page("サインイン：使えないアカウント", "account/account_inactive.html", "/sign-in/inactive/"),
    Page("サインイン：認証アプリのコード", "mfa/authenticate.html", "/sign-in/", "halfway-in", act=sign_in_halfway),
    Page("サインイン：デモのリンク", "accounts/demo_sign_in.html", "/sign-in/demo/{demo}/"),
    Page("サインアウト", "account/logout.html", "/sign-in/logout/", "staff"),
    Page("パスワードをもう一度", "account/reauthenticate.html", "/sign-in/reauthenticate/", "newcomer"),
    Page("パスワードを変える", "account/password_change.html", "/sign-in/password/change/", "staff"),
    Page("パスワードを決める", "account/password_set.html", "/sign-in/password/set/", "owner"),
    Page("2段階認証", "mfa/index.html", "/sign-in/2fa/", "staff"),
    Page("2段階認証：もう一度", "mfa/reauthenticate.html", "/sign-in/2fa/reauthenticate/", "staff"),
    Page("2段階認証：設定する", "mfa/totp/activate_form.html", "/sign-in/2fa/totp/activate/", "newcomer"),
    Page("2段階認証：外す", "mfa/totp/deactivate_form.html", "/sign-in/2fa/totp/deactivate/", "staff"),
    Page("2段階認証：予備のコード", "mfa/recovery_codes/index.html", "/sign-in/2fa/recovery-codes/", "staff"),
    Page("2段階認証：予備のコードを作る", "mfa/recovery_codes/generate.html", "/sign-in/2fa/recovery-codes/generate/", "staff"),
]  # fmt: skip
ATTENDEES = f"/desk/events/{EVENT}/attendees/"
DESK = [
    Page("デスク：参加者の一覧", "events/desk_attendees.html", ATTENDEES, "staff", sheets=4),
    *(
        Page(name, template, f"/desk/{address}", "staff")
        for name, template, address in (
            ("デスク", "desk/start.html", ""),
            ("デスク：イベント", "desk/events.html", "events/"),
            ("デスク：見学", "desk/tours.html", "tours/"),
            ("デスク：開く日と休み", "tours/desk_rules.html", f"tours/{TOUR}/rules/"),
            ("デスク：見学の回", "tours/desk_slots.html", f"tours/{TOUR}/slots/"),
            ("デスク：見学の中止", "tours/desk_call_off.html", "slots/{slot}/call-off/"),
            ("デスク：参加者をファイルに", "events/desk_attendees_export.html", f"events/{EVENT}/attendees/export/"),
            ("デスク：予約とメール", "bookings/desk_mails.html", "bookings/?code={code}"),
            ("デスク：保護者の紙", "bookings/desk_mails.html", "bookings/?code={code_consenting}"),
            ("デスク：参加した人の声", "bookings/desk_surveys.html", "surveys/"),
            ("デスク：抽選の一覧", "bookings/desk_lotteries.html", "lotteries/"),
            ("デスク：抽選の受付", "bookings/desk_lottery.html", "lotteries/{lottery_open}/"),
            ("デスク：抽選の記録", "bookings/desk_lottery.html", "lotteries/{lottery_drawn}/"),
            ("デスク：抽選する", "bookings/desk_draw.html", "lotteries/{lottery_closed}/draw/"),
            ("デスク：返事を待つ申し込み", "bookings/desk_requests.html", "requests/"),
            ("デスク：見学の相談", "tours/desk_enquiries.html", "enquiries/"),
            ("デスク：1つの相談", "tours/desk_enquiry.html", "enquiries/{enquiry_pk}/"),
            ("デスク：届かなかったメール", "notices/failed.html", "notices/"),
            ("デスク：名簿の取り込み", "directory/desk_imports.html", "import/"),
            ("デスク：取り込みのようす", "directory/desk_import.html", "import/{run}/"),
            ("デスク：取り込む列", "directory/desk_import_columns.html", "import/{run}/columns/"),
            ("デスク：取り込みを取り消す", "directory/desk_import_undo.html", "import/{run}/undo/"),
            ("デスク：名簿のくいちがい", "directory/desk_proposals.html", "proposals/"),
            ("デスク：企業をファイルに", "directory/desk_companies_export.html", "companies/export/"),
            ("デスク：重なっている企業", "directory/desk_duplicates.html", "duplicates/"),
            ("デスク：2社をくらべる", "directory/desk_duplicate.html", f"duplicates/{COMPANY}/odoru-rakko/"),
            ("デスク：分野のことば", "directory/desk_words.html", "words/fields/"),
            ("デスク：場所の確認", "directory/desk_places.html", "places/"),
            ("デスク：1社の場所", "directory/desk_place.html", f"places/{COMPANY}/"),
            ("デスク：地図のファイル", "directory/desk_map.html", "map/"),
            ("デスク：ふりがな", "readings/desk_readings.html", "readings/"),
            ("デスク：1文のふりがな", "readings/desk_reading.html", "readings/{reading}/"),
            ("デスク：読みの決まったことば", "readings/desk_words.html", "readings/words/"),
        )
    ),
]
LAST = [
    Page("部品の見本", "config/gallery/page.html", "/components/", made=made_gallery, beyond=SHOWN_TWICE),
    Page("何度も送ったとき", "429.html", "/sign-in/", "pressing", status=429, act=sign_in_again_and_again),
]
PAGES = [*PUBLIC, *BOOKING, *REFUSALS, *SIGN_IN, *DESK, *LAST]

# A file that staff download; it is looked at in tests/browser/test_map_elsewhere.py.
A_FILE = {"directory/map_file.html"}


def templates_of_whole_pages():
    """Every template that makes a whole page by itself or through the one it extends; mails left out."""
    parents = {}
    for path in [*ROOT.rglob("*.html"), *DOCKER.glob("*.html")]:
        name = os.path.relpath(path, ROOT)
        found = WHOLE.search(path.read_text()[:400])
        if found and not name.startswith("mail/"):
            parents[name] = found.group(1) or ""
    whole = {name for name, parent in parents.items() if not parent or parent in parents}
    return whole - set(parents.values()) - A_FILE
