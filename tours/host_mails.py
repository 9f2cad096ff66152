"""What those who receive guests hear of bookings: their company's choice, which a link in their mails changes.

The link is secret and bound to the address it was mailed to: it ends when its reader no longer speaks for the company.
"""

from django.conf import settings
from django.urls import reverse

from bookings.hearing import Hearing
from core import tokens
from directory.models import Company, Membership
from directory.services import change_facts

PURPOSE = "tours.host_mails"


def addresses(companies) -> list[str]:
    """The people who speak for these companies (a QuerySet); the ward's staff where there are none yet."""
    owners = Membership.objects.filter(company__in=companies, role=Membership.Role.OWNER, user__is_active=True)
    found = list(owners.order_by("pk").values_list("user__email", flat=True))
    return found or list(filter(None, [settings.CONTACT["email"]]))


def chosen(tour_id) -> Hearing:
    """What the company of a tour chose."""
    return Hearing(Company.objects.filter(tours=tour_id).values_list("host_mails", flat=True).get())


def choose(*, company: Company, hearing: Hearing) -> None:
    change_facts(company, host_mails=hearing)


def path(tour_id, address) -> str:
    """The path of the page on which the reader of mails to `address` chooses."""
    company_id = Company.objects.values_list("pk", flat=True).get(tours=tour_id)
    return reverse("tours:host_mails", args=[_secret(company_id, address)])


def company_of(secret: str) -> Company | None:
    """The company whose choice this secret opens, None for a wrong one or one of somebody who has left."""
    number = secret.partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    companies, given = Company.objects.filter(pk=number), secret.partition("-")[2]
    known = [tokens.matches(PURPOSE, f"{int(number)}:{address}", given) for address in addresses(companies)]
    return companies.first() if any(known) else None


def _secret(company_id, address):
    return f"{company_id}-{tokens.keyed_hash(PURPOSE, f'{company_id}:{address}')}"
