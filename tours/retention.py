"""How long this app keeps what people told it."""

from django.db import transaction

from core.tokens import new_token
from notices.retention import blank
from privacy.registry import register
from tours.models import Enquiry, EnquiryLine, OpeningWish


def forget_wishes(at) -> int:
    deleted, _by_model = OpeningWish.objects.expired(at).delete()
    return deleted


def forget_enquiries(at) -> int:
    """Those nobody confirmed go; of the others the people and their words go, 90 days after the visit or the last word."""
    unconfirmed = Enquiry.objects.never_confirmed(at)
    blank([enquiry.subject for enquiry in unconfirmed])
    deleted = unconfirmed.delete()[1].get("tours.Enquiry", 0)
    return deleted + sum(_erase(enquiry, at) for enquiry in list(Enquiry.objects.expired(at)))


@transaction.atomic
def _erase(enquiry, at) -> int:
    """Head counts, days and states stay. A new token ends every link that was mailed."""
    blank([enquiry.subject])
    EnquiryLine.objects.filter(enquiry=enquiry).exclude(text="").update(text="")
    erased = dict.fromkeys(Enquiry.PERSONAL, "") | {
        "token": new_token(),
        "key": f"erased:{enquiry.pk}",
        "erased_at": at,
    }
    return Enquiry.objects.filter(pk=enquiry.pk, erased_at=None).update(**erased)


register("tours.openings", erase=forget_wishes)
register("tours.enquiries", erase=forget_enquiries)
