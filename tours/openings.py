""" "Tell me when this company opens": one address, confirmed by its own mail, one mail, and the address is erased."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY
from core.names import site_name
from core.tokens import new_token
from notices import services as outbox
from notices.retention import blank
from tours.models import OpeningWish, Tour

AGAIN = timedelta(days=7)  # before it, asking again sends no second mail; as long as an unconfirmed wish is kept
MOST_UNCONFIRMED = 5  # of one address: nobody fills a stranger's mailbox
KEEP_DAYS = 1  # in the outbox, after the row is gone


def ask(*, company, email: str, language: str) -> None:
    """Keep a wish and mail the link that confirms it.

    Silent where the address has asked already or too often: nobody learns what somebody else has asked for.
    """
    with suppress(IntegrityError), transaction.atomic():  # the same wish arrived meanwhile
        _ask(company, email, language)


def _ask(company, email, language):
    of_address = OpeningWish.objects.filter(email__iexact=email)
    earlier = of_address.filter(company=company).first()
    if earlier and (earlier.confirmed_at or earlier.created_at > timezone.now() - AGAIN):
        return
    if of_address.filter(confirmed_at=None).exclude(company=company).count() >= MOST_UNCONFIRMED:
        return
    of_address.filter(company=company).delete()
    wish = OpeningWish.objects.create(company=company, email=email, language=language, token=new_token())
    with translation.override(language):
        _write(wish, "wish", _("このアドレスでよければ、確認してください"))


def confirm(wish) -> None:
    """The address is theirs; from now on 180 days. Twice is once."""
    OpeningWish.objects.filter(pk=wish.pk, confirmed_at=None).update(confirmed_at=timezone.now())


def end(wish) -> None:
    """Forget the address, also where it stands in the outbox."""
    blank([wish.subject])
    OpeningWish.objects.filter(pk=wish.pk).delete()


def tell(at=None) -> int:
    """Write to everybody whose company has a bookable date at `at` (now if None), and forget them; how many."""
    slots = Slot.objects.bookable_for(SMALLEST_PARTY, at)
    open_now = Tour.objects.published().filter(slots__in=slots).values("company")
    wishes = OpeningWish.objects.waiting(at).filter(company__in=open_now).select_related("company")
    return sum(_tell(wish, slots) for wish in list(wishes.order_by("pk")))


@transaction.atomic
def _tell(wish, slots) -> bool:
    """The row goes in the same transaction as the mail comes: whoever runs at the same time writes no second one."""
    slot = slots.filter(activity__in=Tour.objects.published().filter(company=wish.company).values("pk"))
    slot = slot.select_related("activity").order_by("starts_at").first()
    if not slot or not OpeningWish.objects.filter(pk=wish.pk).delete()[0]:
        return False
    with translation.override(wish.language):
        url = settings.BASE_URL + reverse("tours:tour", args=[slot.activity.slug])
        _write(wish, "opened", _("見学できる日が決まりました"), slot=slot, url=url)
    return True


def _write(wish, name, subject, **context):
    context |= {
        "company": wish.company,
        "wish_url": settings.BASE_URL + reverse("tours:opening", args=[wish.token]),
        "site_name": site_name(),
        "subject": subject,
    }
    outbox.write(
        to=wish.email,
        kind=f"tours.{name}",
        subject=f"{subject}{_('｜')}{wish.company.localized_name}",
        text=render_to_string(f"mail/tours/{name}.txt", context).strip() + "\n",
        html=render_to_string(f"mail/tours/{name}.html", context),
        language=wish.language,
        about=wish.subject,
        dedupe_key=f"tours.{name}:{wish.pk}",
        keep_days=KEEP_DAYS,
    )
