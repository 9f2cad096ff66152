"""The secrets in the mails to those who receive guests: each opens one page of their company's, without an account.

A secret is bound to the company, the page's purpose and the address it was mailed to: it ends when its reader no longer
speaks for the company.
"""

from django.conf import settings

from core import tokens
from directory.models import Company, Membership


def addresses(companies) -> list[str]:
    """The people who speak for these companies (a QuerySet); the ward's staff where there are none yet."""
    owners = Membership.objects.filter(company__in=companies, role=Membership.Role.OWNER, user__is_active=True)
    found = list(owners.order_by("pk").values_list("user__email", flat=True))
    return found or list(filter(None, [settings.CONTACT["email"]]))


def secret(purpose: str, tour_id, address: str) -> str:
    """What opens the page `purpose` of a tour's company to the reader of mails to `address`."""
    company_id = Company.objects.values_list("pk", flat=True).get(tours=tour_id)
    return f"{company_id}-{tokens.keyed_hash(purpose, f'{company_id}:{address}')}"


def company_of(purpose: str, secret: str) -> Company | None:
    """The company whose page this secret opens, None for a wrong one or one of somebody who has left."""
    number, _dash, given = secret.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    companies = Company.objects.filter(pk=number)
    known = [tokens.matches(purpose, f"{int(number)}:{address}", given) for address in addresses(companies)]
    return companies.first() if any(known) else None
