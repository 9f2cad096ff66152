"""The mails about an enquiry, written to the outbox in the caller's transaction.

To the asker in their language; nothing anybody typed stands in the first one, which may go to a stranger. To the company in
Japanese, without a name, an address or words of the asker: those stand on the page behind the link.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.names import site_name
from notices import services as outbox
from tours import enquiry_links as links
from tours.kinds import hosts


def write_confirm(enquiry) -> None:
    """The link behind which the asker sends the enquiry to the company."""
    _to_asker(enquiry, "enquiry_confirm", _("相談を送るには、このメールを開いてください"))


def write_answered(enquiry) -> None:
    """The company has answered; its words stand on the page, and here for who only reads."""
    line = enquiry.lines.last()
    _to_asker(enquiry, "enquiry_answered", _("見学の相談に、返事が来ました"), line=line)


def write_declined(enquiry, text: str) -> None:
    _to_asker(enquiry, "enquiry_declined", _("今回は、お受けできませんでした"), text=text)


def write_ended(enquiry, others) -> None:
    """Nobody answered: an apology, and whom to ask instead."""
    with translation.override(enquiry.language):
        found = [(tour, settings.BASE_URL + reverse("tours:enquire", args=[tour.slug])) for tour in others]
    _to_asker(enquiry, "enquiry_ended", _("返事がないまま、2週間がたちました"), others=found)


def write_asked(enquiry) -> None:
    """Somebody asks: three answers behind one link."""
    _to_hosts(enquiry, "enquiry_asked", _("見学の相談が来ています"))


def write_said(enquiry) -> None:
    """The asker has answered."""
    _to_hosts(enquiry, "enquiry_said", _("見学の相談に、続きが来ています"))


def write_reminder(enquiry) -> None:
    """Three days have gone by."""
    _to_hosts(enquiry, "enquiry_reminder", _("見学の相談が、返事を待っています"))


def write_agreed(enquiry) -> None:
    """The asker took the date."""
    _to_hosts(enquiry, "enquiry_agreed", _("見学の日が決まりました"), slot=enquiry.booking.slot)


def write_withdrawn(enquiry) -> None:
    _to_hosts(enquiry, "enquiry_withdrawn", _("見学の相談が、取り下げられました"))


def _to_asker(enquiry, name, subject, **context):
    with translation.override(enquiry.language):
        context |= {"page_url": links.asker_url(enquiry), "company": enquiry.tour.company}
        _write(enquiry, name, subject, enquiry.email, enquiry.language, context)


def _to_hosts(enquiry, name, subject, **context):
    with translation.override(settings.LANGUAGE_CODE):
        context |= {"page_url": links.host_url(enquiry)}
        for number, address in enumerate(hosts(enquiry.tour)):
            _write(enquiry, name, subject, address, settings.LANGUAGE_CODE, context, number)


def _write(enquiry, name, subject, to, language, context, number=0):
    """The number of lines tells apart several mails of one kind about one enquiry."""
    context = context | {"enquiry": enquiry, "tour": enquiry.tour, "subject": subject, "site_name": site_name()}
    outbox.write(
        to=to,
        kind=f"tours.{name}",
        subject=f"{subject}{_('｜')}{enquiry.tour.localized_title}",
        text=render_to_string(f"mail/tours/{name}.txt", context).strip() + "\n",
        html=render_to_string(f"mail/tours/{name}.html", context),
        language=language,
        about=enquiry.subject,
        dedupe_key=f"tours.{name}:{enquiry.pk}:{enquiry.lines.count()}:{number}",
    )
