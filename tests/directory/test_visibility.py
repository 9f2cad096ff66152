"""Who may see a company is one rule, whether it is asked of the database, of a row, or from another table."""

from itertools import product

import pytest

from directory.models import Company, FormerIdentity, shown_to_all
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db
NUMBER = "8000012010038"
WAYS = list(product([NUMBER, "", None], Company.Basis.values, [True, False], [True, False]))


@pytest.mark.parametrize(("number", "basis", "live", "hidden"), WAYS)
def test_database_row_and_neighbour_say_the_same(number, basis, live, hidden):
    company = CompanyFactory(corporate_number=number, basis=basis, live=live, hidden=hidden)
    FormerIdentity.objects.create(company=company, slug="former")
    known = number == NUMBER or basis == Company.Basis.CONSENT
    assert company.may_be_shown == known
    assert Company.objects.unseen().exists() == (not known)
    assert company.is_public == (known and live and not hidden)
    assert Company.objects.public().exists() == company.is_public
    assert FormerIdentity.objects.filter(shown_to_all("company__")).exists() == company.is_public
