"""No column is forgotten: each stands wherever columns are listed by name, or here with the reason why it does not."""

import pytest

from directory import exporting, merging
from directory.importing import facts
from directory.models import Company, CompanyNumber, CompanyPicture, DayStep, Field, Process, Voice
from directory.wagtail_hooks import CompanyViewSet, FieldViewSet, ProcessViewSet

CMS = "state of drafts and publishing, kept by the CMS"
DERIVED = "follows from name and reading"
WISH = "a wish of its people, and no fact about it"
OWN = "belongs to the row, and says nothing of the company"
EVERYWHERE = dict.fromkeys(
    (
        "live", "has_unpublished_changes", "first_published_at", "last_published_at", "go_live_at", "expire_at", "expired",
        "latest_revision", "live_revision",
    ),
    CMS,
) | dict.fromkeys(("id", "created_at", "updated_at"), OWN)  # fmt: skip
ROWS = {"pictures": CompanyPicture, "numbers": CompanyNumber, "day": DayStep, "voices": Voice}
FILES = dict.fromkeys(("picture", "pictures"), "a file, which no list can carry")
TOLD = dict.fromkeys(("numbers", "day", "voices"), "rows of their own, written for the page alone")

FORM = CompanyViewSet.edit_handler.bind_to_model(Company).get_form_class()
LISTED = {
    "export": set(exporting.COLUMNS.values()),
    "import": {*facts.STORED, *facts.WORDS},
    "merging": {name for names in merging.CHOICES.values() for name in names}
    | {*merging.LINES, *merging.SETS, *merging.WORDS},
    "cms": {*FORM.base_fields, *FORM.formsets},
}
NOT_LISTED = {
    "export": FILES
    | TOLD
    | {"name_key": DERIVED, "sort_key": DERIVED, "block": "the import reads it off the address", "host_mails": WISH},
    "import": FILES | TOLD | {"slug": "written with a new company alone, which undoing deletes", "host_mails": WISH},
    "merging": {
        "name_key": DERIVED,
        "sort_key": DERIVED,
        "slug": "the address of the row that stays; that of the other leads to it",
        "scholarship": "true if it is true of either",
        **dict.fromkeys(ROWS, "rows of their own; they move"),
        "hidden": "the row that stays is shown or not as before, unless a closed number comes with the other",
        "closed_on": "comes along with the corporate number it belongs to",
        "host_mails": WISH,
    },
    "cms": {"name_key": DERIVED, "sort_key": DERIVED},
}


def columns(model):
    return {field.name for field in model._meta.get_fields() if field.concrete}


@pytest.mark.parametrize("place", LISTED)
def test_every_column_of_a_company_is_listed_or_left_out_for_a_reason(place):
    assert (columns(Company) | {*ROWS}) - LISTED[place] == {*EVERYWHERE, *NOT_LISTED[place]}


@pytest.mark.parametrize("place", LISTED)
def test_what_is_listed_is_a_column(place):
    assert LISTED[place] <= columns(Company) | {*ROWS}


@pytest.mark.parametrize(("model", "view"), [(Field, FieldViewSet), (Process, ProcessViewSet)])
def test_every_column_of_a_word_can_be_edited(model, view):
    assert columns(model) - {panel.field_name for panel in view.panels} == {"id"}


@pytest.mark.parametrize("name", ROWS)
def test_every_column_of_a_companys_rows_can_be_edited(name):
    own = {"id", "company", "sort_order"}  # the CMS writes them
    assert columns(ROWS[name]) - {*FORM.formsets[name].form.base_fields} == own & columns(ROWS[name])
