"""What those who receive guests hear of bookings: their company's choice, which a link in their mails changes."""

from django.urls import reverse

from bookings.hearing import Hearing
from directory.models import Company
from directory.services import change_facts
from tours import host_links

PURPOSE = "tours.host_mails"


def chosen(tour_id) -> Hearing:
    """What the company of a tour chose."""
    return Hearing(Company.objects.filter(tours=tour_id).values_list("host_mails", flat=True).get())


def choose(*, company: Company, hearing: Hearing) -> None:
    change_facts(company, host_mails=hearing)


def path(tour_id, address) -> str:
    """The path of the page on which the reader of mails to `address` chooses."""
    return reverse("tours:host_mails", args=[host_links.secret(PURPOSE, tour_id, address)])


def company_of(secret: str) -> Company | None:
    """The company whose choice this secret opens, None if it opens none."""
    return host_links.company_of(PURPOSE, secret)
