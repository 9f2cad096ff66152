"""What ward staff see of the outbox."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from notices.models import Notice

pytestmark = pytest.mark.django_db
RESENT = "もう一度送ります。"
REFUSED = "このメールは送り直せません。もう送られたか、内容が消えています。"


@pytest.fixture
def failed(write):
    """Writes a message and gives it up."""

    def failed(**given):
        notice = write(**given)
        Notice.objects.filter(pk=notice.pk).update(state=Notice.State.FAILED, tries=6, error="SMTPDataError: 554")
        return notice

    return failed


def listed(client):
    return list(client.get(reverse("desk:notices")).context["page"])


def resend(client, value):
    answer = client.post(reverse("desk:notices"), {"notice": value})
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:notices"))
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_only_failed_messages_are_listed(staff, write, failed):
    write()
    given_up = failed(to="guest@example.com")
    assert listed(staff) == [given_up]
    assert "guest@example.com" in staff.get(reverse("desk:notices")).content.decode()


def test_failed_message_is_sent_again(staff, failed, mailoutbox):
    notice = failed()
    assert resend(staff, notice.pk) == [RESENT]
    notice.refresh_from_db()
    assert (notice.state, notice.tries, notice.error) == (Notice.State.WAITING, 0, "")
    assert listed(staff) == []


def test_second_press_of_the_button_says_so(staff, failed):
    notice = failed()
    assert resend(staff, notice.pk) == [RESENT]
    assert REFUSED in resend(staff, notice.pk)


@pytest.mark.parametrize("value", ["", "0", "x", "\x00", "１", "9" * 40, "😀"])
def test_what_is_no_failed_message_is_refused(staff, failed, value):
    failed()
    Notice.objects.update(to="")  # blanked: even its own number cannot be sent again
    assert resend(staff, value) == [REFUSED]


def test_blanked_message_has_no_button(staff, failed):
    notice = failed()
    Notice.objects.update(to="")
    assert f'name="notice" value="{notice.pk}"' not in staff.get(reverse("desk:notices")).content.decode()
    assert resend(staff, notice.pk) == [REFUSED]


def test_list_costs_the_same_for_one_and_for_three(staff, failed, django_assert_num_queries):
    failed()
    staff.get(reverse("desk:notices"))
    with django_assert_num_queries(5):
        staff.get(reverse("desk:notices"))
    failed(), failed()
    with django_assert_num_queries(5):
        staff.get(reverse("desk:notices"))


@pytest.mark.parametrize("client", ["editor", "owner", "helper_user"])
def test_nobody_else_sees_addresses_or_sends_again(request, failed, client):
    notice = failed()
    person = request.getfixturevalue(client)
    assert person.get(reverse("desk:notices")).status_code == 403
    assert person.post(reverse("desk:notices"), {"notice": notice.pk}).status_code == 403
    assert Notice.objects.get().state == Notice.State.FAILED
