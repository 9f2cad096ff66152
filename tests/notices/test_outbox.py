from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from notices import services
from notices.models import Notice
from tests.children import free_port

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-21T10:00:00+09:00")
State = Notice.State


def states():
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def test_same_key_twice_is_one_message(write):
    first = write(dedupe_key="confirmed:1", subject="予約が決まりました")
    second = write(dedupe_key="confirmed:1", subject="別の件名")
    assert (second.pk, second.subject) == (first.pk, "予約が決まりました")
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b", "a@example.com\nBcc: b@example.com", "a@example.com,b@example.com", '"\x01"@example.com'],
)
def test_what_is_no_address_is_refused_and_not_repeated_in_the_refusal(write, address):
    with pytest.raises(ValueError, match=r"^not a mail address$"):
        write(to=address)


def test_unknown_calendar_method_is_refused(write):
    with pytest.raises(ValueError, match="not a calendar method"):
        write(calendar="BEGIN:VCALENDAR", calendar_method="REPLY\r\nX: y")


def test_only_what_is_due_leaves_in_order_of_its_time(write, mailoutbox):
    write(due_at=NOW, subject="second")
    write(due_at=NOW - timedelta(hours=1), subject="first")
    write(due_at=NOW + timedelta(seconds=1), subject="later")
    assert services.send_due(at=NOW) == 2
    assert [mail.subject for mail in mailoutbox] == ["first", "second"]
    assert states() == [State.SENT, State.SENT, State.WAITING]
    assert set(Notice.objects.filter(state=State.SENT).values_list("sent_at", "leased_until", "tries")) == {
        (NOW, None, 1)
    }


def test_sent_message_is_not_sent_again(write, mailoutbox):
    write()
    assert (services.send_due(), services.send_due()) == (1, 0)
    assert len(mailoutbox) == 1


def test_limit_is_kept(write, mailoutbox):
    for _number in range(3):
        write()
    assert services.send_due(limit=2) == 2
    assert len(mailoutbox) == 2


def test_stop_is_asked_before_each_message(write, mailoutbox):
    for _number in range(3):
        write()
    assert services.send_due(stop=lambda: len(mailoutbox) == 2) == 2


def test_leased_message_belongs_to_its_sender_until_the_lease_runs_out(write, mailoutbox):
    write(due_at=NOW)
    held = services._claim(NOW)
    assert services._claim(NOW + services.LEASE - timedelta(seconds=1)) is None
    again = services._claim(NOW + services.LEASE)
    assert (again.pk, again.tries, again.message_id) == (held.pk, 2, held.message_id)


def test_sender_whose_lease_ran_out_changes_nothing(write):
    write(due_at=NOW)
    slow = services._claim(NOW)
    services._claim(NOW + services.LEASE)
    services._release(slow, state=State.SENT, sent_at=NOW)
    assert states() == [State.WAITING]


def test_failed_tries_pause_longer_each_time_and_end_where_staff_see_it(write, smtp):
    smtp.refusals["full@example.com"] = "452 mailbox full"
    write(to="full@example.com", due_at=NOW)
    at, waited = NOW, []
    while states() == [State.WAITING]:
        assert services.send_due(at=at) == 1
        notice = Notice.objects.get()
        until = notice.leased_until or at
        waited.append(until - at)
        assert services.send_due(at=until - timedelta(seconds=1)) == 0
        at = until
    assert waited == [*services.PAUSES, timedelta(0)]
    assert list(Notice.objects.failed()) == [notice]
    assert notice.tries == 6
    assert notice.error.startswith("SMTPRecipientsRefused: ")


def test_failed_message_goes_out_again_when_staff_say_so(write, smtp):
    smtp.refusals["nobody@example.com"] = "550 no such user"
    notice = write(to="nobody@example.com")
    services.send_due()
    assert states() == [State.FAILED]
    smtp.refusals.clear()
    assert services.retry(notice) is True
    services.send_due()
    assert states() == [State.SENT]
    assert smtp.message_ids == [notice.message_id]


def test_only_failed_messages_can_be_sent_again(write):
    assert services.retry(write()) is False
    assert states() == [State.WAITING]


def test_poison_blocks_nobody(write, smtp):
    """A server's lasting refusal, a text that cannot be encoded, a passing refusal: the others leave in the same round."""
    smtp.refusals = {"nobody@example.com": "550 no such user", "full@example.com": "452 mailbox full"}
    write(to="nobody@example.com", due_at=NOW)
    broken = write(due_at=NOW)
    Notice.objects.filter(pk=broken.pk).update(to="two words@exa mple")
    write(to="full@example.com", due_at=NOW)
    write(to="fine@example.com", due_at=NOW)
    assert services.send_due(at=NOW) == 4
    assert states() == [State.FAILED, State.FAILED, State.WAITING, State.SENT]
    assert smtp.recipients == ["fine@example.com"]


def test_message_that_ends_its_sender_each_time_is_given_up(write):
    write(due_at=NOW)
    at = NOW
    while services._claim(at):  # as many senders as die while they hold it
        if Notice.objects.get().tries == 6:
            break
        at += services.LEASE
    assert services.send_due(at=at + services.LEASE) == 1
    assert states() == [State.FAILED]


def test_unreachable_server_costs_no_message_a_try(write, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    write()
    with pytest.raises(OSError):
        services.send_due()
    assert Notice.objects.get().tries == 0
    assert states() == [State.WAITING]


def test_one_connection_takes_the_whole_batch(write, smtp):
    for _number in range(5):
        write()
    services.send_due()
    assert (len(smtp.mails), len(smtp.sessions)) == (5, 1)


def test_called_off_messages_do_not_leave(write, mailoutbox):
    write(about="bookings.party:1", kind="pin")
    write(about="bookings.party:1", kind="reminder")
    write(about="bookings.party:10", kind="reminder")
    assert services.drop(about="bookings.party:1", kind="reminder") == 1
    assert states() == [State.WAITING, State.DROPPED, State.WAITING]
    assert services.drop(about="bookings.party:1") == 1
    assert services.send_due() == 1


def test_message_called_off_while_it_leaves_is_told_as_sent(write):
    notice = write(about="bookings.party:1")
    held = services._claim(None)
    services.drop(about="bookings.party:1")
    services._deliver(held, services.get_connection(), None)
    notice.refresh_from_db()
    assert notice.state == State.SENT


def test_only_the_allow_list_is_written_to(write, settings, mailoutbox):
    settings.MAIL_ALLOW = ["Team@Example.com", "@example.org"]
    for address in ("team@example.com", "anybody@EXAMPLE.org", "guest@example.com", "x@sub.example.org"):
        write(to=address)
    assert services.send_due() == 4
    assert [mail.to for mail in mailoutbox] == [["team@example.com"], ["anybody@EXAMPLE.org"]]
    assert states() == [State.SENT, State.SENT, State.DROPPED, State.DROPPED]
    assert set(Notice.objects.filter(state=State.DROPPED).values_list("error", flat=True)) == {"MAIL_ALLOW"}


def test_nothing_due_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert services.send_due() == 0


def test_log_of_a_failure_names_nobody(write, smtp, caplog):
    smtp.refusals["nobody@example.com"] = "550 no such user"
    notice = write(to="nobody@example.com", due_at=timezone.now())
    services.send_due()
    assert [record.getMessage() for record in caplog.records if record.name == "notices.services"] == [
        f"notice {notice.pk} not sent at try 1: SMTPRecipientsRefused"
    ]
