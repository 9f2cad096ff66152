"""The CMS opens for its people, and each role may do what it is for."""

import io

import pytest
from PIL import Image
from wagtail.models import GroupApprovalTask

from pictures.models import Picture
from stories.models import FrontPage

PAGES = ["/cms/", "/cms/pages/", "/cms/images/", "/cms/images/add/", "/cms/account/", "/cms/snippets/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("person", ["staff", "editor"])
def test_pages_of_the_cms_answer(request, db, person, path):
    assert request.getfixturevalue(person).get(path, follow=True).status_code == 200


@pytest.mark.parametrize("person", ["staff", "editor"])
def test_the_front_page_can_be_edited(request, db, person):
    page = FrontPage.objects.order_by("path").first()
    answer = request.getfixturevalue(person).get(f"/cms/pages/{page.pk}/edit/")
    assert answer.status_code == 200
    assert "action-publish" in answer.content.decode() or person == "editor"


def test_only_staff_publish(staff, editor):
    page = FrontPage.objects.order_by("path").first()
    rights = [page.permissions_for_user(person.user) for person in (staff, editor)]
    assert [right.can_edit() for right in rights] == [True, True]
    assert [right.can_publish() for right in rights] == [True, False]


def test_what_editors_hand_in_staff_approve(staff, editor):
    task = GroupApprovalTask.objects.get()
    page = FrontPage.objects.order_by("path").first()
    assert [bool(task.get_actions(page, person.user)) for person in (staff, editor)] == [True, False]


@pytest.mark.parametrize(
    ("right", "staff_may", "editor_may"),
    [
        ("directory.change_company", True, True),
        ("directory.publish_company", True, False),
        ("tours.publish_tour", True, False),
        ("events.delete_event", True, False),
        ("directory.add_field", True, False),
        ("tours.view_closure", True, True),
        ("tours.add_closure", True, False),
        ("bookings.change_slot", True, False),
        ("bookings.delete_slot", False, False),
        ("wagtailadmin.access_admin", True, True),
        ("wagtailimages.add_image", True, True),
        ("accounts.change_user", False, False),
        ("bookings.view_party", False, False),
        ("privacy.view_exportlog", False, False),
    ],
)
def test_rights_follow_from_the_role(staff, editor, right, staff_may, editor_may):
    assert (staff.user.has_perm(right), editor.user.has_perm(right)) == (staff_may, editor_may)


def upload(client, name, content):
    data = {"title": "旋盤", "file": io.BytesIO(content), "alt": "旋盤の前に立つ人", "collection": "1"}
    data["file"].name = name
    return client.post("/cms/images/add/", data)


def picture(size=(40, 30), kind="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", size).save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_an_editor_uploads_a_picture_with_its_description(editor, media):
    assert upload(editor, "a.png", picture()).status_code == 302
    assert Picture.objects.get().default_alt_text == "旋盤の前に立つ人"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.gif", picture(kind="GIF")),
        ("a.png", b"not a picture"),
        ("a.png", b"<script>alert(1)</script>"),
        ("a.jpg", b""),
        ("a.png", picture((8000, 8000))),
    ],
)
def test_what_is_no_photograph_is_refused(editor, media, name, content):
    assert upload(editor, name, content).status_code == 200
    assert not Picture.objects.exists()
